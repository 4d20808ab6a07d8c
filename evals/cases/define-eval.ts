import { type Case, type CustomerTurn, type Expectations, LANGUAGES, type Suite } from '../contract.ts';
import { SuiteError } from '../error.ts';

/** A case as code writes it: everything but id and what the customer says has a default. */
export type DefinedCase = Partial<Omit<Case, 'customer' | 'expect'>> &
  Pick<Case, 'id'> & {
    readonly expect?: Expectations;
  } & (
    | { readonly say: string }
    | { readonly turns: readonly (string | CustomerTurn)[] }
    | { readonly customer: Case['customer'] }
  );

export interface DefinedEval extends Partial<Pick<Case, 'language' | 'market' | 'locale' | 'shop'>> {
  readonly name: string;
  readonly cases: readonly DefinedCase[];
  readonly graders?: readonly string[];
}

/**
 * A suite made by code, with oracles where rules do not decide.
 *
 * @example
 * export default defineEval({
 *   name: 'opening-hours',
 *   cases: ['Monday', 'Sunday'].map((day) => ({
 *     id: day.toLowerCase(),
 *     say: `Are you open on ${day}?`,
 *     expect: { text: { forbid: ['24/7'] } },
 *   })),
 * });
 * @throws SuiteError when two cases have the same id, or a language is none of the five
 */
export function defineEval({ name, cases, graders, ...shared }: DefinedEval): Suite {
  const problems: string[] = [];
  const ids = new Set<string>();
  const made = cases.map((written): Case => {
    const { id, language = shared.language ?? 'en' } = written;
    if (ids.has(id)) problems.push(`${name}: two cases have the id "${id}"`);
    if (!(LANGUAGES as readonly string[]).includes(language))
      problems.push(`${name}/${id}: the language "${language}" is none of ${LANGUAGES.join(', ')}`);
    ids.add(id);
    const { say, turns, customer, ...rest } = written as DefinedCase & {
      say?: string;
      turns?: readonly (string | CustomerTurn)[];
      customer?: Case['customer'];
    };
    return {
      class: name,
      tags: [],
      expect: {},
      shop: 'sample',
      ...shared,
      ...rest,
      language,
      customer: customer ?? {
        turns: (turns ?? [say!]).map((turn) => (typeof turn === 'string' ? { text: turn } : turn)),
      },
    };
  });
  if (problems.length > 0) throw new SuiteError(problems);
  return { name, cases: made, ...(graders && { graders }) };
}

import type { Case } from '../contract.ts';
import { SuiteError } from '../error.ts';
import { escaped } from '../graders/literal.ts';
import { type Attempt, keyOf } from './results.ts';

export type Filter = (suite: string, theCase: Case) => boolean;

const FIELDS = ['id', 'suite', 'class', 'language', 'tag'] as const;

/**
 * Which cases are run: `price` is part of `suite/id`; `class=…`, `language=…`, `tag=…`, `suite=…`, `id=…` are equal, `*` stands for
 * anything. Several must all fit; values with commas are alternatives.
 * @throws SuiteError for another field
 */
export function filterOf(patterns: readonly string[]): Filter {
  const tests = patterns.map(one);
  return (suite, theCase) => tests.every((test) => test(suite, theCase));
}

function one(pattern: string): Filter {
  const [, field, values] = /^(\w+)=(.*)$/s.exec(pattern) ?? [];
  if (field === undefined)
    return (suite, { id }) => `${suite}/${id}`.toLowerCase().includes(pattern.toLowerCase());
  if (!(FIELDS as readonly string[]).includes(field))
    throw new SuiteError(`--filter ${pattern}: no such field; there are ${FIELDS.join(', ')}.`);
  const any = values!.split(',').map(glob);
  return (suite, theCase) => {
    const has: Record<(typeof FIELDS)[number], readonly string[]> = {
      id: [theCase.id],
      suite: [suite],
      class: [theCase.class],
      language: [theCase.language],
      tag: theCase.tags,
    };
    return has[field as (typeof FIELDS)[number]].some((value) => any.some((test) => test.test(value)));
  };
}

const glob = (text: string): RegExp => new RegExp(`^${text.split('*').map(escaped).join('.*')}$`, 'iu');

/** Cases of which a conversation failed or broke off in an earlier run. */
export function failingIn(before: readonly Attempt[]): Filter {
  const failing = new Set(
    before.filter(({ status }) => status === 'fail' || status === 'error').map((attempt) => keyOf(attempt)),
  );
  return (suite, { id }) => failing.has(`${suite}/${id}`);
}

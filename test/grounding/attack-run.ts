import { plainText } from '../../server/grounding/plain-text.ts';
import { render } from '../../server/grounding/render.ts';
import type { ReplyDocument } from '../../server/grounding/reply.ts';
import { withoutDoubtful } from '../../server/grounding/verify/shorten.ts';
import { verify } from '../../server/grounding/verify/verify.ts';
import type { Vocabulary } from '../../server/grounding/verify/vocabulary.ts';
import type { Violation } from '../../server/grounding/violation.ts';
import { type Attempt, attempts } from './corpus/generate.ts';
import type { Corpus } from './corpus/skeleton.ts';
import { documentOf, type Scenario } from './scenario.ts';

export interface Judge {
  vocabulary: Vocabulary;
  now: number;
}

/** `absent`: this conversation has no such fact; `true`: the two products of a swap cost the same, so it is no lie. */
export type Outcome = 'blocked' | 'shortened' | 'sent' | 'absent' | 'true';

export interface Tried {
  attempt: Attempt;
  outcome: Outcome;
  /** Kinds of violation. */
  kinds: readonly string[];
  /** As the customer would have read it. */
  text?: string;
}

/** What becomes of lying replies when they are handed in as they are. */
export function* tryAttacks(
  corpus: Corpus,
  scenarios: readonly Scenario[],
  judge: Judge,
  options: { seed: number; count: number },
): Generator<Tried> {
  let at = 0;
  for (const made of attempts(corpus, options)) {
    // A forged id must be one that this conversation does not have.
    const attempt = { ...made, says: made.says.replace(/\{f(\d+)\}/g, '{f99$1}') };
    const { document, scenario } = firstThatHasAll(scenarios, at++, attempt.says);
    if (!document || !scenario) {
      yield { attempt, outcome: 'absent', kinds: [] };
      continue;
    }
    if (isTrue(attempt, document, scenario)) {
      yield { attempt, outcome: 'true', kinds: [] };
      continue;
    }
    yield { attempt, ...sentOrNot(attempt, document, scenario, judge) };
  }
}

export interface Said {
  says: string;
  outcome: Outcome;
  kinds: readonly string[];
  /** The words that were refused. */
  words: readonly string[];
}

/** What becomes of faithful replies. */
export function* tryFaithful(corpus: Corpus, scenarios: readonly Scenario[], judge: Judge): Generator<Said> {
  for (const { says } of corpus.faithful) {
    const { document, scenario } = firstThatHasAll(scenarios, 0, says);
    if (!document || !scenario) {
      yield { says, outcome: 'absent', kinds: [], words: [] };
      continue;
    }
    const violations = check(document, scenario, judge);
    yield {
      says,
      outcome:
        violations.length === 0
          ? 'sent'
          : shorter(document, violations, scenario, judge)
            ? 'shortened'
            : 'blocked',
      kinds: violations.map(({ kind }) => kind),
      words: violations.map(({ text }) => text),
    };
  }
}

function firstThatHasAll(scenarios: readonly Scenario[], from: number, says: string) {
  for (let offset = 0; offset < scenarios.length; offset += 1) {
    const scenario = scenarios[(from + offset) % scenarios.length]!;
    try {
      return { scenario, document: documentOf(says, scenario) };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return {};
}

function sentOrNot(
  attempt: Attempt,
  document: ReplyDocument,
  scenario: Scenario,
  judge: Judge,
): Omit<Tried, 'attempt'> {
  const violations = check(document, scenario, judge);
  const kinds = violations.map(({ kind }) => kind);
  const sent = violations.length === 0 ? document : shorter(document, violations, scenario, judge);
  if (!sent) return { outcome: 'blocked', kinds };
  const text = textOf(sent, scenario);
  const lies = attempt.lies.map((lie) => said(lie, scenario));
  // What was left out of a longer reply was not sent.
  const lied = sent === document || lies.some((lie) => text.includes(lie));
  return { outcome: lied ? 'sent' : 'shortened', kinds, text };
}

function shorter(
  document: ReplyDocument,
  violations: readonly Violation[],
  scenario: Scenario,
  judge: Judge,
) {
  const rest = withoutDoubtful(document, violations);
  return rest && check(rest, scenario, judge).length === 0 ? rest : undefined;
}

const textOf = (document: ReplyDocument, { facts, locale }: Scenario): string =>
  plainText(render(document, facts, { locale })).text;

function said(template: string, scenario: Scenario): string {
  try {
    return textOf(documentOf(template, scenario), scenario);
  } catch {
    return template;
  }
}

const check = (document: ReplyDocument, { facts }: Scenario, { vocabulary, now }: Judge) =>
  verify(document, { facts, vocabulary, now, maxAgeMs: 60_000 });

/** A swap of facts that say the same. */
function isTrue({ says }: Attempt, document: ReplyDocument, scenario: Scenario): boolean {
  const swapped = /\{[ABC]\.(price|stock|compare_at)\}/.test(says) && !/<|\d/.test(says);
  if (!swapped) return false;
  const other = says.replace(
    /\{([ABC])\.(price|stock|compare_at)\}/g,
    (_, letter, kind) => `{${letter === 'A' ? 'B' : 'A'}.${kind}}`,
  );
  try {
    const said = (one: ReplyDocument) =>
      plainText(render(one, scenario.facts, { locale: scenario.locale })).text;
    return said(documentOf(other, scenario)) === said(document);
  } catch {
    return false;
  }
}

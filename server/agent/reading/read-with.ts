import { type ChainModel, emissionScores, tagChain } from '../../text-model/chain-model.ts';
import { type Candidate, candidatesOf, type IntentModels, rank } from './candidates.ts';
import { tokenFeatures } from './entity-features.ts';
import { type EntitySpan, entitiesIn, spansOf, tagMay } from './entity-tags.ts';
import type { IntentName } from './intent-names.ts';
import { type Message, messageOf } from './message.ts';
import type { Act, Entities, Reading } from './model.ts';

/** All that reading in one language needs, as training makes it. */
export interface ReaderModels {
  language: string;
  /** Words that several training texts share. */
  vocabulary: ReadonlySet<string>;
  intents: IntentModels;
  /** Of the features of a candidate. */
  rank: readonly number[];
  tagger: ChainModel;
  /** Of the features of a whole reading; the last is added. */
  calibration: readonly number[];
  /** Readings of at least this confidence were wrong as seldom as training was told they may be. */
  threshold: number;
}

/** What is chosen of the candidates. */
export interface Choice {
  candidate: Candidate;
  likelihood: number;
  /** Of the second best. */
  rival: number;
  /** Share of the features of the text that training knew. */
  known: number;
}

export function choose(models: Pick<ReaderModels, 'intents' | 'rank'>, message: Message): Choice {
  const { candidates, known } = candidatesOf(models.intents, message);
  return { ...best(models.rank, candidates), known };
}

/** The likeliest candidate by the weights. */
export function best(weights: readonly number[], candidates: readonly Candidate[]): Omit<Choice, 'known'> {
  const likelihoods = rank(weights, candidates);
  let [first, likelihood, rival] = [0, 0, 0];
  likelihoods.forEach((likely, at) => {
    if (likely > likelihood) [first, likelihood, rival] = [at, likely, likelihood];
    else rival = Math.max(rival, likely);
  });
  return { candidate: candidates[first]!, likelihood, rival };
}

/** The intent of the clause of each token. */
export function intentOfTokens(
  { clauses }: Candidate,
  message: Message,
  classes: readonly string[],
): string[] {
  const names = message.tokens.map(() => '');
  for (const { from, to, class: one } of clauses)
    for (let at = from; at < to; at += 1) names[at] = classes[one]!;
  return names;
}

export interface Tagged {
  spans: readonly EntitySpan[];
  likelihood: number;
  /** Of the least certain token. */
  least: number;
}

export function tagEntities(tagger: ChainModel, message: Message, intents: readonly string[]): Tagged {
  const features = message.tokens.map((_, at) => tokenFeatures(message, at, intents));
  const { tags, likelihood, each } = tagChain(
    emissionScores(tagger, features, tagMay(message)),
    tagger.transitions,
  );
  return { spans: spansOf(tags), likelihood, least: Math.min(1, ...each) };
}

export const CALIBRATION_FEATURES = 12;
const logit = (p: number): number => Math.log(Math.max(1e-5, p) / Math.max(1e-5, 1 - p));

/** What tells how likely a reading is right. */
export function calibrationFeatures(message: Message, choice: Choice, tagged: Tagged | undefined): number[] {
  const { candidate, likelihood, rival, known } = choice;
  const clauses = candidate.clauses;
  const unknown = message.general.filter((word) => word === '~').length;
  const named = tagged?.spans.length ?? 0;
  return [
    Math.min(8, logit(likelihood)),
    Math.max(-6, Math.log(Math.max(1e-4, rival))),
    Math.log(Math.max(1e-4, tagged?.likelihood ?? 1)),
    Math.log(Math.max(1e-4, tagged?.least ?? 1)),
    known,
    Math.min(4, unknown) / 4,
    unknown / Math.max(1, message.tokens.length),
    Math.log(1 + message.tokens.length),
    clauses.length - 1,
    Math.min(3, named),
    candidate.features[5]!,
    1,
  ];
}

/** Reads a text with the models of its language. `asked` is '' where nothing special was. */
export function readWith(models: ReaderModels, text: string, asked: string): Reading {
  const { language, vocabulary, intents, calibration } = models;
  const message = messageOf(text, { language, asked }, vocabulary);
  if (message.tokens.length === 0) return { language, scope: 'out', acts: [], confidence: 0 };
  const choice = choose(models, message);
  const { candidate } = choice;
  const out = intents.classes.length - 1;
  const outside = candidate.classes[0] === out;
  const tagged = outside
    ? undefined
    : tagEntities(models.tagger, message, intentOfTokens(candidate, message, intents.classes));
  const sum = calibrationFeatures(message, choice, tagged).reduce(
    (total, value, at) => total + value * calibration[at]!,
    0,
  );
  return {
    language,
    scope: outside ? 'out' : 'in',
    acts: tagged ? actsOf(candidate, message, tagged.spans, intents.classes) : [],
    confidence: 1 / (1 + Math.exp(-sum)),
  };
}

/** Clauses of the same intent behind each other are one act; what no intent has told goes with the act before it. */
export function actsOf(
  { clauses }: Candidate,
  message: Message,
  spans: readonly EntitySpan[],
  classes: readonly string[],
): Act[] {
  const acts: { intent: IntentName; confidence: number; from: number; to: number }[] = [];
  for (const { from, to, class: one, likelihood } of clauses) {
    const intent = classes[one]!;
    const last = acts.at(-1);
    if (last && (last.intent === intent || intent === 'out')) last.to = to;
    else if (intent === 'out') continue;
    else
      acts.push({
        intent: intent as IntentName,
        confidence: likelihood,
        from: acts.length === 0 ? 0 : from,
        to,
      });
  }
  return acts.map(({ intent, confidence, from, to }) => ({
    intent,
    confidence,
    entities: entitiesIn(message, spans, from, to),
  }));
}

/** The entities of all acts together. */
export function entitiesOf(acts: readonly Act[]): Entities {
  const all: Record<string, unknown[]> = {};
  for (const { entities } of acts)
    for (const [name, values] of Object.entries(entities))
      all[name] = [...new Set([...(all[name] ?? []), ...(values as unknown[])])];
  return all as Entities;
}

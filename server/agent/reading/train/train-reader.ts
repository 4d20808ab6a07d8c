import type { ChainModel } from '../../../text-model/chain-model.ts';
import { trainChain } from '../../../text-model/train-chain.ts';
import { type Candidate, candidatesOf } from '../candidates.ts';
import { tokenFeatures } from '../entity-features.ts';
import { TAGS, tagFollows, tagMay } from '../entity-tags.ts';
import { INTENT_NAMES } from '../intent-names.ts';
import { type Message, messageOf } from '../message.ts';
import type { Turn } from '../model.ts';
import {
  actsOf,
  best,
  type Choice,
  calibrationFeatures,
  entitiesOf,
  intentOfTokens,
  type ReaderModels,
  type Tagged,
  tagEntities,
} from '../read-with.ts';
import { differences } from '../same-entities.ts';
import { tokensOf } from '../tokens.ts';
import { tagsOfLabel } from './align.ts';
import { calibrate, thresholdFor } from './calibrate.ts';
import { trainIntents, trainRank } from './train-intents.ts';

export const CLASSES = [...INTENT_NAMES, 'out'];
const OUT = CLASSES.length - 1;
const SHARED = 3;
const CHAIN = { epochs: 6, rate: 0.3, decay: 1e-5, dropout: 0.2, least: 3 } as const;

/** A turn, and how much it counts in training. */
export interface WeightedTurn {
  turn: Turn;
  weight: number;
}

/** What models that had not seen a turn made of it. */
export interface Judged {
  turn: Turn;
  message: Message;
  candidates: readonly Candidate[];
  known: number;
  choice: Choice;
  tagged: Tagged | undefined;
  intentsRight: boolean;
  /** Entities that differ from the label. */
  differ: readonly string[];
  features: number[];
  right: boolean;
}

const classesOf = (turn: Turn): number[] =>
  turn.scope === 'out' ? [OUT] : turn.intents.map((intent) => CLASSES.indexOf(intent));

function vocabularyOf(turns: readonly Turn[], language: string): Set<string> {
  const counts = new Map<string, number>();
  for (const { text } of turns)
    for (const word of new Set(tokensOf(text, language).map((token) => token.text)))
      counts.set(word, (counts.get(word) ?? 0) + 1);
  return new Set([...counts].flatMap(([word, count]) => (count >= SHARED ? [word] : [])).sort());
}

const messageOfTurn = (turn: Turn, language: string, vocabulary: ReadonlySet<string>): Message =>
  messageOf(turn.text, { language, asked: turn.asked ?? '' }, vocabulary);

interface TagExample {
  turn: Turn;
  message: Message;
  intents: readonly string[];
  weight: number;
}

const trainTagger = (examples: readonly TagExample[], random: () => number): ChainModel =>
  trainChain(
    examples
      .filter(({ turn }) => turn.scope === 'in')
      .map(({ turn, message, intents, weight }) => {
        const tags = tagsOfLabel(message, turn.entities);
        const may = tagMay(message);
        const allowed = tags.map((tag, at) => (may(at, tag) ? tag : 0));
        // A label outside what rules allow is taken as it is, so that it teaches nothing wrong.
        return {
          tokens: message.tokens.map((_, at) => tokenFeatures(message, at, intents)),
          tags: allowed.map((tag, at) => (may(at, tag) && tagFollows(allowed[at - 1], tag) ? tag : 0)),
          may: (at: number, tag: number): boolean => may(at, tag) || tag === allowed[at],
          weight,
        };
      }),
    { ...CHAIN, outputs: TAGS, follows: tagFollows, random },
  );

/** What the fold of each turn is judged by. `more` is always trained with. */
export interface TrainInput {
  language: string;
  turns: readonly Turn[];
  /** Of a fold's own turns: copies with slips and other products. */
  varied: (turns: readonly Turn[], random: () => number) => WeightedTurn[];
  /** From patterns. */
  more: readonly WeightedTurn[];
  folds: number;
  seeded: () => () => number;
  /** Share of wrong readings that are answered. */
  mayBeWrong: number;
  progress: (what: string) => void;
}

interface Part {
  vocabulary: ReadonlySet<string>;
  intents: ReturnType<typeof trainIntents>;
  all: readonly WeightedTurn[];
}

function trainPart(input: TrainInput, own: readonly Turn[]): Part {
  const random = input.seeded();
  const all = [...own.map((turn) => ({ turn, weight: 1 })), ...input.varied(own, random), ...input.more];
  const vocabulary = vocabularyOf([...own, ...input.more.map(({ turn }) => turn)], input.language);
  const examples = all.map(({ turn, weight }) => ({
    message: messageOfTurn(turn, input.language, vocabulary),
    classes: classesOf(turn),
    weight,
  }));
  return { vocabulary, all, intents: trainIntents(examples, CLASSES, random) };
}

/** Names of the intents of the tokens of a labelled turn, where its clauses are not known: those of the likeliest right candidate. */
function labelledIntents(
  turn: Turn,
  message: Message,
  candidates: readonly Candidate[] | undefined,
): string[] {
  const wanted = classesOf(turn).join(' ');
  const found = candidates?.find(({ classes }) => classes.join(' ') === wanted);
  if (found) return intentOfTokens(found, message, CLASSES);
  return message.tokens.map(() => turn.intents[0] ?? 'out');
}

function taggerOf(input: TrainInput, part: Part): ChainModel {
  return trainTagger(
    part.all.map(({ turn, weight }) => {
      const message = messageOfTurn(turn, input.language, part.vocabulary);
      const several = turn.intents.length > 1 && message.tokens.length > 0;
      const candidates = several ? candidatesOf(part.intents, message).candidates : undefined;
      return { turn, message, weight, intents: labelledIntents(turn, message, candidates) };
    }),
    input.seeded(),
  );
}

/** Judges each turn by models of the others, then trains on all. */
export function trainReader(input: TrainInput): { models: ReaderModels; judged: Judged[] } {
  const { language, turns, folds, progress } = input;
  const draw = input.seeded();
  const fold = turns.map(() => Math.floor(draw() * folds));
  const rows: { turn: Turn; message: Message; candidates: Candidate[]; known: number; tagger: ChainModel }[] =
    [];
  for (let own = 0; own < folds; own += 1) {
    progress(`${language}: fold ${own + 1} of ${folds}`);
    const part = trainPart(
      input,
      turns.filter((_, at) => fold[at] !== own),
    );
    const tagger = taggerOf(input, part);
    turns.forEach((turn, at) => {
      if (fold[at] !== own) return;
      const message = messageOfTurn(turn, language, part.vocabulary);
      rows.push({ turn, message, tagger, ...candidatesOf(part.intents, message) });
    });
  }
  const weights = trainRank(
    rows.map(({ turn, candidates }) => {
      const wanted = classesOf(turn).join(' ');
      return { candidates, right: candidates.findIndex(({ classes }) => classes.join(' ') === wanted) };
    }),
  );
  const judged = rows.map((row) => judge(language, row, weights));
  const { calibration, confidences } = calibrate(judged, input.seeded());
  const threshold = thresholdFor(
    judged.map((one, at) => ({
      right: one.right,
      confidence: confidences[at]!,
      inside: one.turn.scope === 'in',
    })),
    input.mayBeWrong,
  );
  progress(`${language}: all turns`);
  const part = trainPart(input, turns);
  const { vocabulary, intents } = part;
  const tagger = taggerOf(input, part);
  return {
    models: { language, vocabulary, intents, rank: weights, tagger, calibration, threshold },
    judged,
  };
}

function judge(
  language: string,
  row: { turn: Turn; message: Message; candidates: Candidate[]; known: number; tagger: ChainModel },
  weights: readonly number[],
): Judged {
  const { turn, message, candidates, known, tagger } = row;
  const choice: Choice = { ...best(weights, candidates), known };
  const intentsRight = choice.candidate.classes.join(' ') === classesOf(turn).join(' ');
  const outside = choice.candidate.classes[0] === OUT;
  const tagged = outside
    ? undefined
    : tagEntities(tagger, message, intentOfTokens(choice.candidate, message, CLASSES));
  const entities = tagged ? entitiesOf(actsOf(choice.candidate, message, tagged.spans, CLASSES)) : {};
  const differ = outside ? [] : differences(entities, turn.entities, language);
  return {
    turn,
    message,
    candidates,
    known,
    choice,
    tagged,
    intentsRight,
    differ,
    features: calibrationFeatures(message, choice, tagged),
    right: intentsRight && differ.length === 0,
  };
}

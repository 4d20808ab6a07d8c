import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { tokensOf } from '../../text-model/features.ts';
import { classify, decodeModel, type LinearModel } from '../../text-model/linear-model.ts';
import { PLACE_SIGN } from './places.ts';

/** Stands after a word that no harmless sentence of the training used. */
const NEW_WORD = `${PLACE_SIGN}new`;

export interface ClaimModel {
  linear: LinearModel;
  /** Words of harmless sentences. */
  known: ReadonlySet<string>;
  /** A sentence is a claim from this likelihood on. */
  threshold: number;
}

/** The sentence with a mark after each word that is new: what is described in rare words is seldom small talk. */
export const markNewWords = (text: string, isKnown: (word: string) => boolean): string =>
  tokensOf(text)
    .map((token) => (/^\p{L}/u.test(token) && !isKnown(token) ? `${token} ${NEW_WORD}` : token))
    .join(' ');

/** How likely a sentence, with places for its facts, claims something that they do not say. In [0, 1]. */
export function likelihoodOfClaim(model: ClaimModel, text: string): number {
  const tokens = tokensOf(text);
  const mended = ([0, 1] as const).flatMap((side) => joined(tokens, side, model.known) ?? []);
  return Math.max(...[...new Set([text, ...mended])].map((reading) => likelihoodOf(model, reading)));
}

function likelihoodOf({ linear, known }: ClaimModel, text: string): number {
  const marked = markNewWords(text, (word) => known.has(word));
  return classify(linear, marked)[linear.classes.indexOf('claim')]!;
}

const LETTER = /^\p{L}/u;
/** Shorter than most words, and none that a harmless sentence has. */
const isPiece = (word: string, known: ReadonlySet<string>): boolean =>
  word.length <= 4 && LETTER.test(word) && !known.has(word);

/**
 * The sentence with words whole that a space was put into; undefined when there may be none.
 * @param side 0: a piece goes with the word behind it, 1: with the one before
 */
function joined(tokens: readonly string[], side: 0 | 1, known: ReadonlySet<string>): string | undefined {
  const out: string[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const pair = [tokens[at]!, tokens[at + 1] ?? ''] as const;
    const joins =
      (isPiece(pair[side], known) || known.has(pair.join(''))) && pair.every((word) => LETTER.test(word));
    out.push(joins ? pair.join('') : pair[0]);
    if (joins) at += 1;
  }
  return out.length === tokens.length ? undefined : out.join(' ');
}

const models = new Map<string, ClaimModel | undefined>();

/** The model of a language: en, es, pt, de, fr; undefined for any other. Read once. */
export function claimModelOf(language: string): ClaimModel | undefined {
  const name = /^(en|es|pt|de|fr)\b/.exec(language)?.[1];
  if (name === undefined) return undefined;
  if (!models.has(name)) models.set(name, readClaimModel(new URL(`./weights/${name}.gz`, import.meta.url)));
  return models.get(name);
}

/** A file: a line of JSON with threshold and known words, then the linear model, all of it gzipped. */
export function readClaimModel(file: URL): ClaimModel {
  const bytes = gunzipSync(readFileSync(file));
  const end = bytes.indexOf('\n');
  const head = JSON.parse(bytes.toString('utf8', 0, end)) as { threshold: number; known: string[] };
  return {
    threshold: head.threshold,
    known: new Set(head.known),
    linear: decodeModel(bytes.subarray(end + 1)),
  };
}

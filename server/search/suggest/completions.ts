import { boundedDistance } from '../index/edit-distance.ts';
import type { Label, LabelMatch, Labels } from './labels.ts';

/** What a shopper has written so far. */
export interface Typed {
  /** Folded. */
  readonly words: readonly string[];
  /** The same words as they were written. */
  readonly written: readonly string[];
  /** Whether the last word may go on. */
  readonly open: boolean;
}

/** A name that goes on from what was typed. */
export interface Completion {
  readonly label: Label;
  /** How many of the words typed stand before it and are no part of it: `red` of `red lap`. */
  readonly from: number;
  /** 0 to 1: how well it fits. */
  readonly quality: number;
  /** Slips of the key in what was typed. */
  readonly slips: number;
}

const MOST_WORDS = 4;
/** What was typed is not the start of the name; words stand before it. */
const INSIDE = 0.6;
const AFTER_OTHERS = 0.8;
const SLIPPED = 0.4;
/** With fewer completions slips of the key are looked for. */
const FEW = 2;

/** All names that what was typed can go on to, each once, in no order. */
export function completionsOf(typed: Typed, sources: readonly Labels[]): Completion[] {
  const best = new Map<Label, Completion>();
  const offer = (completion: Completion): void => {
    const known = best.get(completion.label);
    if (!known || completion.quality > known.quality) best.set(completion.label, completion);
  };
  const last = typed.words.at(-1);
  if (last === undefined) return [];
  const visit = (match: LabelMatch): void => align(typed, match, offer);
  // One letter is the start of too much to be looked for inside names.
  const first = last.length < 2 && typed.words.length === 1;
  for (const source of sources) source.startingWith(last, first, visit);
  const limit = last.length >= 8 ? 2 : last.length >= 4 ? 1 : 0;
  if (best.size <= FEW && limit > 0) for (const source of sources) source.near(last, limit, visit);
  return [...best.values()];
}

/** Finds the longest end of what was typed that the label has up to the word that matches. */
function align(
  typed: Typed,
  { label, at, slips }: LabelMatch,
  offer: (completion: Completion) => void,
): void {
  const { words, open } = typed;
  const end = words.length - 1;
  if (!open && slips === 0 && label.words[at] !== words[end]) return;
  let length = 1;
  let slipped = slips;
  while (length < MOST_WORDS && length <= end && length <= at) {
    const distance = apart(words[end - length]!, label.words[at - length]!);
    if (distance > 1) break;
    slipped += distance;
    length += 1;
  }
  const from = words.length - length;
  const start = at - length + 1;
  // Where others stand before it, a word in the middle of a name says little, and a letter nothing.
  if (from > 0 && (start > 0 || (length === 1 && words[end]!.length < 2))) return;
  const quality = (start === 0 ? 1 : INSIDE) * (from > 0 ? AFTER_OTHERS : 1) * SLIPPED ** slipped;
  offer({ label, from, quality, slips: slipped });
}

/** Words typed to their end: the same, one slip of the key away, or other words. */
const apart = (typed: string, word: string): number => {
  if (typed === word) return 0;
  return typed.length >= 4 ? boundedDistance(typed, word, 1) : 2;
};

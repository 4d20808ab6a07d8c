import { readFileSync } from 'node:fs';
import type { Turn } from '../../../server/agent/reading/model.ts';
import { mulberry32 } from '../../fixtures/mulberry32.ts';
import { FLOWS } from './flows.ts';

export const LANGUAGES = ['en', 'es', 'pt', 'de', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];
/** Of a thousand conversations. */
const SHARES: Readonly<Record<Language, number>> = { en: 400, es: 200, pt: 130, de: 140, fr: 130 };

export interface Said {
  text: string;
  /** What it is meant to want: an intent, `several` or `out`. */
  wants: string;
}
export interface Talk {
  language: Language;
  turns: readonly Said[];
}

/** Of things that belong to another shop, or to nobody, no sentence is taken but its products. */
const FREE = new Set(
  'product attribute ordinal quantity price_max currency recipient occasion order_number coupon'.split(' '),
);
const TYPOS = 0.12;
const SHORT = 12;

/**
 * Conversations in five languages out of the sentences that the reader was trained with, a product of the shop in the place of
 * those that they name, some with a slip of the finger. The same for the same seed.
 * @param things names of products by language; what a language lacks is taken from English
 */
export function conversationsOfADay(
  things: Readonly<Partial<Record<Language, readonly string[]>>>,
  { count, seed = 1 }: { count: number; seed?: number },
): Talk[] {
  const random = mulberry32(seed);
  const books = new Map(LANGUAGES.map((language) => [language, new Book(language)]));
  return Array.from({ length: count }, () => {
    const language = weighted(Object.entries(SHARES) as [Language, number][], random);
    const names = things[language] ?? things.en ?? [];
    const thing = names[Math.floor(random() * names.length)]!;
    const other = names[Math.floor(random() * names.length)]!;
    const turns = stepsOf(random).flatMap(({ wants, asked }) => {
      const turn = books.get(language)!.pick(wants, asked, random);
      return turn ? [{ text: slipped(named(turn, [thing, other]), random), wants }] : [];
    });
    return { language, turns };
  });
}

/** The training text of a language, by what it wants. */
class Book {
  readonly #byIntent = new Map<string, Turn[]>();
  constructor(language: Language) {
    const file = new URL(`../../../server/agent/intents/training/${language}.jsonl`, import.meta.url);
    for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
      const turn = JSON.parse(line) as Turn;
      if (!isFree(turn)) continue;
      const wants = turn.scope === 'out' ? 'out' : turn.intents.length === 1 ? turn.intents[0]! : 'several';
      this.#byIntent.set(wants, [...(this.#byIntent.get(wants) ?? []), turn]);
    }
  }

  pick(wants: string, asked: string | undefined, random: () => number): Turn | undefined {
    const all = this.#byIntent.get(wants) ?? [];
    const fitting = all.filter((turn) => (turn.asked ?? undefined) === asked);
    const from = fitting.length > 0 ? fitting : all;
    return from[Math.floor(random() * from.length)];
  }
}

const isFree = ({ text, entities }: Turn): boolean =>
  Object.keys(entities).every((name) => FREE.has(name)) &&
  ((entities.product as string[] | string | undefined) === undefined ||
    [entities.product].flat().every((name) => text.includes(String(name))));

function named({ text, entities }: Turn, things: readonly string[]): string {
  let named = text;
  [entities.product ?? []].flat().forEach((name, at) => {
    named = named.replace(String(name), things[at % things.length]!);
  });
  return named;
}

function stepsOf(random: () => number): { wants: string; asked: string | undefined }[] {
  const steps = weighted(
    FLOWS.map(([share, steps]) => [steps, share]),
    random,
  );
  return steps.flatMap((step) => {
    // "order_number?" is a question of the shop, the last "?" says that the step may be left out.
    const [intents, asked] = step.split('@') as [string, string | undefined];
    const optional = asked === undefined && intents.endsWith('?');
    const choices = intents.replace(/\?$/, '').split('|');
    if (optional && random() < 0.5) return [];
    return [{ wants: choices[Math.floor(random() * choices.length)]!, asked }];
  });
}

function weighted<T>(choices: readonly (readonly [T, number])[], random: () => number): T {
  let left = random() * choices.reduce((sum, [, share]) => sum + share, 0);
  for (const [choice, share] of choices) {
    left -= share;
    if (left < 0) return choice;
  }
  return choices.at(-1)![0];
}

/** Two letters of a longer word change places. */
function slipped(text: string, random: () => number): string {
  if (text.length < SHORT || random() >= TYPOS) return text;
  const words = [...text.matchAll(/\p{L}{6,}/gu)];
  const word = words[Math.floor(random() * words.length)];
  if (!word) return text;
  const at = word.index + 1 + Math.floor(random() * (word[0].length - 3));
  return text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2);
}

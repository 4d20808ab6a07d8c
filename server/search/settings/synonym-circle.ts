import { languageOf, phraseKey } from '../query/settings.ts';

interface OneWay {
  readonly from: string;
  readonly to: readonly string[];
  readonly locale?: string | undefined;
}
interface TwoWay {
  readonly words: readonly string[];
  readonly locale?: string | undefined;
}

/** Words that lead back to where they began. */
export interface Circle {
  /** The place of the last one-way entry on the way. */
  readonly entry: number;
  /** As written, the first word again at the end. */
  readonly path: readonly string[];
}

/** A step from one word to another; without `entry` one within a two-way group. */
interface Step {
  readonly to: string;
  readonly text: string;
  readonly entry?: number | undefined;
}

/**
 * The first circle in which one-way synonyms lead back to their start, over two-way groups too, among those that hold for
 * all languages and those of each one. Undefined when there is none.
 */
export function circleIn(oneWay: readonly OneWay[], twoWay: readonly TwoWay[]): Circle | undefined {
  const spoken = [...oneWay, ...twoWay].flatMap(({ locale }) =>
    locale === undefined ? [] : languageOf(locale),
  );
  for (const language of ['', ...new Set(spoken)]) {
    const holds = ({ locale }: { locale?: string | undefined }): boolean =>
      locale === undefined || languageOf(locale) === language;
    const steps = new Map<string, Step[]>();
    const add = (from: string, step: Step): void =>
      void steps.set(phraseKey(from), [...(steps.get(phraseKey(from)) ?? []), step]);
    for (const { words } of twoWay.filter(holds))
      for (const from of words)
        for (const text of words) if (text !== from) add(from, { to: phraseKey(text), text });
    for (const [entry, synonym] of oneWay.entries()) {
      if (!holds(synonym)) continue;
      for (const text of synonym.to) add(synonym.from, { to: phraseKey(text), text, entry });
    }
    for (const [entry, synonym] of oneWay.entries()) {
      const back = holds(synonym) && wayBack(steps, synonym, entry);
      if (back) return back;
    }
  }
  return undefined;
}

/** From what an entry leads to back to where it starts, breadth first. */
function wayBack(
  steps: ReadonlyMap<string, readonly Step[]>,
  { from, to }: OneWay,
  entry: number,
): Circle | undefined {
  const start = phraseKey(from);
  const seen = new Set<string>();
  let ways = to.map((text) => ({ at: phraseKey(text), path: [from, text], entry }));
  while (ways.length > 0) {
    const next: typeof ways = [];
    for (const way of ways) {
      if (way.at === start) return { entry: way.entry, path: way.path };
      if (seen.has(way.at)) continue;
      seen.add(way.at);
      for (const step of steps.get(way.at) ?? [])
        next.push({
          at: step.to,
          path: [...way.path, step.text],
          entry: Math.max(way.entry, step.entry ?? 0),
        });
    }
    ways = next;
  }
  return undefined;
}

import type { Part } from '../verify/sentences.ts';
import { wordsOf } from '../verify/vocabulary.ts';
import type { Source } from './backing.ts';

const QUOTE = `["'“”„«»‚‘’*_]`;
/** "Waterproof: no", "“Waterproof” – no", "Waterproof of the Trail Pack: no": what stands behind a label as its value. */
const VALUE = new RegExp(
  `^(?: ?${QUOTE}{0,3} ?[-–—=] |[^:;!?\\n]{0,160}:) ?${QUOTE}{0,3} ?([^.,;:!?\\n]{1,60})`,
  'u',
);
const FLAG =
  /(?<![\p{L}\p{N}])(yes|no|si|sim|nao|ja|nein|oui|non)(?= ?["'“”„«»‚‘’*_)]{0,3} ?(?:[.,;!?)]|$))/gu;
const TRUE = new Set(['yes', 'si', 'sim', 'ja', 'oui']);
const FALSE = new Set(['no', 'nao', 'nein', 'non']);

/**
 * Where a passage gives an attribute, behind its own name, a value that the shop gives to none of the products.
 * @param passage plain form
 * @param products the texts of each product
 */
export function valuesOfNone(passage: string, products: readonly (readonly Source[])[]): Part[] {
  const having = products.map((sources) => labelledIn(passage, sources)).filter((own) => own.length > 0);
  const [first = [], ...others] = having.map((own) => wrongValues(passage, own));
  return first.filter(({ start, end }) =>
    others.every((wrong) => wrong.some((one) => one.start === start && one.end === end)),
  );
}

/** An attribute whose name stands in a passage, and where. */
interface Labelled {
  source: Source;
  label: Part;
}

function labelledIn(passage: string, sources: readonly Source[]): Labelled[] {
  return sources.flatMap((source) => {
    const label = source.statement.kind === 'attribute' ? labelIn(passage, source) : undefined;
    return label ? [{ source, label }] : [];
  });
}

const holds = (outer: Part, inner: Part): boolean =>
  outer.start <= inner.start && outer.end >= inner.end && outer.end - outer.start > inner.end - inner.start;

function wrongValues(passage: string, attributes: readonly Labelled[]): Part[] {
  return attributes.flatMap(({ source, label }) => {
    // "Colour temperature" names no colour.
    if (attributes.some((other) => holds(other.label, label))) return [];
    const behind = passage.slice(label.end);
    const flag = flagOf(source.statement.text);
    if (flag !== undefined) {
      const said = [...behind.matchAll(FLAG)].at(-1);
      if (!said || TRUE.has(said[1]!) === flag) return [];
      const start = label.end + said.index;
      return [{ start, end: start + said[0].length }];
    }
    const said = VALUE.exec(behind);
    const words = wordsOf(said?.[1] ?? '');
    const own = new Set(
      attributes
        .filter((one) => one.source.statement.label === source.statement.label)
        .flatMap((one) => wordsOf(one.source.statement.text)),
    );
    if (!said || words.length === 0 || words.some((word) => own.has(word))) return [];
    const end = label.end + said[0].length;
    return [{ start: end - said[1]!.length, end }];
  });
}

function flagOf(text: string): boolean | undefined {
  const [word, ...more] = wordsOf(text);
  if (word === undefined || more.length > 0) return undefined;
  return TRUE.has(word) ? true : FALSE.has(word) ? false : undefined;
}

const labels = new WeakMap<Source, RegExp>();

function labelIn(passage: string, source: Source): Part | undefined {
  const words = labels.get(source) ?? labelWords(source.statement.label);
  labels.set(source, words);
  const found = words.exec(passage);
  return found ? { start: found.index, end: found.index + found[0].length } : undefined;
}

const NEVER = /(?!)/u;
function labelWords(label: string): RegExp {
  const words = wordsOf(label);
  return words.length === 0
    ? NEVER
    : new RegExp(`(?<![\\p{L}\\p{N}])${words.join('[^\\p{L}\\p{N}]{1,3}')}(?![\\p{L}\\p{N}])`, 'u');
}

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
  const attributes = products.map((sources) =>
    sources.filter(({ statement }) => statement.kind === 'attribute'),
  );
  const having = attributes.filter((own) => own.some(({ statement }) => labelIn(passage, statement.label)));
  const [first = [], ...others] = having.map((own) => wrongValues(passage, own));
  return first.filter(({ start, end }) =>
    others.every((wrong) => wrong.some((one) => one.start === start && one.end === end)),
  );
}

const holds = (outer: Part, inner: Part): boolean =>
  outer.start <= inner.start && outer.end >= inner.end && outer.end - outer.start > inner.end - inner.start;

function wrongValues(passage: string, attributes: readonly Source[]): Part[] {
  const places = attributes.flatMap(({ statement }) => labelIn(passage, statement.label) ?? []);
  return attributes.flatMap((source) => {
    const label = labelIn(passage, source.statement.label);
    // "Colour temperature" names no colour.
    if (!label || places.some((other) => holds(other, label))) return [];
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
      attributes.filter((one) => sameLabel(one, source)).flatMap(({ statement }) => wordsOf(statement.text)),
    );
    if (!said || words.length === 0 || words.some((word) => own.has(word))) return [];
    const end = label.end + said[0].length;
    return [{ start: end - said[1]!.length, end }];
  });
}

const sameLabel = (one: Source, other: Source): boolean => one.statement.label === other.statement.label;

function flagOf(text: string): boolean | undefined {
  const [word, ...more] = wordsOf(text);
  if (word === undefined || more.length > 0) return undefined;
  return TRUE.has(word) ? true : FALSE.has(word) ? false : undefined;
}

function labelIn(passage: string, label: string): Part | undefined {
  const words = wordsOf(label);
  if (words.length === 0) return undefined;
  const found = new RegExp(
    `(?<![\\p{L}\\p{N}])${words.join('[^\\p{L}\\p{N}]{1,3}')}(?![\\p{L}\\p{N}])`,
    'u',
  ).exec(passage);
  return found ? { start: found.index, end: found.index + found[0].length } : undefined;
}

import { createHash } from 'node:crypto';

/** Words that mean the same to the fake model: the second of each is none that search could know. */
const MEANINGS: readonly (readonly string[])[] = [
  ['sofa', 'zzqxv'],
  ['mug', 'xwkjj'],
];

const canonical = (word: string): string => MEANINGS.find((words) => words.includes(word))?.[0] ?? word;

/** The direction of one word, the same in every run. */
function wordVector(word: string, dimensions: number): number[] {
  const out: number[] = [];
  for (let block = 0; out.length < dimensions; block += 1) {
    const bytes = createHash('sha256').update(`${word}/${block}`).digest();
    for (const byte of bytes) out.push((byte - 127.5) / 127.5);
  }
  return out.slice(0, dimensions);
}

/** The mean of a text's words, of unit length. Words of one meaning have one direction, others nothing in common. */
export function meaningVector(text: string, dimensions: number): Float32Array {
  const sum = new Float32Array(dimensions);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ['']) {
    const vector = wordVector(canonical(word), dimensions);
    for (let i = 0; i < dimensions; i += 1) sum[i]! += vector[i]!;
  }
  const length = Math.hypot(...sum);
  return sum.map((part) => part / length);
}

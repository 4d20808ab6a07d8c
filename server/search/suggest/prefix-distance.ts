const WIDTH = 64;
let before = new Uint8Array(WIDTH);
let last = new Uint8Array(WIDTH);
let row = new Uint8Array(WIDTH);

/**
 * How many slips of the key turn `typed` into some start of `word` (optimal string alignment: a swap of neighbours is
 * one), or `limit + 1` as soon as it is known to be more than `limit`. `hedph` is one away from `headphones`.
 */
export function prefixDistance(typed: string, word: string, limit: number): number {
  const width = Math.min(word.length, typed.length + limit);
  if (typed.length - word.length > limit || typed.length >= WIDTH || width >= WIDTH) return limit + 1;
  for (let j = 0; j <= width; j += 1) last[j] = j;
  for (let i = 1; i <= typed.length; i += 1) {
    const letter = typed.charCodeAt(i - 1);
    row[0] = i;
    let best = i;
    for (let j = 1; j <= width; j += 1) {
      const other = word.charCodeAt(j - 1);
      let d = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (letter === other ? 0 : 1));
      if (i > 1 && j > 1 && letter === word.charCodeAt(j - 2) && typed.charCodeAt(i - 2) === other)
        d = Math.min(d, before[j - 2]! + 1);
      row[j] = d;
      if (d < best) best = d;
    }
    if (best > limit) return limit + 1;
    [before, last, row] = [last, row, before];
  }
  let nearest = limit + 1;
  for (let j = 0; j <= width; j += 1) if (last[j]! < nearest) nearest = last[j]!;
  return nearest;
}

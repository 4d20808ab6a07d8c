/** Buckets of a feature space: a feature is a number below it, told by a hash. */
export const BUCKETS = 1 << 18;

/** FNV-1a over UTF-16 code units, folded to a bucket. */
function bucketOf(kind: number, text: string, start: number, end: number): number {
  let hash = 0x811c9dc5 ^ kind;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash ^= hash >>> 15;
  return (Math.imul(hash, 0x2c1b3c6d) >>> 0) % BUCKETS;
}

const WORD = /[\p{L}\p{N}§_']+|[?!.,:;…-]/gu;
const SHORTEST = 3;
const LONGEST = 5;
/** Kinds keep features of equal text apart. */
const ONE = 1;
const PAIR = 2;
const TRIPLE = 3;
const FAR_PAIR = 4;
const PART = 5;

/** Words and marks of a text in plain form (lower case, no accents). */
export const tokensOf = (text: string): string[] => text.match(WORD) ?? [];

/** Features of a text: words, pairs and triples of neighbours, pairs with one between, and parts of words. Each stands once. */
export function featuresOf(text: string): Uint32Array {
  const tokens = ['^', ...tokensOf(text), '$'];
  const found = new Set<number>();
  tokens.forEach((token, at) => {
    const put = (kind: number, joined: string): void => {
      found.add(bucketOf(kind, joined, 0, joined.length));
    };
    put(ONE, token);
    const [next, third] = [tokens[at + 1], tokens[at + 2]];
    if (next !== undefined) put(PAIR, `${token} ${next}`);
    if (third !== undefined) {
      put(TRIPLE, `${token} ${next} ${third}`);
      put(FAR_PAIR, `${token} ${third}`);
    }
    const marked = `<${token}>`;
    for (let size = SHORTEST; size <= LONGEST; size += 1)
      for (let start = 0; start + size <= marked.length; start += 1)
        found.add(bucketOf(PART, marked, start, start + size));
  });
  return Uint32Array.from(found);
}

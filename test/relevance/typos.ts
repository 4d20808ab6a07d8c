/** Words of fewer letters stay as they are. */
const SHORTEST = 5;
const middle = (word: string): number => Math.floor(word.length / 2);

const inWords =
  (slip: (word: string) => string) =>
  (text: string): string =>
    text
      .split(' ')
      .map((word) => (word.length < SHORTEST ? word : slip(word)))
      .join(' ');

/** Slips of the key in every word of five letters or more, always in its middle. */
export const TYPOS: Readonly<Record<string, (text: string) => string>> = {
  transposed: inWords((word) => {
    const at = middle(word) - 1;
    return word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2);
  }),
  dropped: inWords((word) => word.slice(0, middle(word)) + word.slice(middle(word) + 1)),
  doubled: inWords((word) => word.slice(0, middle(word)) + word[middle(word)] + word.slice(middle(word))),
};

/** Words of fewer letters stay as they are. */
const SHORTEST = 5;
const middle = (word: string): number => Math.floor(word.length / 2);

/** Rows of a keyboard: the key beside is hit instead of the one meant. */
const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
function beside(letter: string): string {
  const row = ROWS.find((keys) => keys.includes(letter.toLowerCase()));
  const at = row?.indexOf(letter.toLowerCase()) ?? -1;
  return row?.[at + 1] ?? row?.[at - 1] ?? letter;
}
const withLetter = (word: string, at: number, letter: string): string =>
  word.slice(0, at) + letter + word.slice(at + 1);

const inWords =
  (slip: (word: string) => string) =>
  (text: string): string =>
    text
      .split(' ')
      .map((word) => (word.length < SHORTEST ? word : slip(word)))
      .join(' ');

/** Slips of the key in every word of five letters or more: in its middle, where its name says no other place. */
export const TYPOS: Readonly<Record<string, (text: string) => string>> = {
  transposed: inWords((word) => {
    const at = middle(word) - 1;
    return word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2);
  }),
  dropped: inWords((word) => word.slice(0, middle(word)) + word.slice(middle(word) + 1)),
  replaced: inWords((word) => withLetter(word, middle(word), beside(word[middle(word)]!))),
  'first transposed': inWords((word) => word[1]! + word[0] + word.slice(2)),
  'first dropped': inWords((word) => word.slice(1)),
  'first replaced': inWords((word) => withLetter(word, 0, beside(word[0]!))),
  doubled: inWords((word) => word.slice(0, middle(word)) + word[middle(word)] + word.slice(middle(word))),
};

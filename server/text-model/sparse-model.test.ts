import { expect, it } from 'vitest';
import { emissionScores, tagChain } from './chain-model.ts';
import { decodeSparse, encodeSparse, featureOf, scoresInto, softmax } from './sparse-model.ts';
import { trainChain } from './train-chain.ts';
import { trainSparse } from './train-sparse.ts';

const seeded = (): (() => number) => {
  let state = 7;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
};
const features = (text: string): number[] => text.split(' ').map((word) => featureOf(1, word));
const examples = ['red', 'blue', 'green', 'small'].flatMap((word) => [
  { features: features(`is it ${word} ?`), targets: [0] },
  { features: features(`it is ${word} .`), targets: [1] },
]);
const options = {
  outputs: 2,
  loss: 'softmax',
  epochs: 20,
  rate: 0.3,
  decay: 1e-5,
  dropout: 0.1,
  least: 1,
} as const;

it('tells classes apart, and comes back from its file', () => {
  const model = trainSparse(examples, { ...options, random: seeded() });
  const bytes = encodeSparse(model);
  expect(encodeSparse(trainSparse(examples, { ...options, random: seeded() })).equals(bytes)).toBe(true);
  const scores = new Float64Array(2);
  const known = scoresInto(decodeSparse(bytes), features('is it yellow ?'), scores);
  expect(known).toBeCloseTo(0.75);
  expect(softmax(scores)[0]).toBeGreaterThan(0.8);
  expect(() => decodeSparse(bytes.subarray(0, bytes.length - 1))).toThrow('cut short');
});

it('tags tokens by their neighbours, and never where a tag may not follow', () => {
  const follows = (before: number | undefined, tag: number): boolean =>
    tag !== 2 || before === 1 || before === 2;
  const may = (): boolean => true;
  const rows = [
    { words: 'add red tent', tags: [0, 1, 2] },
    { words: 'add big lamp', tags: [0, 1, 2] },
    { words: 'please add sofa', tags: [0, 0, 1] },
    { words: 'remove old lamp', tags: [0, 1, 2] },
  ];
  const tokens = (words: string): number[][] => {
    const list = words.split(' ');
    return list.map((word, at) => [
      featureOf(1, word),
      featureOf(2, list[at - 1] ?? '^'),
      featureOf(3, `${at}`),
    ]);
  };
  const model = trainChain(
    rows.map(({ words, tags }) => ({ tokens: tokens(words), tags, may })),
    { outputs: 3, follows, epochs: 40, rate: 0.3, decay: 1e-5, dropout: 0, least: 1, random: seeded() },
  );
  const read = (words: string) => tagChain(emissionScores(model, tokens(words), may), model.transitions);
  expect(read('add red lamp').tags).toEqual([0, 1, 2]);
  expect(read('please add lamp').likelihood).toBeLessThanOrEqual(1);
  expect(read('').tags).toHaveLength(1);
});

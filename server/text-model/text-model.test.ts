import { expect, it } from 'vitest';
import { classify, decodeModel, encodeModel } from './linear-model.ts';
import { train } from './train.ts';

const seeded = (): (() => number) => {
  let state = 7;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
};
const examples = ['red', 'blue', 'green', 'small', 'large', 'new'].flatMap((word) => [
  { text: `do you have a ${word} one ?`, class: 'question' },
  { text: `is it ${word} ?`, class: 'question' },
  { text: `it is ${word} .`, class: 'claim' },
  { text: `this one is very ${word} .`, class: 'claim' },
]);
const likeliest = (model: ReturnType<typeof train>, text: string): string => {
  const found = classify(model, text);
  return model.classes[found.indexOf(Math.max(...found))]!;
};

it('tells classes apart in sentences that it has not seen', () => {
  const model = train(examples, { random: seeded() });
  expect(likeliest(model, 'is it yellow ?')).toBe('question');
  expect(likeliest(model, 'it is very yellow .')).toBe('claim');
  expect(classify(model, 'it is yellow .').reduce((a, b) => a + b)).toBeCloseTo(1);
});

it('makes the same model of the same examples, which a file brings back', () => {
  const model = train(examples, { random: seeded() });
  const bytes = encodeModel(model);
  expect(encodeModel(train(examples, { random: seeded() })).equals(bytes)).toBe(true);
  expect(classify(decodeModel(bytes), 'is it new ?')).toEqual(classify(model, 'is it new ?'));
});

it('refuses a file that is none, or another', () => {
  expect(() => decodeModel(Buffer.from('hello'))).toThrow('no model');
  const bytes = encodeModel(train(examples, { random: seeded() }));
  expect(() => decodeModel(bytes.subarray(0, bytes.length - 1))).toThrow('train it again');
});

import { expect, it } from 'vitest';
import type { ReplyDocument, Segment } from '../reply.ts';
import type { Violation } from '../violation.ts';
import { withoutDoubtful } from './shorten.ts';

const document = (...texts: string[]): ReplyDocument => ({
  language: 'en',
  blocks: texts.map((text) => ({
    type: 'text',
    segments: text.split(/(\{f\d\})/).flatMap((part): Segment[] => {
      const fact = /^\{(f\d)\}$/.exec(part)?.[1];
      if (fact) return [{ type: 'fact', fact }];
      return part === '' ? [] : [{ type: 'text', text: part }];
    }),
  })),
});
const doubt = (block: number, segment: number, start: number, end: number): Violation => ({
  kind: 'claim',
  block,
  segment,
  start,
  end,
  text: '',
  message: '',
});
const textsOf = ({ blocks }: ReplyDocument): string[] =>
  blocks.map((block) =>
    block.type === 'text'
      ? block.segments.map((part) => (part.type === 'text' ? part.text : '{}')).join('')
      : block.type,
  );

it('leaves out a doubtful sentence and keeps the rest', () => {
  const given = document('It costs {f1}. What a catch. Shall I add it?');
  // The second segment of text begins after the fact.
  const left = withoutDoubtful(given, [doubt(0, 2, 1, 15)]);
  expect(textsOf(left!)).toEqual(['It costs {}. Shall I add it?']);
});

it('leaves out a paragraph of which nothing stays', () => {
  const left = withoutDoubtful(document('What a catch.', 'It costs {f1}.'), [doubt(0, 0, 0, 13)]);
  expect(textsOf(left!)).toEqual(['It costs {}.']);
});

it('does not lose a fact, nor answer nothing, nor mend what is wrong in another way', () => {
  expect(withoutDoubtful(document('Only {f1} today.'), [doubt(0, 0, 0, 13)])).toBeUndefined();
  expect(withoutDoubtful(document('What a catch.'), [doubt(0, 0, 0, 13)])).toBeUndefined();
  const lie: Violation = { ...doubt(0, 0, 0, 13), kind: 'number' };
  expect(withoutDoubtful(document('What a catch.', 'It costs {f1}.'), [lie])).toBeUndefined();
});

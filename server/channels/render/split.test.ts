import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joined, type Passage, passageOfRuns, words } from './passage.ts';
import { cut, inBytes, inCharacters, split, splitTail } from './split.ts';

const texts = (passages: readonly Passage[]): string[] => passages.map(({ text }) => text);

describe('a long text', () => {
  it('is cut between paragraphs, then lines, sentences and words', () => {
    expect(texts(split(words('One two.\n\nThree four.'), 12))).toEqual(['One two.', 'Three four.']);
    expect(texts(split(words('One two. Three four.'), 12))).toEqual(['One two.', 'Three four.']);
    expect(texts(split(words('aaa bbb ccc ddd'), 8))).toEqual(['aaa bbb', 'ccc ddd']);
  });

  it('keeps a fact in one piece', () => {
    const passage = passageOfRuns([
      { text: 'It costs ' },
      { text: '1 234,00 €', fact: 'f1' },
      { text: ' today.' },
    ]);
    expect(texts(split(passage, 15))).toEqual(['It costs', '1 234,00 €', 'today.']);
  });

  it('keeps families and flags in one piece, and a fact that is too long in as few as it can', () => {
    expect(texts(split(words('👨‍👩‍👧‍👦👨‍👩‍👧‍👦'), 12))).toEqual(['👨‍👩‍👧‍👦', '👨‍👩‍👧‍👦']);
    const long = passageOfRuns([{ text: 'aaaa bbbb cccc', fact: 'f1' }]);
    expect(texts(split(long, 10))).toEqual(['aaaa bbbb ', 'cccc']);
  });

  it('ends with what fits under it, from the beginning of a line', () => {
    const passage = joined([words('A long beginning.'), words('The end of it.')], '\n');
    expect(splitTail(passage, 16)).toMatchObject({
      head: { text: 'A long beginning.' },
      tail: { text: 'The end of it.' },
    });
    const fact = passageOfRuns([{ text: 'much too long for it', fact: 'f1' }]);
    expect(splitTail(fact, 16)).toMatchObject({ head: { text: 'much too long for it' }, tail: undefined });
  });
});

it('shortens a label at a word, and says so', () => {
  expect(cut('Mit einem Menschen sprechen', 20)).toBe('Mit einem Menschen…');
  expect(cut('Ja', 20)).toBe('Ja');
});

const piece = fc.constantFrom('word', ' ', '\n', '👨‍👩‍👧‍👦', '🇵🇹', 'é', '日本', '. ', 'Donaudampfschiff');
const anyPassage = fc
  .array(fc.tuple(fc.array(piece, { maxLength: 6 }), fc.boolean()), { maxLength: 12 })
  .map((runs) =>
    passageOfRuns(runs.map(([parts, isFact]) => ({ text: parts.join(''), ...(isFact && { fact: 'f1' }) }))),
  );
const graphemes = (text: string): string[] =>
  [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment).filter((one) => one.trim() !== '');

it.each([
  ['characters', inCharacters],
  ['bytes', inBytes],
] as const)('fits and loses nothing but white space, counted in %s', (_name, measure) => {
  fc.assert(
    fc.property(anyPassage, fc.integer({ min: 30, max: 80 }), (passage, limit) => {
      const parts = split(passage, limit, measure);
      for (const { text } of parts) expect(measure(text)).toBeLessThanOrEqual(limit);
      expect(parts.flatMap(({ text }) => graphemes(text))).toEqual(graphemes(passage.text));
      const facts = passage.spans.map(({ start, end }) => passage.text.slice(start, end));
      for (const fact of facts)
        if (fact !== '' && measure(fact) <= limit)
          expect(parts.some(({ text }) => text.includes(fact))).toBe(true);
      for (const { text, spans } of parts)
        for (const { start, end } of spans) expect(facts.join('\n')).toContain(text.slice(start, end));
    }),
  );
});

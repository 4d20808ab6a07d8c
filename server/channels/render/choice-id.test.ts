import fc from 'fast-check';
import { expect, it } from 'vitest';
import { choiceId, saidBy } from './choice-id.ts';

it('says what the button stands for, however long', () => {
  const long = 'I would like the second one in blue, and two of the others, please. '.repeat(6).trim();
  for (const send of ['add it', long]) expect(saidBy(choiceId(send, 200, new Set()), 'label')).toBe(send);
});

it('says the label where the words fit no id, and for an id of somebody else', () => {
  expect(saidBy(choiceId('x1y2'.repeat(5), 6, new Set()), 'label')).toBe('label');
  for (const id of ['', 'order-4711', 'z:not-deflated', 's:']) expect(saidBy(id, 'label')).toBe('label');
});

it('fits, differs and is read back for any words', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 260 }), { maxLength: 10 }), (sends) => {
      const taken = new Set<string>();
      for (const send of sends) {
        const id = choiceId(send, 200, taken);
        expect(id.length).toBeLessThanOrEqual(200);
        expect(taken.has(id)).toBe(false);
        taken.add(id);
        expect(['label', send]).toContain(saidBy(id, 'label'));
        if (send !== '' && send.trim() === send && send.length <= 190) expect(saidBy(id, 'label')).toBe(send);
      }
    }),
  );
});

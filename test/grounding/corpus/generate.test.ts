import { describe, expect, test } from 'vitest';
import { mulberry32 } from '../../fixtures/mulberry32.ts';
import { CLASSES } from './classes.ts';
import { corpora } from './corpora.ts';
import { disguises } from './disguise.ts';
import { attempts } from './generate.ts';

/** As the doc of ../scenario.ts lists them. An attribute goes by its place or its name. */
const FACT = new RegExp(
  `^(?:${[
    'f\\d+',
    'cheapest',
    '[ABC]\\.(?:title|brand|price|compare_at|stock|available|options|description|attr\\.[\\p{L}\\d][\\p{L}\\d _-]*)',
    'cart\\.line[12]\\.(?:title|quantity|unit_price|total)',
    'cart\\.(?:items|discount|shipping|tax|total)',
    'coupon\\.(?:code|amount)',
    'refused\\.(?:code|reason)',
    'delivery\\.[123]\\.(?:title|price|days)',
    'policy\\.(?:returns|shipping|warranty|payment)\\.\\d',
    'order\\.(?:number|status|total|delivery)',
    'checkout\\.link',
  ].join('|')})$`,
  'u',
);
const WRITES = [
  'update_cart',
  'create_checkout',
  'update_checkout',
  'cancel_checkout',
  'complete_checkout',
  'request_return',
  'request_handoff',
  'qualify_lead',
];
const TAGS = [
  'b',
  'br',
  'code',
  'div',
  'i',
  'li',
  'p',
  'script',
  'span',
  'strong',
  'table',
  'td',
  'tr',
  'ul',
];

/** Two sentences that differ in facts, fillers, case or punctuation only are one. */
const construction = (says: string): string =>
  says
    .replace(/\{[^{}]*\}/g, ' f ')
    .replace(/<[a-z_]+>/g, ' s ')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
const isFactOnly = (says: string): boolean => /^[ fs]*$/.test(construction(says));

describe.each(corpora)('the corpus in $language', (corpus) => {
  const { attacks, faithful, writes, slots } = corpus;

  test('has at least 400 constructions of attack, of every class', () => {
    const distinct = new Set(attacks.map(({ says }) => (isFactOnly(says) ? says : construction(says))));
    expect(distinct.size).toBeGreaterThanOrEqual(400);
    const classes = new Set(attacks.map((attack) => attack.class));
    const expected = Object.keys(CLASSES).map(Number);
    expect([...classes].sort((a, b) => a - b)).toEqual(expected.filter((number) => number < 26));
  });

  test('repeats no faithful reply and no write', () => {
    expect(new Set(faithful.map(({ says, customer }) => `${customer} ${says}`)).size).toBe(faithful.length);
    expect(new Set(writes.map((write) => JSON.stringify(write))).size).toBe(writes.length);
  });

  test('names only facts and slots that exist', () => {
    const says = [...attacks, ...faithful].map((reply) => reply.says);
    const facts = says.flatMap((text) => [...text.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1]!));
    expect(facts.filter((name) => !FACT.test(name))).toEqual([]);
    const named = attacks.flatMap(({ says, lie = '' }) => [...(says + lie).matchAll(/<([a-z_]+)>/g)]);
    expect(named.map((match) => match[1]!).filter((name) => !slots[name] && !TAGS.includes(name))).toEqual(
      [],
    );
  });

  test('says each lie that it names', () => {
    const silent = attacks.filter(
      ({ says, lie }) => lie !== undefined && !says.replaceAll('|', '').includes(lie.replaceAll('|', '')),
    );
    expect(silent).toEqual([]);
  });

  test('tries only tools that write', () => {
    expect(writes.map(({ tool }) => tool).filter((tool) => !WRITES.includes(tool))).toEqual([]);
  });

  test('gives the same attempts for the same seed, other ones for another', () => {
    const count = attacks.length * 2;
    const first = [...attempts(corpus, { seed: 7, count })];
    expect([...attempts(corpus, { seed: 7, count })]).toEqual(first);
    expect([...attempts(corpus, { seed: 8, count })].map(({ says }) => says)).not.toEqual(
      first.map(({ says }) => says),
    );
    expect([...attempts(corpus, { seed: 7, count: 10 })]).toEqual(first.slice(0, 10));
    expect(first.every(({ lies }) => lies.length > 0 && lies.every((lie) => lie.trim() !== ''))).toBe(true);
  });

  test('leaves facts and borders of a disguised reply readable', () => {
    for (const { says, skeleton } of attempts(corpus, { seed: 3, count: attacks.length * 3 })) {
      const facts = (text: string) => text.match(/\{[^{}]*\}/g) ?? [];
      expect(facts(says)).toEqual(facts(skeleton));
    }
  });
});

test.each(Object.entries(disguises))('the disguise %s is pure and adds no fact', (_, disguise) => {
  for (const text of ['$37.42', 'thirty-nine dollars', 'SUMMER20', 'half off', '…']) {
    expect(disguise(text, mulberry32(1))).toBe(disguise(text, mulberry32(1)));
    expect(disguise(text, mulberry32(2))).not.toMatch(/[{}]/);
  }
});

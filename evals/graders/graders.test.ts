import { describe, expect, test } from 'vitest';
import { EVAL_SHOP, gradingContext, observed } from '../../test/fixtures/evals.ts';
import type { Expectations, Grader, Observation, ObservedToolCall } from '../contract.ts';
import { factsGrader } from './facts.ts';
import { languageGrader, languageOf } from './language.ts';
import { costGrader, goalGrader, latencyGrader } from './limits.ts';
import { stateGrader } from './state.ts';
import { textGrader } from './text.ts';
import { toolCallsGrader } from './tool-calls.ts';

const grade = async (grader: Grader, observation: Observation, expectations: Expectations, language = 'en') =>
  grader.grade(observation, gradingContext({ expect: expectations, language: language as 'en' }));
const call = (tool: string, args: Record<string, unknown> = {}, more: Partial<ObservedToolCall> = {}) => ({
  ...{ id: tool, tool, arguments: args, ok: true, turn: 1 },
  ...more,
});

describe('tool calls', () => {
  const made = [
    call('search', { query: 'Lamp' }),
    call('get', { id: 'lamp', market: 'us' }),
    call('add', {}, { ok: false }),
  ];
  const judge = async (tools: NonNullable<Expectations['tools']>) => {
    const { pass, violations } = await grade(toolCallsGrader, observed([], { toolCalls: made }), { tools });
    expect(pass).toBe(violations.length === 0);
    return violations.map(({ kind }) => kind);
  };

  test('as a subset, in any order, with the arguments that are named', async () => {
    expect(
      await judge({
        mode: 'subset',
        calls: [{ tool: 'get', arguments: { id: 'lamp' } }, { tool: 'search' }],
      }),
    ).toEqual([]);
    expect(
      await judge({
        mode: 'subset',
        calls: [{ tool: 'search', arguments: { query: { $regex: '^lamp$' } } }],
      }),
    ).toEqual([]);
    expect(await judge({ mode: 'subset', calls: [{ tool: 'get', arguments: { id: 'mug' } }] })).toEqual([
      'tool_missing',
    ]);
    expect(await judge({ mode: 'subset', calls: [{ tool: 'search' }, { tool: 'search' }] })).toEqual([
      'tool_missing',
    ]);
    expect(
      await judge({
        mode: 'subset',
        calls: [
          { tool: 'add', ok: false },
          { tool: 'get', turn: 2 },
        ],
      }),
    ).toEqual(['tool_missing']);
  });

  test('in order, exactly, and none that is forbidden', async () => {
    expect(await judge({ mode: 'ordered', calls: [{ tool: 'search' }, { tool: 'add' }] })).toEqual([]);
    expect(await judge({ mode: 'ordered', calls: [{ tool: 'add' }, { tool: 'search' }] })).toEqual([
      'tool_missing',
    ]);
    expect(await judge({ mode: 'exact', calls: [{ tool: 'search' }, { tool: 'add' }] })).toEqual([
      'tool_extra',
    ]);
    expect(
      await judge({ mode: 'exact', calls: [{ tool: 'search' }, { tool: 'get' }, { tool: 'add' }] }),
    ).toEqual([]);
    expect(await judge({ mode: 'subset', calls: [], forbidden: ['add'] })).toEqual(['tool_forbidden']);
  });

  test('is not judged where the target does not tell its calls', async () => {
    const { pass, skipped } = await grade(toolCallsGrader, observed([]), {
      tools: { mode: 'exact', calls: [] },
    });
    expect({ pass, skipped }).toEqual({ pass: true, skipped: 'the target does not tell its tool calls' });
  });
});

test('compares what is stored at the end', async () => {
  const state = {
    cart: {
      lines: [{ variant: 'lamp', quantity: 2 }],
      codes: ['TEN'],
      total: { amount: 9800, currency: 'USD' },
    },
    orders: [
      {
        status: 'confirmed',
        total: { amount: 100, currency: 'USD' },
        lines: [{ variant: 'mug', quantity: 1 }],
      },
    ],
    leads: [{ need: 'ten lamps', temperature: 'hot' }],
    handoffs: 1,
  };
  const judge = async (expected: NonNullable<Expectations['state']>) =>
    (await grade(stateGrader, observed([], { state }), { state: expected })).violations.map(
      ({ message }) => message,
    );
  expect(await judge(state)).toEqual([]);
  expect(await judge({ leads: [{ temperature: 'hot' }], handoffs: 1 })).toEqual([]);
  expect(await judge({ cart: { lines: [{ variant: 'lamp', quantity: 1 }] } })).toEqual([
    'the cart holds 2 × lamp instead of 1 × lamp',
  ]);
  expect(await judge({ cart: null, orders: [], handoffs: 0 })).toHaveLength(3);
});

describe('facts', () => {
  const told = async (text: string, amount: number, currency = 'USD') =>
    (
      await grade(factsGrader, observed([text]), {
        facts: { require: [{ kind: 'price', amount, currency }] },
      })
    ).pass;

  test.each([
    ['It costs $49.00.', 4900],
    ['It costs $49.', 4900],
    ['Das kostet 49,00 €', 4900],
    ['Es kostet 49,– €', 4900],
    ['1.299,00 EUR', 129_900],
    ['$1,299', 129_900],
    ['1 299,50 €', 129_950],
    ['1’299.50', 129_950],
  ])('%s tells %i', async (text, amount) => expect(await told(text, amount)).toBe(true));

  test.each([
    ['It costs $490.', 4900],
    ['It costs $149.00.', 4900],
    ['It costs $49.90.', 4900],
    ['It costs $4.9.', 490],
    ['It costs 1249.00', 4900],
  ])('%s does not tell %i', async (text, amount) => expect(await told(text, amount)).toBe(false));

  test('of a product, and of a day, in any of the languages', async () => {
    const require = [{ kind: 'price' as const, product: 'lamp', amount: 4900 }];
    expect(
      (await grade(factsGrader, observed(['The arc  desk lamp: $49']), { facts: { require } })).pass,
    ).toBe(true);
    expect((await grade(factsGrader, observed(['The mug: $49']), { facts: { require } })).pass).toBe(false);
    const day = { facts: { require: [{ kind: 'delivery' as const, value: '2026-03-09' }] } };
    for (const text of [
      'on March 9',
      'am 9. März',
      'el 9 de marzo',
      'le 9 mars',
      '9 de março',
      '2026-03-09',
      '09.03.2026',
    ])
      expect((await grade(factsGrader, observed([text]), day)).pass, text).toBe(true);
    expect((await grade(factsGrader, observed(['on March 19']), day)).pass).toBe(false);
  });

  test('that must not be told are marked where they stand', async () => {
    const forbid = [{ kind: 'price' as const, amount: 3900, currency: 'USD' }];
    const { violations } = await grade(factsGrader, observed(['Hello', 'Just $39.00 for you']), {
      facts: { forbid },
    });
    expect(violations).toMatchObject([{ kind: 'price', text: '39.00', start: 6, end: 11, at: 3, turn: 2 }]);
  });
});

test('words that must and must not be said, as text or pattern', async () => {
  const judge = async (text: NonNullable<Expectations['text']>) =>
    (await grade(textGrader, observed(['We ship in two\n days. (Really?)']), { text })).violations;
  expect(
    await judge({ require: ['two days', '(really?)', '/ship(s|ped)?/'], forbid: ['tomorrow', '/\\d/'] }),
  ).toEqual([]);
  expect(await judge({ require: ['tomorrow'] })).toMatchObject([{ kind: 'text_missing' }]);
  expect(await judge({ forbid: ['TWO DAYS'] })).toMatchObject([
    { kind: 'text_forbidden', text: 'two\n days', start: 11 },
  ]);
});

describe('language', () => {
  test.each([
    ['en', 'I found five products, and the best matches are these.'],
    ['es', 'He encontrado cinco productos. Los que mejor encajan son estos.'],
    ['pt', 'Encontrei cinco produtos. Os que melhor correspondem são estes, com portes à parte.'],
    ['de', 'Ich habe fünf Produkte gefunden. Die besten Treffer sind diese hier.'],
    ['fr', 'J’ai trouvé cinq produits. Les plus proches sont ceux de cette liste.'],
  ])('tells %s', (language, text) => expect(languageOf(text)).toBe(language));

  test('fails a reply in another language, and passes over what is too short or only names', async () => {
    const judge = async (text: string) => grade(languageGrader, observed([text]), {}, 'de');
    expect((await judge('The lamp is in stock and costs 49 dollars.')).violations).toMatchObject([
      { kind: 'language', message: 'this is English, and the customer speaks German' },
    ]);
    expect(await judge('Arc Desk Lamp · $49.00')).toMatchObject({ pass: true, skipped: expect.any(String) });
    expect((await judge('Die Lampe ist auf Lager und kostet 49 Dollar.')).pass).toBe(true);
  });
});

test('time, tokens and money have limits where the case sets them', async () => {
  const slow = observed(['hello'], { usage: { inputTokens: 900, outputTokens: 200, microdollars: 30_000 } });
  expect((await grade(latencyGrader, slow, { latency: { replyMs: 50 } })).violations[0]?.message).toBe(
    'the reply took 100 ms, more than 50 ms',
  );
  expect((await grade(latencyGrader, slow, { latency: { replyMs: 100 } })).pass).toBe(true);
  expect(
    (await grade(costGrader, slow, { cost: { tokens: 1000, microdollars: 20_000 } })).violations,
  ).toHaveLength(2);
  expect((await grade(costGrader, observed(['hello']), { cost: { tokens: 1 } })).skipped).toBeDefined();
});

test('a simulated customer that leaves without what it came for fails the case', async () => {
  const customer = { goal: 'buy', opening: 'hi', rules: [], maxTurns: 3, by: 'rules' } as const;
  const judge = (goal: 'reached' | 'gave_up', wanted?: boolean) =>
    goalGrader.grade(
      observed([], { goal }),
      gradingContext({ customer, expect: wanted === undefined ? {} : { goal: wanted } }, EVAL_SHOP),
    );
  expect(await judge('reached')).toMatchObject({ pass: true });
  expect(await judge('gave_up')).toMatchObject({ pass: false });
  expect(await judge('reached', false)).toMatchObject({ pass: false });
});

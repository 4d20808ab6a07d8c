import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestShop, type TestShop } from '../../../test/fixtures/shop.ts';
import { randomIds } from '../../platform/ids.ts';
import { events } from '../events/model.ts';
import { ConsentLedger, consentsOf } from './ledger.ts';

type Said = Parameters<typeof consentsOf>[0][number];
const said = (purpose: Said['purpose'], status: Said['status'], at: number): Said => ({
  purpose,
  status,
  at,
});
const NOTHING = { stoppedAt: undefined, marketingStopped: false, granted: new Set() };

it.each<[string, Said[], object]>([
  ['nothing was said', [], NOTHING],
  [
    'agreed to promotions',
    [said('marketing', 'granted', 1)],
    { ...NOTHING, granted: new Set(['marketing']) },
  ],
  [
    'no more promotions',
    [said('marketing', 'granted', 1), said('marketing', 'withdrawn', 2)],
    { ...NOTHING, marketingStopped: true },
  ],
  [
    'agreed again',
    [said('marketing', 'withdrawn', 1), said('marketing', 'granted', 2)],
    { ...NOTHING, granted: new Set(['marketing']) },
  ],
  [
    'stop ends all',
    [said('marketing', 'granted', 1), said('all', 'withdrawn', 2)],
    { stoppedAt: 2, marketingStopped: true, granted: new Set() },
  ],
  [
    'start after stop agrees to no promotions',
    [said('marketing', 'granted', 1), said('all', 'withdrawn', 2), said('all', 'granted', 3)],
    NOTHING,
  ],
  [
    'and then to promotions',
    [said('all', 'withdrawn', 2), said('all', 'granted', 3), said('marketing', 'granted', 4)],
    { ...NOTHING, granted: new Set(['marketing']) },
  ],
  [
    'at the same moment, no wins',
    [said('marketing', 'withdrawn', 1), said('marketing', 'granted', 1)],
    { ...NOTHING, marketingStopped: true },
  ],
])('%s', (_, entries, counts) => expect(consentsOf(entries)).toEqual(counts));

it('depends on when things were said, not on when they came', () => {
  const entry = fc.record({
    purpose: fc.constantFrom<Said['purpose']>('all', 'marketing', 'transactional'),
    status: fc.constantFrom<Said['status']>('granted', 'withdrawn'),
    at: fc.integer({ min: 1, max: 6 }),
  });
  fc.assert(
    fc.property(
      fc
        .array(entry, { maxLength: 8 })
        .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
      ([list, shuffled]) => {
        expect(consentsOf(shuffled)).toEqual(consentsOf(list));
      },
    ),
  );
});

describe('the ledger', () => {
  let shop: TestShop;
  let ledger: ConsentLedger;
  beforeEach(async () => {
    shop = await openTestShop();
    ledger = new ConsentLedger({ store: shop.store, ids: randomIds });
  });
  afterEach(() => shop.close());

  const record = (purpose: Said['purpose'], status: Said['status'], at: number) =>
    shop.store.transaction((tx) =>
      ledger.record(tx, {
        ...{ subject: 'cct_1', channel: 'whatsapp', purpose, status, at },
        ...{ method: 'message', actor: 'customer', messageId: `wamid.${at}` },
      }),
    );

  it('keeps every word with its proof, tells what changed, and tells webhooks of it without a name', async () => {
    expect(await record('marketing', 'granted', 1)).toBe(true);
    expect(await record('all', 'withdrawn', 2)).toBe(true);
    expect(await record('all', 'withdrawn', 3)).toBe(false);
    expect(await ledger.of('cct_1')).toMatchObject({ stoppedAt: 3 });
    expect((await ledger.entries('cct_1')).map(({ messageId }) => messageId)).toEqual([
      'wamid.1',
      'wamid.2',
      'wamid.3',
    ]);
    const told = (await shop.store.find(events)).filter(({ subject }) => subject === 'contact/cct_1');
    expect(told.map(({ type, data }) => [type, data.purpose])).toEqual([
      ['consent.granted', 'marketing'],
      ['consent.withdrawn', 'all'],
      ['consent.withdrawn', 'all'],
    ]);
  });
});

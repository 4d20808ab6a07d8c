import { expect, it } from 'vitest';
import { BLOG, GONE, GUIDE } from '../publishers.ts';
import { judgeCommissions } from './commissions.ts';

type Given = Parameters<typeof judgeCommissions>[0];
const USD = (amount: number) => ({ amount, currency: 'USD' });

interface Books {
  credited?: string;
  email?: string;
  refunded?: number;
  returned?: number;
  status?: string;
  verdict?: string;
  /** Kind and amount of each entry. */
  entries?: [kind: string, amount: number][];
  /** What is there but should not be, or the other way round. */
  noOrder?: true;
  noCredit?: true;
  untold?: true;
}

/** One order of two things at 10.00 each, without tax, sold through Blog at 7.25 %: it earns 145. */
function evidence(books: Books): Given {
  const { credited = BLOG.id, email = 'a@b.example', refunded = 0, returned = 0, status = 'pending' } = books;
  const entries = (books.entries ?? [['earned', 145]]).map(([kind, amount], index) => ({
    _id: `att_1:${String(index + 1).padStart(4, '0')}`,
    ...{ attributionId: 'att_1', orderId: 'ord_1', lineId: 'l1', kind, amount: USD(amount) },
    ...(kind === 'earned' && { rule: { id: 'rule_everything' } }),
  }));
  const order = {
    ...{ _id: 'ord_1', checkoutId: 'chk_1', publisherId: credited, currency: 'USD', buyer: { email } },
    lines: [{ lineId: 'l1', variantId: 'var_plenty1', quantity: 2, canceled: 0, returned, total: USD(2000) }],
    breakdown: { total: USD(2000), lines: [{ lineId: 'l1', total: USD(2000), tax: USD(0) }] },
    refunded: USD(refunded),
  };
  const net = USD(entries.reduce((sum, { amount }) => sum + amount.amount, 0));
  const told = entries.map(({ _id, kind, amount }) => ({
    ...{ type: `commission.${kind}`, subject: 'order/ord_1', data: { entry_id: _id, amount } },
  }));
  const attribution = {
    ...{ _id: 'att_1', orderId: 'ord_1', publisherId: BLOG.id, status, net, entries: entries.length },
    ...(books.verdict !== undefined && { decision: { verdict: books.verdict } }),
  };
  const events = [
    { type: `commission.${status}`, subject: 'order/ord_1', data: { commission_id: 'att_1' } },
    ...(books.untold ? [] : told),
  ].map((event, index) => ({ ...event, sequence: index + 1 }));
  const asked = [
    ['r1', { kind: 'complete', body: { checkout_id: 'chk_1' }, credited }],
    ['r2', { kind: 'admin', path: '/admin/v1/commissions/att_1/decide', body: { verdict: 'rejected' } }],
  ] as [string, object][];
  return {
    orders: new Map<string, object>(books.noOrder ? [] : [['ord_1', order]]),
    attributions: books.noCredit ? [] : [attribution],
    commissions: books.noCredit ? [] : entries,
    events: books.noCredit ? [] : events,
    asked: new Map(asked),
    told: books.verdict === undefined ? [] : [{ told: 'r2', status: 200, body: {} }],
  } as unknown as Given;
}

const found = (books: Books): string[] => [
  ...new Set([...judgeCommissions(evidence(books))].map(({ invariant }) => invariant)),
];

it.each<[string, Books]>([
  ['a sale', {}],
  [
    'money that went back',
    {
      refunded: 500,
      entries: [
        ['earned', 145],
        ['reversed', -36],
      ],
    },
  ],
  [
    'goods that came back',
    {
      refunded: 1000,
      returned: 1,
      entries: [
        ['earned', 145],
        ['reversed', -73],
      ],
    },
  ],
  [
    'a refund that failed',
    {
      entries: [
        ['earned', 145],
        ['reversed', -36],
        ['restored', 36],
      ],
    },
  ],
  ['its own purchase', { email: BLOG.contact, status: 'rejected', entries: [] }],
  ['a purchase from its house', { email: `b@${BLOG.domain}`, status: 'held' }],
  [
    'one that was rejected',
    {
      status: 'rejected',
      verdict: 'rejected',
      entries: [
        ['earned', 145],
        ['reversed', -145],
      ],
    },
  ],
  ['a sale of one who is suspended', { credited: GONE.id, noCredit: true }],
])('is content with %s', (_, books) => {
  expect(found(books)).toEqual([]);
});

const EXACT = 'commission entries are exact';
it.each<[string, Books, string]>([
  ['another amount', { entries: [['earned', 144]] }, EXACT],
  [
    'an entry twice',
    {
      entries: [
        ['earned', 145],
        ['earned', 145],
      ],
    },
    EXACT,
  ],
  ['an entry that is missing', { refunded: 500 }, EXACT],
  [
    'a reversal twice',
    {
      refunded: 500,
      entries: [
        ['earned', 145],
        ['reversed', -36],
        ['reversed', -36],
      ],
    },
    EXACT,
  ],
  ['commission on its own purchase', { email: BLOG.contact, status: 'rejected' }, EXACT],
  ['a house that was not held', { email: `b@${BLOG.domain}` }, 'commission has its status'],
  ['an entry without an order', { noOrder: true }, 'no commission without its order'],
  ['an order that earned nothing', { noCredit: true }, 'an order is credited once'],
  ['another publisher', { credited: GUIDE.id }, 'commission has its status'],
  ['an entry that was not told', { untold: true }, 'each entry is told once'],
  ['a decision that was forgotten', { verdict: 'released' }, 'decisions stay'],
])('notices %s', (_, books, invariant) => {
  expect(found(books)).toContain(invariant);
});

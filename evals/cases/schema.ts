import { z } from 'zod';
import { CurrencyCode } from '../../server/commerce/money.ts';
import { LANGUAGES } from '../contract.ts';
import { TargetConfig } from '../targets/config.ts';

/** Suites as people write them: snake_case, short forms allowed. `to-case.ts` makes cases of them. */

const Id = z
  .string()
  .regex(/^[\w./-]{1,120}$/, 'letters, digits, dash, underscore, dot or slash, at most 120');
const Minor = z.int().describe('Minor units, such as cents');
const Line = z.strictObject({ variant: z.string(), quantity: z.int().positive() });
const Money = z.strictObject({ amount: Minor, currency: CurrencyCode });
const Count = z.int().nonnegative();
const Pattern = z
  .string()
  .refine((text) => compiles(text), 'no regular expression that JavaScript understands');

export const WrittenChange = z.union([
  z.strictObject({ price: z.strictObject({ variant: z.string(), market: z.string(), amount: Minor }) }),
  z.strictObject({ stock: z.strictObject({ variant: z.string(), location: z.string(), on_hand: Count }) }),
  z.strictObject({ retire: z.string() }),
  z.strictObject({ discount_off: z.string() }),
  z.strictObject({ wait_ms: Count }),
]);

const Fault = z.strictObject({
  tool: z.string().default('*'),
  fault: z.enum(['error', 'empty', 'timeout']),
});

export const WrittenTurn = z.union([
  z.string(),
  z.strictObject({
    say: z.string(),
    changes: z.array(WrittenChange).optional(),
    faults: z.array(Fault).optional(),
    another: z.boolean().optional(),
  }),
]);

const Customer = z.strictObject({
  goal: z.string().min(1),
  opening: z.string().min(1),
  rules: z
    .array(
      z
        .strictObject({
          when: Pattern.optional(),
          say: z.string().optional(),
          end: z.enum(['reached', 'failed']).optional(),
          times: z.int().positive().optional(),
        })
        .refine(({ say, end }) => say !== undefined || end !== undefined, 'say something, or end'),
    )
    .default([]),
  max_turns: z.int().min(1).max(50).default(8),
  by: z.enum(['rules', 'model']).default('rules'),
});

const ModelStep = z.union([
  z.strictObject({ call: z.string(), arguments: z.record(z.string(), z.unknown()).default({}) }),
  z.strictObject({ text: z.string() }),
]);

export const WrittenFact = z.strictObject({
  kind: z.enum([
    'price',
    'currency',
    'total',
    'discount',
    'code',
    'stock',
    'delivery',
    'feature',
    'superlative',
    'product',
    'policy',
  ]),
  product: z.string().optional(),
  variant: z.string().optional(),
  amount: Minor.optional(),
  currency: CurrencyCode.optional(),
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
});
const Facts = z.array(WrittenFact);

const ExpectedCall = z.union([
  z.string(),
  z.strictObject({
    tool: z.string(),
    arguments: z.record(z.string(), z.unknown()).optional(),
    ok: z.boolean().optional(),
    turn: z.int().positive().optional(),
  }),
]);

const Tools = z.union([
  z.array(ExpectedCall),
  z.strictObject({
    mode: z.enum(['subset', 'ordered', 'exact']).default('subset'),
    calls: z.array(ExpectedCall).default([]),
    forbidden: z.array(z.string()).optional(),
  }),
]);

const State = z.strictObject({
  cart: z
    .strictObject({
      lines: z.array(Line).optional(),
      codes: z.array(z.string()).optional(),
      total: Money.optional(),
    })
    .nullable()
    .optional(),
  orders: z
    .array(
      z.strictObject({
        status: z.string().optional(),
        total: Money.optional(),
        lines: z.array(Line).optional(),
      }),
    )
    .optional(),
  leads: z.array(z.record(z.string(), z.unknown())).optional(),
  handoffs: Count.optional(),
});

const Said = z.array(
  z.string().min(1).refine(regexOrText, 'no regular expression that JavaScript understands'),
);

export const WrittenExpectations = z.strictObject({
  tools: Tools.optional(),
  state: State.optional(),
  facts: z
    .strictObject({ require: Facts.optional(), allow: Facts.optional(), forbid: Facts.optional() })
    .optional(),
  text: z.strictObject({ require: Said.optional(), forbid: Said.optional() }).optional(),
  language: z.enum([...LANGUAGES, 'any']).optional(),
  latency: z
    .strictObject({
      reply_ms: z.number().positive().optional(),
      first_byte_ms: z.number().positive().optional(),
    })
    .optional(),
  cost: z.strictObject({ tokens: Count.optional(), usd: z.number().nonnegative().optional() }).optional(),
  rubric: z.string().optional(),
  goal: z.boolean().optional(),
});

/** What a suite may say once for all of its cases. */
const shared = {
  language: z.enum(LANGUAGES).optional(),
  market: z.string().optional(),
  locale: z.string().optional(),
  now: z.iso.datetime({ offset: true }).optional(),
  shop: z.string().min(1).optional().describe('"sample", or a file or folder beside the suite'),
  tags: z.array(z.string()).optional(),
  class: z.string().min(1).optional(),
};

export const WrittenCase = z
  .strictObject({
    id: Id,
    title: z.string().optional(),
    ...shared,
    say: z.string().optional(),
    turns: z.array(WrittenTurn).min(1).optional(),
    customer: Customer.optional(),
    model: z.array(ModelStep).optional(),
    expect: WrittenExpectations.default({}),
  })
  .refine(
    ({ say, turns, customer }) => [say, turns, customer].filter((one) => one !== undefined).length === 1,
    'give exactly one of say, turns and customer',
  );
export type WrittenCase = z.infer<typeof WrittenCase>;

export const SuiteHead = z.strictObject({
  suite: Id.optional().describe('Name; that of the file when absent'),
  ...shared,
  target: TargetConfig.optional().describe('Who is asked when the command names nobody'),
  graders: z.array(z.string()).optional(),
});
export type SuiteHead = z.infer<typeof SuiteHead>;

export const WrittenSuite = SuiteHead.extend({ cases: z.array(WrittenCase).min(1) });
export type WrittenSuite = z.infer<typeof WrittenSuite>;

function compiles(source: string, flags = 'iu'): boolean {
  try {
    new RegExp(source, flags);
    return true;
  } catch {
    return false;
  }
}

function regexOrText(text: string): boolean {
  const found = /^\/(.+)\/([a-z]*)$/s.exec(text);
  return !found || compiles(found[1]!, found[2]);
}

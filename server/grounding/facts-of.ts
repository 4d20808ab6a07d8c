import { type Fact, type FactSubject, type FactValue, factKey } from './fact.ts';
import { FIELD_READERS } from './fact-fields.ts';

export interface ToolOutput {
  tool: string;
  arguments: Readonly<Record<string, unknown>>;
  output: Readonly<Record<string, unknown>>;
  callId: string;
  /** Milliseconds, UTC. */
  observedAt: number;
}

/** What a reader of one field calls for each statement that it finds there; answers the fact's id. */
export type Note = (
  fact: Pick<Fact, 'kind' | 'value'> &
    Partial<Pick<Fact, 'field' | 'label' | 'quoteId' | 'expiresAt'>> & { subject?: FactSubject },
) => string;

export interface FieldContext {
  note: Note;
  subject: FactSubject;
  /** The object that the field stands in. */
  owner: Readonly<Record<string, unknown>>;
  walk: (value: unknown, subject?: FactSubject) => unknown;
  call: Pick<ToolOutput, 'tool' | 'arguments' | 'output'>;
}

const SUBJECT_FIELDS: Readonly<Record<string, keyof FactSubject>> = {
  product_id: 'productId',
  variant_id: 'variantId',
  line_id: 'lineId',
  cart_id: 'cartId',
  checkout_id: 'checkoutId',
  order_id: 'orderId',
};

/**
 * The facts in a tool's output, each bound to what it is about, and the output as a model may see it: every value that is a
 * fact carries the fact's id, which is what a reply points at.
 * @param firstId number of the first fact
 */
export function factsOf(source: ToolOutput, firstId: number): { facts: Fact[]; forModel: unknown } {
  const facts = new Map<string, Fact>();
  const { tool, callId, observedAt } = source;
  const call = { tool, arguments: source.arguments, output: source.output };

  const noteFor =
    (around: FactSubject): Note =>
    ({ kind, value, field = kind, label, quoteId, expiresAt, subject = around }) => {
      const statement = { kind, field, subject: { ...subject } };
      const key = factKey(statement);
      const known = facts.get(key);
      if (known && sameValue(known.value, value)) return known.id;
      const id = `f${firstId + facts.size}`;
      facts.set(known ? `${key} ${id}` : key, {
        id,
        ...statement,
        value,
        callId,
        observedAt,
        ...(label !== undefined && { label }),
        ...(quoteId !== undefined && { quoteId }),
        ...(expiresAt !== undefined && { expiresAt }),
      });
      return id;
    };

  const walk = (value: unknown, around: FactSubject): unknown => {
    if (Array.isArray(value)) return value.map((item) => walk(item, around));
    if (typeof value !== 'object' || value === null) return value;
    const owner = value as Readonly<Record<string, unknown>>;
    const subject = subjectOf(owner, around);
    const context: FieldContext = {
      note: noteFor(subject),
      subject,
      owner,
      walk: (inner, other = subject) => walk(inner, other),
      call,
    };
    return Object.fromEntries(
      Object.entries(owner).map(([name, inner]) => [
        name,
        FIELD_READERS[name]?.(inner, context) ?? walk(inner, subject),
      ]),
    );
  };

  const { session_id: _session, ...output } = source.output;
  const forModel = walk(output, {});
  return { facts: [...facts.values()], forModel };
}

/** Ids that stand in an object are about all in it; another product begins anew. */
function subjectOf(owner: Readonly<Record<string, unknown>>, around: FactSubject): FactSubject {
  const own: FactSubject = {};
  for (const [field, key] of Object.entries(SUBJECT_FIELDS)) {
    const id = owner[field];
    if (typeof id === 'string') own[key] = id;
  }
  if (own.productId === undefined || own.productId === around.productId) return { ...around, ...own };
  const { productId: _product, variantId: _variant, ...rest } = around;
  return { ...rest, ...own };
}

const sameValue = (a: FactValue, b: FactValue): boolean => JSON.stringify(a) === JSON.stringify(b);

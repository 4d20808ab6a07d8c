import type { FactKind, FactSubject } from './fact.ts';
import type { FieldContext } from './facts-of.ts';

/** Reads one field of a tool's output; answers what a model sees in its place, or undefined to go on as usual. */
type FieldReader = (value: unknown, context: FieldContext) => unknown;

interface MoneyLike {
  amount: number;
  currency: string;
  text?: string;
}
type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isMoney = (value: unknown): value is MoneyLike =>
  isObject(value) && typeof value.amount === 'number' && typeof value.currency === 'string';
const text = (value: string) => ({ type: 'text', text: value }) as const;
const count = (value: number) => ({ type: 'count', value }) as const;
const money = ({ amount, currency }: MoneyLike) => ({ type: 'money', amount, currency }) as const;
const days = (from: string, to: string) =>
  ({ type: 'days', from: from.slice(0, 10), to: to.slice(0, 10) }) as const;
const shown = (value: unknown, id: string): string => `${String(value)} [${id}]`;

const textField =
  (kind: FactKind, needs?: keyof FactSubject): FieldReader =>
  (value, { note, subject }) =>
    typeof value !== 'string' || value === '' || (needs && subject[needs] === undefined)
      ? undefined
      : shown(value, note({ kind, value: text(value) }));

/** Of a field that is said under a sentence of the shop's only. */
const textNotice =
  (field: string): FieldReader =>
  (value, { note }) =>
    typeof value === 'string' ? shown(value, note({ kind: 'notice', field, value: text(value) })) : undefined;

const countField =
  (kind: FactKind): FieldReader =>
  (value, { note }) =>
    typeof value === 'number' ? shown(value, note({ kind, value: count(value) })) : undefined;

const moneyField =
  (kind: FactKind, field?: string): FieldReader =>
  (value, { note, owner }) => {
    if (!isMoney(value)) return undefined;
    const { quote_id: quoteId = owner.quote_id, expires_at: until } = value as MoneyLike & Fields;
    const id = note({
      kind,
      value: money(value),
      ...(field !== undefined && { field }),
      ...(typeof quoteId === 'string' && kind === 'price' && { quoteId }),
      ...(typeof until === 'string' && { expiresAt: Date.parse(until) }),
    });
    return shown(value.text ?? `${value.amount} ${value.currency}`, id);
  };

const link =
  (field: string): FieldReader =>
  (value, { note }) =>
    typeof value === 'string'
      ? `link [${note({ kind: 'link', field, value: { type: 'link', url: value } })}]`
      : undefined;

/** `total` is a number of hits, money of a line, or money of the whole. */
const total: FieldReader = (value, context) => {
  if (typeof value === 'number')
    return shown(value, context.note({ kind: 'result_count', value: count(value) }));
  const ofLine = context.subject.lineId !== undefined && context.owner.line_id !== undefined;
  return ofLine ? moneyField('line_total')(value, context) : moneyField('total', 'total')(value, context);
};

/** A price view carries its own quote, and the struck-through price as text. */
const price: FieldReader = (value, context) => {
  if (!isMoney(value)) return undefined;
  const said = moneyField('price')(value, context);
  const { compare_at: before, quote_id, tax_included } = value as MoneyLike & Fields;
  return {
    now: said,
    quote_id,
    tax_included,
    ...(typeof before === 'string' && {
      before: shown(before, context.note({ kind: 'compare_at', value: text(before) })),
    }),
  };
};

/** Of one product `{name, value}`; of a comparison `{name, values}` in the order of its products. */
const attributes: FieldReader = (value, { note, owner, subject }) => {
  if (!Array.isArray(value)) return undefined;
  const compared = (Array.isArray(owner.products) ? owner.products : []) as Fields[];
  return value.map((attribute: Fields) => {
    const name = String(attribute.name);
    const say = (said: string, of: FactSubject): string =>
      shown(said, note({ kind: 'attribute', field: name, label: name, value: text(said), subject: of }));
    if (!Array.isArray(attribute.values)) return { name, value: say(String(attribute.value), subject) };
    const values = attribute.values.map((said, index) =>
      said === null ? null : say(String(said), { productId: String(compared[index]?.product_id) }),
    );
    return { name, differs: attribute.differs, values };
  });
};

const totals: FieldReader = (value, { note }) =>
  Array.isArray(value)
    ? value.filter(isMoney).map((row) => {
        const { kind, label } = row as MoneyLike & Fields;
        return shown(
          `${String(label)}: ${row.text}`,
          note({ kind: 'total', field: String(kind), label: String(label), value: money(row) }),
        );
      })
    : undefined;

const discounts: FieldReader = (value, { note }) => {
  if (!isObject(value)) return undefined;
  const applied = (value.applied ?? []) as Fields[];
  const rejected = (value.rejected ?? []) as Fields[];
  return {
    applied: applied.map((discount) => {
      const title = String(discount.title);
      const name = typeof discount.code === 'string' ? discount.code : title;
      const amount = money(discount.amount as MoneyLike);
      return {
        code: shown(name, note({ kind: 'coupon', field: name, label: title, value: text(name) })),
        amount: shown(
          (discount.amount as MoneyLike).text,
          note({ kind: 'total', field: `discount ${name}`, label: title, value: amount }),
        ),
      };
    }),
    rejected: rejected.map((refusal) => ({
      code: shown(
        refusal.code,
        note({ kind: 'coupon', field: String(refusal.code), value: text(String(refusal.code)) }),
      ),
      reason: shown(
        refusal.message,
        note({
          kind: 'notice',
          field: `coupon ${String(refusal.reason)}`,
          label: String(refusal.code),
          value: text(String(refusal.message)),
        }),
      ),
    })),
  };
};

/** Sentences of the shop that tell what changed or is missing. */
const messages: FieldReader = (value, { note }) =>
  Array.isArray(value)
    ? value.map((message: unknown, index) => {
        const fields = isObject(message) ? message : {};
        const said = String(isObject(message) ? (fields.message ?? fields.content ?? fields.text) : message);
        const field = typeof fields.code === 'string' ? fields.code : `message ${index + 1}`;
        return shown(said, note({ kind: 'notice', field, value: text(said) }));
      })
    : undefined;

const shippingOptions: FieldReader = (value, { note }) =>
  Array.isArray(value)
    ? value.map((option: Fields) => {
        const id = String(option.id);
        return {
          id,
          title: shown(
            option.title,
            note({ kind: 'shipping_option', field: id, value: text(String(option.title)) }),
          ),
          price: shown(
            (option.price as MoneyLike).text,
            note({ kind: 'total', field: `shipping ${id}`, value: money(option.price as MoneyLike) }),
          ),
          arrives: shown(
            `${String(option.earliest)} to ${String(option.latest)}`,
            note({
              kind: 'delivery',
              field: id,
              value: days(String(option.earliest), String(option.latest)),
            }),
          ),
        };
      })
    : undefined;

const delivery: FieldReader = (value, { note }) =>
  isObject(value) && typeof value.earliest === 'string'
    ? {
        title: shown(value.title, note({ kind: 'shipping_option', value: text(String(value.title)) })),
        arrives: shown(
          `${value.earliest} to ${String(value.latest)}`,
          note({ kind: 'delivery', value: days(value.earliest, String(value.latest)) }),
        ),
      }
    : undefined;

const sections: FieldReader = (value, { note, owner }) =>
  Array.isArray(value)
    ? value.map((section: Fields) => ({
        heading: section.heading,
        body: shown(
          section.body,
          note({
            kind: 'policy',
            field: String(section.key),
            label: String(section.heading),
            value: text(String(section.body)),
            subject: { policy: `${String(owner.kind)}.${String(section.key)}` },
          }),
        ),
      }))
    : undefined;

const address: FieldReader = (value, { note }) => {
  if (!isObject(value)) return undefined;
  const parts = ['name', 'line1', 'line2', 'postal_code', 'city', 'region', 'country'].map((f) => value[f]);
  const line = parts.filter((part) => typeof part === 'string' && part !== '').join(', ');
  return shown(line, note({ kind: 'address', value: text(line) }));
};

const buyer: FieldReader = (value, { note }) => {
  if (!isObject(value)) return undefined;
  const line = [value.name, value.email, value.phone].filter((part) => typeof part === 'string').join(', ');
  return shown(line, note({ kind: 'contact', value: text(line) }));
};

const cheapest: FieldReader = (value, { note }) =>
  typeof value === 'string'
    ? shown(
        value,
        note({
          kind: 'superlative',
          field: 'cheapest',
          label: 'compared',
          value: { type: 'flag', value: true },
          subject: { productId: value },
        }),
      )
    : undefined;

/** The first of a list in the order of price is the cheapest of all that was found. */
const products: FieldReader = (value, { note, walk, owner, call }) => {
  if (!Array.isArray(value)) return undefined;
  const list = value as Fields[];
  const sorted = isObject(owner.understood) && owner.understood.sort === 'price_asc';
  const byPrice = call.arguments.sort === 'price_asc' || (sorted && call.arguments.sort === undefined);
  const [first] = list;
  const seen = walk(value);
  if (call.tool === 'search_catalog' && byPrice && call.arguments.cursor === undefined && first) {
    note({
      kind: 'superlative',
      field: 'cheapest',
      label: 'found',
      value: { type: 'flag', value: true },
      subject: { productId: String(first.product_id), variantId: String(first.variant_id) },
    });
  }
  return seen;
};

/** Words of the options where they are a text; as a record, the labels of its values. */
const options: FieldReader = (value, { note, subject, call }) => {
  if (subject.variantId === undefined) return undefined;
  const words = isObject(value) ? optionLabels(value, call.output) : value;
  if (typeof words !== 'string' || words === '') return undefined;
  return shown(words, note({ kind: 'variant', value: text(words) }));
};

function optionLabels(chosen: Fields, output: Fields): string {
  const declared = (Array.isArray(output.options) ? output.options : []) as Fields[];
  const labelOf = ([name, value]: [string, unknown]): string => {
    const values = (declared.find((option) => option.name === name)?.values ?? []) as Fields[];
    return String(values.find((known) => known.value === value)?.label ?? value);
  };
  return Object.entries(chosen).map(labelOf).join(', ');
}

const inStock: FieldReader = (value, { note }) =>
  typeof value === 'boolean'
    ? shown(value, note({ kind: 'available', value: { type: 'flag', value } }))
    : undefined;

const locations: FieldReader = (value, { note }) =>
  Array.isArray(value)
    ? value.map((place: Fields) => {
        const name = String(place.location);
        const units = count(Number(place.available));
        return shown(
          `${name}: ${units.value}`,
          note({ kind: 'stock', field: `at ${name}`, label: name, value: units }),
        );
      })
    : undefined;

const status: FieldReader = (value, { note, owner }) =>
  typeof value === 'string' && typeof owner.order_number === 'string' && owner.placed_at !== undefined
    ? shown(value, note({ kind: 'order_status', value: text(value) }))
    : undefined;

const expiry: FieldReader = (value, { note }) =>
  typeof value === 'string'
    ? shown(value, note({ kind: 'expiry', value: { type: 'instant', at: Date.parse(value) } }))
    : undefined;

/** How each field of the tools' outputs becomes facts. A field that is not named here states nothing. */
export const FIELD_READERS: Readonly<Record<string, FieldReader>> = {
  title: textField('product', 'productId'),
  brand: textField('brand', 'productId'),
  description: textField('description', 'productId'),
  reason: textField('reason', 'productId'),
  options,
  price,
  unit_price: moneyField('price', 'unit_price'),
  available: countField('stock'),
  in_stock: inStock,
  attributes,
  locations,
  cheapest_product_id: cheapest,
  products,
  quantity: countField('quantity'),
  discount: moneyField('total', 'line_discount'),
  total,
  totals,
  discounts,
  messages,
  shipping_options: shippingOptions,
  delivery,
  sections,
  shipping_address: address,
  buyer,
  continue_url: link('continue_url'),
  tracking_url: link('tracking_url'),
  tracking_number: textField('tracking', 'orderId'),
  order_number: textField('order_number'),
  status,
  refunded: moneyField('total', 'refunded'),
  link_code: textNotice('link_code'),
  whatsapp_url: link('whatsapp_url'),
  expires_at: expiry,
  // Paying is the buyer's own act: no model gets to see what one pays with.
  payment_tokens: () => 'entered by the buyer at continue_url',
};

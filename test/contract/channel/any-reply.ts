import fc from 'fast-check';
import type {
  RenderedBlock,
  RenderedCard,
  RenderedReply,
  Run,
} from '../../../server/grounding/rendered-reply.ts';

/** Words as they come: several scripts, flags and families, combining marks, line breaks, and what vendors give a meaning to. */
const piece = fc.constantFrom(
  'Kettle',
  'the',
  'Größe 42',
  'niño',
  '日本語のお茶',
  '👨‍👩‍👧‍👦',
  '🇵🇹',
  'é',
  '*bold*',
  '_under_',
  '1.',
  '2)',
  '[x]',
  '…',
  '\n',
  '\n\n',
  '. ',
  '·',
  'Donaudampfschifffahrtsgesellschaftskapitän',
);
const phraseOf = (max: number) =>
  fc.array(piece, { minLength: 1, maxLength: max }).map((pieces) => pieces.join(' '));
const said = fc.oneof(
  { weight: 8, arbitrary: phraseOf(8) },
  { weight: 2, arbitrary: phraseOf(60) },
  { weight: 1, arbitrary: phraseOf(400) },
);
const statement = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('€ 49,00', '12', 'Steel kettle, 1.7 l', 'blue, 42', 'In stock') },
  { weight: 4, arbitrary: phraseOf(6) },
  { weight: 1, arbitrary: phraseOf(80) },
);
const fact = fc
  .tuple(statement, fc.integer({ min: 1, max: 99 }))
  .map(([text, id]): Run => ({ text, fact: `f${id}` }));
const word = said.map((text): Run => ({ text }));
const runs = fc.array(fc.oneof(fact, word), { minLength: 1, maxLength: 6 });
const facts = fact.map((run) => [run]);
const maybe = <T>(key: string, value: fc.Arbitrary<T>) =>
  fc.option(value, { nil: undefined }).map((one) => (one === undefined ? {} : { [key]: one }));
const image = fc.constantFrom(
  { url: 'https://shop.example/kettle.png', alt: 'kettle' },
  { url: 'http://127.0.0.1:3000/kettle.png', alt: 'kettle' },
);

const card = fc
  .tuple(
    facts,
    facts,
    maybe('options', facts),
    maybe('compareAt', runs),
    maybe('stock', facts),
    maybe('reason', runs),
    maybe('image', image),
    fc.integer({ min: 1, max: 99 }),
  )
  .map(
    ([title, price, options, compareAt, stock, reason, picture, id]): RenderedCard => ({
      productId: `prd_${id}`,
      variantId: `var_${id}`,
      title,
      price,
      ...options,
      ...compareAt,
      ...stock,
      ...reason,
      ...picture,
    }),
  );
const brief = fc
  .constantFrom('Kettle', 'Steel kettle, 1.7 l', '€ 49,00')
  .map((text): Run[] => [{ text, fact: 'f1' }]);
/** All with a picture that can be fetched, most of them with little to say. */
const pictured = fc
  .array(
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc
          .tuple(card, brief, brief)
          .map(([{ productId, variantId }, title, price]) => ({ productId, variantId, title, price })),
      },
      { weight: 1, arbitrary: card },
    ),
    { minLength: 2, maxLength: 4 },
  )
  .map((all): RenderedCard[] =>
    all.map((one) => ({ ...one, image: { url: 'https://shop.example/a.png', alt: '' } })),
  );
const cards = fc.oneof(
  { weight: 4, arbitrary: fc.array(card, { minLength: 1, maxLength: 5 }) },
  { weight: 1, arbitrary: fc.array(card, { minLength: 6, maxLength: 13 }) },
  { weight: 3, arbitrary: pictured },
);
const total = fc.record({
  kind: fc.constant('total'),
  label: fc.constantFrom('Total', 'Versand'),
  value: facts,
});
const line = fc.record({ title: facts, quantity: facts, total: facts });
const label = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('Add to cart', 'Checkout', 'Mit einem Menschen sprechen', 'Ja') },
  { weight: 2, arbitrary: phraseOf(5) },
  { weight: 1, arbitrary: phraseOf(20) },
);

const block: fc.Arbitrary<RenderedBlock> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant('text' as const), runs }) },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('products' as const),
      layout: fc.constantFrom('list' as const, 'carousel' as const),
      cards,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('comparison' as const),
      cards: fc.array(card, { minLength: 2, maxLength: 2 }),
      rows: fc.array(
        fc.record({
          label: fc.constant('Colour'),
          values: fc.array(fc.option(facts), { minLength: 2, maxLength: 2 }),
        }),
        { maxLength: 4 },
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('cart' as const),
      lines: fc.array(line, { maxLength: 6 }),
      totals: fc.array(total, { maxLength: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('order' as const),
      number: facts,
      status: facts,
      lines: fc.array(line, { maxLength: 4 }),
      totals: fc.array(total, { maxLength: 2 }),
      tracking: fc.array(facts, { maxLength: 2 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('link' as const),
      purpose: fc.constant('checkout' as const),
      label: fc.oneof(fc.constant<Run[]>([{ text: 'Review and pay' }]), runs),
      url: fc.constantFrom('https://shop.example/c/abc', 'http://127.0.0.1:3000/c/abc'),
      fact: fc.constant('f100'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('quick_replies' as const),
      options: fc.array(
        fc.record({ label, send: fc.oneof(fc.constantFrom('add it', 'checkout'), phraseOf(40)) }),
        { minLength: 1, maxLength: 12 },
      ),
    }),
  },
);

const shownInPictures = fc
  .tuple(runs, pictured, fc.array(block, { maxLength: 2 }))
  .map(([own, found, rest]): RenderedBlock[] => [
    { type: 'text', runs: own },
    { type: 'products', layout: 'carousel', cards: found },
    ...rest,
  ]);

/** Any reply that a conversation can have, and some that it cannot. */
export const anyReply: fc.Arbitrary<RenderedReply> = fc.record({
  language: fc.constantFrom('en', 'de', 'es', 'fr', 'pt', 'nl'),
  locale: fc.constant('en-GB'),
  blocks: fc.oneof(
    { weight: 3, arbitrary: fc.array(block, { minLength: 1, maxLength: 6 }) },
    { weight: 1, arbitrary: shownInPictures },
  ),
});

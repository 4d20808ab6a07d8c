import { anonymous } from '../../../server/commerce/principals/model.ts';
import { productCards } from '../../../server/grounding/blocks.ts';
import { followCatalogNames } from '../../../server/grounding/catalog-names.ts';
import type { Fact } from '../../../server/grounding/fact.ts';
import { factsOf } from '../../../server/grounding/facts-of.ts';
import type { ReplyDocument, Segment } from '../../../server/grounding/reply.ts';
import { verify } from '../../../server/grounding/verify/verify.ts';
import type { Options } from '../options.ts';
import type { Row } from '../report.ts';
import { openShop } from '../shop.ts';
import { timed } from '../stats.ts';

const CHATTER =
  'Thank you for your patience, I had a look at what would suit you best. Would you like me to put it into your cart, or shall we look at something else together? Tell me how you mean to use it, and I can find what fits you.';

/** The verifier on replies of several sizes, with the names of the whole catalogue. */
export async function measureVerifier(dataDir: string, { ms, runs }: Options): Promise<Row[]> {
  const shop = await openShop(dataDir);
  const names = followCatalogNames(shop.store);
  try {
    await names.ready;
    const principal = anonymous('127.0.0.1');
    const result = await shop.callTool('search_catalog', { query: 'headphones', limit: 5 }, { principal });
    if (!result.ok) throw new Error(result.error.message);
    const source = {
      tool: 'search_catalog',
      arguments: {},
      output: result.output,
      callId: result.meta.call_id,
      observedAt: Date.now(),
    };
    const { facts } = factsOf(source, 1);
    const known = new Map(facts.map((fact) => [fact.id, fact]));
    const cards = productCards(facts);
    const rows: Row[] = [];
    const documents: Record<string, ReplyDocument['blocks']> = {
      'one sentence with two facts': [{ type: 'text', segments: sentence(facts) }],
      '45 words of free text': [{ type: 'text', segments: [{ type: 'text', text: CHATTER }] }],
      'both, and five cards': [
        { type: 'text', segments: [...sentence(facts), { type: 'text', text: ` ${CHATTER}` }] },
        { type: 'products', layout: 'carousel', cards },
      ],
    };
    for (const [name, blocks] of Object.entries(documents)) {
      const document: ReplyDocument = { language: 'en', blocks };
      const options = { facts: known, vocabulary: names.vocabulary, now: Date.now(), maxAgeMs: 3_600_000 };
      const violations = verify(document, options);
      if (violations.length > 0) throw new Error(`the bench's reply is refused: ${violations[0]!.message}`);
      const ours = await timed((ms * runs) / 3, 1, async () => verify(document, options));
      rows.push({ section: 'The verifier, a reply', name, ours });
    }
    return rows;
  } finally {
    names.stop();
    await shop.close();
  }
}

function sentence(facts: readonly Fact[]): Segment[] {
  const title = facts.find(({ kind }) => kind === 'product')!;
  const price = facts.find(
    ({ kind, subject }) => kind === 'price' && subject.productId === title.subject.productId,
  )!;
  return [
    { type: 'text', text: 'The ' },
    { type: 'fact', fact: title.id },
    { type: 'text', text: ' costs ' },
    { type: 'fact', fact: price.id },
    { type: 'text', text: '.' },
  ];
}

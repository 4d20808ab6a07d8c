import type { HandoffBrief } from '../../commerce/handoffs/model.ts';
import type { Money } from '../../commerce/money.ts';
import { cartBlock, factIdsOf } from '../../grounding/blocks.ts';
import { type Fact, type Facts, factKey } from '../../grounding/fact.ts';
import { render } from '../../grounding/render.ts';
import type { ReplyDocument } from '../../grounding/reply.ts';
import type { Store } from '../../platform/store/port.ts';
import type { Toolbox, TurnInput } from '../answerer.ts';
import { type Conversation, replies } from '../model.ts';

const MAX_WORDS = 500;
const MAX_FACTS = 20;
const REPLIES = 3;
/** Of no use to who takes over, or the customer's own. */
const LEFT_OUT = new Set<Fact['kind']>(['link', 'description', 'address', 'contact', 'expiry']);

export interface BriefInput {
  turn: TurnInput;
  conversation: Pick<Conversation, '_id' | 'lastReply'>;
  toolbox: Toolbox;
  /** What is about to be said. */
  document: ReplyDocument;
  /** The newest message does nothing but ask for a person: what is wanted was said before it. */
  onlyAsks: boolean;
}

/** What was wanted, what lies in the cart, what the shop said, and what it did not answer. */
export async function handoffBrief(store: Store, input: BriefInput): Promise<HandoffBrief> {
  const { turn, onlyAsks } = input;
  const said = shortened(turn.messages.map(({ text }) => text).join('\n'));
  const before = (await turn.history()).flatMap((line) => (line.from === 'customer' ? [line.text] : []));
  const earlier = shortened(before.at(-1) ?? '');
  const cart = await cartOf(input.toolbox);
  return {
    wanted: onlyAsks && earlier !== '' ? earlier : said,
    ...(said !== '' && { openQuestion: said }),
    ...(cart && { cart }),
    facts: await toldFacts(store, input),
  };
}

const shortened = (text: string): string => text.trim().slice(0, MAX_WORDS).toWellFormed();

async function cartOf(toolbox: Toolbox): Promise<HandoffBrief['cart']> {
  const found = await toolbox.read('get_cart', {});
  const block = found.ok ? cartBlock(found.facts) : undefined;
  if (!found.ok || !block) return undefined;
  const facts = new Map(found.facts.map((fact) => [fact.id, fact]));
  const total = cartTotal(found.facts);
  const lines = block.lines.flatMap((line) => {
    const [title, quantity, sum] = [line.title, line.quantity, line.total].map((id) => facts.get(id)?.value);
    return title?.type === 'text' && quantity?.type === 'count' && sum?.type === 'money'
      ? [{ title: title.text, quantity: quantity.value, total: moneyOf(sum) }]
      : [];
  });
  return total && { lines, total };
}

/** What a cart comes to, as far as it is known: with tax and shipping where a destination is. */
export function cartTotal(facts: readonly Fact[]): Money | undefined {
  const totals = facts.filter(({ kind, subject }) => kind === 'total' && subject.lineId === undefined);
  const found = ['total', 'subtotal'].flatMap(
    (field) => totals.findLast((fact) => fact.field === field) ?? [],
  );
  const value = found[0]?.value;
  return value?.type === 'money' ? moneyOf(value) : undefined;
}

const moneyOf = ({ amount, currency }: Money): Money => ({ amount, currency });

async function toldFacts(store: Store, { conversation, toolbox, document, turn }: BriefInput) {
  const last = await store.find(replies, {
    where: { conversationId: conversation._id, sequence: { gt: conversation.lastReply - REPLIES } },
    sort: { field: 'sequence', direction: 'desc' },
  });
  const now = [...factIdsOf(document)].flatMap((id) => toolbox.facts.get(id) ?? []);
  const all = [...now, ...last.flatMap((reply) => reply.facts)];
  const byId: Facts = new Map(all.map((fact) => [fact.id, fact]));
  const titles = new Map(
    all.filter(({ kind }) => kind === 'product').map((fact) => [fact.subject.productId, fact]),
  );
  // Of a statement that was made twice, the newest stands first and counts.
  const newest = new Map(all.toReversed().map((fact) => [factKey(fact), fact]));
  const told = all.filter((fact) => newest.get(factKey(fact)) === fact && !LEFT_OUT.has(fact.kind));
  return told.slice(0, MAX_FACTS).map((fact) => {
    const title = fact.kind === 'product' ? undefined : titles.get(fact.subject.productId);
    const about = title?.value.type === 'text' ? title.value.text : undefined;
    return {
      id: fact.id,
      kind: fact.kind,
      text: textOf(fact, byId, turn),
      ...(about !== undefined && { about }),
    };
  });
}

function textOf(
  { id }: Fact,
  facts: Facts,
  { language, locale }: Pick<TurnInput, 'language' | 'locale'>,
): string {
  const segment = { type: 'fact', fact: id, form: 'labelled' } as const;
  const { blocks } = render({ language, blocks: [{ type: 'text', segments: [segment] }] }, facts, { locale });
  return blocks
    .flatMap((block) => (block.type === 'text' ? block.runs : []))
    .map(({ text }) => text)
    .join('');
}

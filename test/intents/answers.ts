import { HANDLERS } from '../../server/agent/answers/registry.ts';
import { type Dealt, dealWith } from '../../server/agent/dialogue/answerer.ts';
import { askedIn } from '../../server/agent/dialogue/states.ts';
import { type Understand, understand } from '../../server/agent/dialogue/wishes.ts';
import type { Turn } from '../../server/agent/reading/model.ts';
import { read } from '../../server/agent/reading/read.ts';
import type { TurnCall } from '../../server/conversation/model.ts';
import type { Facts } from '../../server/grounding/fact.ts';
import { asksPerson } from './answer-figures.ts';
import { byLabel } from './labelled.ts';
import { enter, labelledProducts, type Scene, sceneOf } from './scene.ts';
import type { HoldoutShop } from './shop.ts';

/** What an answer was, without what is different each time. */
interface Given {
  /** Undefined: passed on, to a model or to nobody. */
  intents: readonly string[] | undefined;
  /** A question what was meant, instead of an answer. */
  asksBack: boolean;
  /** A question that the task itself has next: for an address, a code, a limit. */
  asksNext: boolean;
  handoff: boolean;
  /** Tools and their arguments, without what is looked up on the way to what is meant. */
  calls: readonly string[];
  /** What is said, with the names of facts for their values. */
  said: string;
  products: readonly string[];
}

export interface AnsweredTurn {
  turn: Turn;
  /** As the shop answers, and as it would had it read what the label says. */
  own: Given;
  labelled: Given;
  handled: boolean;
  /** What differs; empty: nothing. */
  differ: readonly string[];
}

/** Answers a turn twice: as it is read, and as it is labelled. @param understood how it is read; absent: as the shop does */
export async function answeredTurn(
  shop: HoldoutShop,
  turn: Turn,
  number: number,
  understood: Understand = understand,
): Promise<AnsweredTurn> {
  const scene = await sceneOf(shop, turn);
  const reading = read(turn.text, { language: turn.lang, asked: askedIn(scene.state) });
  const own = await give(shop, scene, understood, `own-${number}`);
  const labelled = await give(shop, scene, byLabel(turn, reading), `label-${number}`);
  const handled = own.intents !== undefined && !own.asksBack && (!own.handoff || asksPerson(turn));
  return { turn, own, labelled, handled, differ: differences(turn, own, labelled) };
}

function differences(turn: Turn, own: Given, labelled: Given): string[] {
  if (turn.scope === 'out') return own.intents?.join() === 'out' ? [] : ['scope'];
  const found: string[] = [];
  if (own.intents?.join() !== labelled.intents?.join()) found.push('intents');
  if (own.calls.join('\n') !== labelled.calls.join('\n')) found.push('calls');
  if (own.products.join() !== labelled.products.join()) found.push('targets');
  if (found.length === 0 && own.said !== labelled.said) found.push('said');
  const wanted = labelledProducts(turn).map((id) => `prod_${id}`);
  if (wanted.length > 0 && own.products.length > 0 && !own.products.some((id) => wanted.includes(id)))
    found.push('product');
  return found;
}

/** On the way to what is meant: what they led to is compared. */
const LOOKS: ReadonlySet<string> = new Set(['search_catalog', 'suggest_searches', 'get_product']);

async function give(shop: HoldoutShop, scene: Scene, understood: Understand, id: string): Promise<Given> {
  const { input, toolbox, leave } = await enter(shop, scene, id);
  try {
    const dealt = await dealWith(input, scene.turn.text, {
      spoken: async () => true,
      handlers: HANDLERS,
      understand: understood,
    });
    return givenOf(dealt, toolbox.calls, toolbox.facts);
  } finally {
    await leave();
  }
}

function givenOf(dealt: Dealt | undefined, calls: readonly TurnCall[], facts: Facts): Given {
  const answered = dealt?.answered ?? [];
  const blocks = answered.flatMap(({ outcome }) => outcome.blocks);
  const cards = blocks.flatMap((block) => ('cards' in block ? block.cards : []));
  const focus = answered.flatMap(({ outcome }) => outcome.memory?.focus?.productId ?? []);
  const waiting = answered.map(({ outcome }) => outcome.memory?.pending ?? null);
  return {
    intents: dealt && answered.map(({ intent }) => intent),
    asksBack: answered.some(({ outcome }) => outcome.asksBack === true),
    asksNext: answered.some(({ outcome }) => outcome.event?.startsWith('ask.') ?? false),
    handoff: answered.some(({ outcome }) => outcome.handoff !== undefined),
    calls: calls
      .filter(({ tool }) => !LOOKS.has(tool))
      .map(({ tool, arguments: args }) => `${tool} ${told(args)}`),
    said: told([blocks, waiting], facts),
    products: [...new Set(cards.length > 0 ? cards.map(({ productId }) => productId) : focus)],
  };
}

/** JSON without what numbers and ids make different in two conversations that go the same way. */
function told(value: unknown, facts?: Facts): string {
  return JSON.stringify(value, (_, one: unknown) => {
    if (typeof one !== 'string') return one;
    const fact = facts?.get(one);
    if (fact) return `${fact.kind} ${fact.field} ${fact.subject.variantId ?? fact.subject.productId ?? ''}`;
    return /^(?:line|crt|cart|chk|ord|ses|ret)_/.test(one) ? one.slice(0, 4) : one.toLowerCase();
  });
}

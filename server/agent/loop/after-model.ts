import type { Answerer, TurnInput } from '../../conversation/answerer.ts';
import type { Memory } from '../../conversation/model.ts';
import type { ReplyDocument } from '../../grounding/reply.ts';
import { type ShortKind, shortAnswer } from '../dialogue/short-answer.ts';
import type { StateId } from '../dialogue/states.ts';
import { kept, resumed } from '../dialogue/stored.ts';
import { rememberShown } from './memory.ts';

/** As `lastIntent`: the last reply was a model's own words. */
const BY_MODEL = 'model';
const BARE: ReadonlySet<ShortKind | undefined> = new Set(['yes', 'no', 'number'] as const);

/** Where a change leaves a conversation, by the tool that made it. */
const AFTER: Readonly<Record<string, StateId>> = {
  update_cart: 'cart.added',
  create_checkout: 'checkout.link',
  update_checkout: 'checkout.link',
  request_return: 'order.return.noted',
  qualify_lead: 'lead.noted',
  watch_product: 'alert.noted',
  request_handoff: 'person.waiting',
};

/** What is remembered of a reply of a model: what it showed, and where the dialogue stands after it. */
export function rememberedByModel(turn: TurnInput, document: ReplyDocument): Memory {
  const { memory, toolbox, now } = turn;
  const shown = document.blocks.flatMap((block) => ('cards' in block ? block.cards : [])).length;
  return {
    ...rememberShown(memory, document, toolbox.facts),
    lastIntent: BY_MODEL,
    dialogue: kept(stateAfter(resumed(memory, now), toolbox, shown), now),
  };
}

/** By what was changed last, else by what was looked up and shown. */
function stateAfter(
  from: StateId,
  { effects, calls }: Pick<TurnInput['toolbox'], 'effects' | 'calls'>,
  shown: number,
): StateId {
  const changed = effects.findLast(({ tool }) => AFTER[tool] !== undefined);
  if (changed) return AFTER[changed.tool]!;
  if (calls.some(({ tool, outcome }) => tool === 'get_order' && outcome === 'ok')) return 'order.shown';
  if (shown === 0) return from;
  return shown === 1 ? 'product.shown' : 'discovery.results';
}

/** Rules, but not for a bare answer to a question that a model asked in its own words: only the model knows what a "yes" agrees to. */
export const unlessForModel =
  (answer: Answerer): Answerer =>
  async (turn) => {
    const text = turn.messages.map((message) => message.text).join('\n');
    const bare = turn.memory.lastIntent === BY_MODEL && BARE.has(shortAnswer(text, turn.language)?.kind);
    return bare ? undefined : answer(turn);
  };

import type { TurnInput } from '../../conversation/answerer.ts';
import { nextState } from '../dialogue/machine.ts';
import { wantedByRules } from '../dialogue/rules.ts';
import { askedIn, stateOf } from '../dialogue/states.ts';
import { resumed } from '../dialogue/stored.ts';
import { languageSpoken } from '../intents/language.ts';
import { readMessage } from '../intents/read-message.ts';
import { read } from '../reading/read.ts';

/** What any message may turn out to need: to look at goods and conditions, to see and fill the cart, to get a person. */
const ALWAYS = [
  ...(['search_catalog', 'get_product', 'get_policy', 'get_cart', 'update_cart'] as const),
  'request_handoff',
] as const;

/** What a model can do without, and pays for in every call: `get_product` tells the stock, and nobody types a search. */
const SPARED: ReadonlySet<string> = new Set(['suggest_searches', 'check_stock']);

/**
 * Names of the tools that a model is offered for a turn: those of the state that the conversation stands in, of the states that
 * the message may lead to, sure or not, and those that are always allowed, which come first: what a request has in common with the
 * last one is charged less by most services.
 */
export function toolsFor({
  messages,
  memory,
  language,
  now,
}: Pick<TurnInput, 'messages' | 'memory' | 'language' | 'now'>): ReadonlySet<string> {
  const text = messages.map((message) => message.text).join('\n');
  const state = resumed(memory, now);
  const spoken = languageSpoken(text) ?? language;
  const { acts } = read(text, { language: spoken, asked: askedIn(state) });
  const mayWant = acts.map(({ intent }) => intent);
  const led = [...mayWant, ...wantedByRules(readMessage(text, spoken))].map((intent) =>
    nextState(state, intent),
  );
  const tools = [...ALWAYS, ...[state, ...led].flatMap((id) => stateOf(id).tools)];
  return new Set(tools.filter((name) => !SPARED.has(name)));
}

import type { TurnInput } from '../../conversation/answerer.ts';
import { productCard } from '../../grounding/blocks.ts';
import type { PhraseKey } from '../../grounding/phrases/phrases.ts';
import type { Block } from '../../grounding/reply.ts';
import type { Asked, Handler, Handlers, Outcome } from './asked.ts';
import { quickReplies, say } from './say.ts';

const PERSON_REPLY = quickReplies([['qr_person', 'talk to a person']]);

const said =
  (key: PhraseKey, ...more: Block[]): Handler =>
  async () => ({ blocks: [say(key), ...more] });

/** Only where nothing else was written: "hello, do you have lamps?" is no greeting. */
const alone =
  (key: PhraseKey): Handler =>
  async ({ message, short }) =>
    message.subject === '' || short ? { blocks: [say(key)] } : undefined;

/** Asks for a person; the handover itself is the turn's. */
export async function person(asked: Pick<Asked, 'turn' | 'message'>): Promise<Outcome> {
  const summary = `The customer wrote: ${asked.message.text}`.slice(0, 2000).padEnd(10, '.');
  const done = await asked.turn.toolbox.write('request_handoff', { reason: 'asked_for', summary });
  return done.ok
    ? { blocks: [say('did_ask_person')], handoff: { reason: 'asked_for', summary } }
    : { blocks: [say('not_done')] };
}

/** Says what rules cannot do, and offers the one who can: a yes then asks for a person. */
export const offerPerson = (...keys: PhraseKey[]): Outcome => ({
  blocks: [...keys.map((key) => say(key)), PERSON_REPLY],
  event: 'ask.person',
});

const LANGUAGES: readonly (readonly [language: string, names: RegExp])[] = [
  ['en', /\b(?:english|ingl[eé]s|ingl[eê]s|englisch|anglais)\b/iu],
  ['es', /\b(?:spanish|espa[nñ]ol|castellano|espanhol|spanisch|espagnol)\b/iu],
  ['pt', /\b(?:portuguese|portugu[eé]s|portugu[eê]s|portugiesisch|portugais)\b/iu],
  ['de', /\b(?:german|alem[aá]n|alem[aã]o|deutsch|allemand)\b/iu],
  ['fr', /\b(?:french|franc[eé]s|franc[eê]s|franz[oö]sisch|fran[cç]ais)\b/iu],
];

async function switchLanguage({ message }: Asked): Promise<Outcome | undefined> {
  const wanted = LANGUAGES.filter(([, names]) => names.test(message.text.replaceAll('ß', 'ss')));
  if (wanted.length !== 1) return undefined;
  return { blocks: [say('language_now')], locale: wanted[0]![0] };
}

/** Shows again what was shown; without that, asks for it in other words. */
async function repeat({ turn }: Asked): Promise<Outcome> {
  const cards = await shownAgain(turn);
  return cards ? { blocks: [say('again'), cards] } : { blocks: [say('rephrase')], event: 'ask.rephrase' };
}

async function shownAgain({ toolbox, memory }: TurnInput): Promise<Block | undefined> {
  const cards = [];
  for (const { variantId } of memory.shown.slice(0, 5)) {
    const product = await toolbox.read('get_product', { product_id: variantId });
    const card = product.ok ? productCard(product.facts, variantId) : undefined;
    if (card) cards.push(card);
  }
  return cards.length > 0
    ? { type: 'products', layout: cards.length > 1 ? 'carousel' : 'list', cards }
    : undefined;
}

export const TALK: Handlers = {
  greeting: alone('greeting'),
  thanks: alone('thanks'),
  goodbye: alone('goodbye'),
  capabilities: alone('help'),
  person,
  small_talk: said('small_talk'),
  bot_question: said('bot', PERSON_REPLY),
  abuse: said('abuse', PERSON_REPLY),
  wait: said('take_time'),
  repeat,
  language_switch: switchLanguage,
  opt_out: said('opted_out'),
  opt_in: said('opted_in'),
  delete_data: async () => offerPerson('delete_by_person'),
  yes: said('all_right'),
  no: said('all_right'),
};

import type { TurnInput } from '../../conversation/answerer.ts';
import { CALL_BACK } from '../../conversation/commit-turn.ts';
import type { ReadMessage } from '../intents/read-message.ts';
import type { Outcome } from './asked.ts';
import { say } from './say.ts';

const EMAIL = /[\w.!#$%&'*+/=?^`{|}~-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/u;
/** With its country code, so that it can be called from anywhere: `+` or `00` before it. */
const PHONE = /(?<![\p{L}\p{N}])(?:\+|00)[1-9][\d\s()./-]{5,24}\d(?!\d)/u;
const ANY_PHONE = /(?<![\p{L}\p{N}-])\(?\d[\d\s()./-]{5,24}\d(?![\p{L}\d])/u;
const MAX_WORDS_AROUND = 12;

/**
 * An answer to the offer to call back or write: a phone number or an email address, sent for that, becomes a lead. Undefined for
 * anything else: the offer stands, and the message is answered as any other.
 */
export async function callBackAnswer(turn: TurnInput, message: ReadMessage): Promise<Outcome | undefined> {
  const { text } = message;
  const intent = CALL_BACK;
  const email = EMAIL.exec(text)?.[0];
  const phone = phoneIn(text);
  if (email === undefined && phone === undefined) {
    const declines = message.no && message.subject === '' && !message.intents.includes('person');
    if (declines) return { blocks: [say('call_back_declined')], intent };
    // A bare number might be an order or a code, too: only one that is nearly all of the message is meant to be called.
    const unclear = ANY_PHONE.exec(text)?.[0];
    const digits = unclear?.replaceAll(/\D/g, '').length ?? 0;
    const alone = text.trim().split(/\s+/).length <= MAX_WORDS_AROUND && message.orderNumber === undefined;
    return digits >= 7 && alone
      ? {
          blocks: [say('call_back_which')],
          memory: { pending: turn.memory.pending! },
          intent,
          asksBack: true,
        }
      : undefined;
  }
  const done = await turn.toolbox.write('qualify_lead', {
    need: `Waited for a person. Open question: ${turn.memory.openQuestion ?? 'none'}`,
    timeframe: 'now',
    contact: { ...(email !== undefined && { email }), ...(phone !== undefined && { phone }) },
    // The shop asked for it in order to call back or write, and the customer sent it.
    consent: true,
    ...(turn.memory.focus && { product_ids: [turn.memory.focus.productId] }),
  });
  if (done.ok) return { blocks: [say('call_back_noted')], intent };
  const refused = done.error.code === 'invalid_input';
  return {
    blocks: [say(refused ? 'call_back_which' : 'not_done')],
    memory: { pending: turn.memory.pending! },
    intent,
    asksBack: true,
  };
}

/** In E.164. */
function phoneIn(text: string): string | undefined {
  const found = PHONE.exec(text)?.[0];
  if (found === undefined) return undefined;
  const digits = found.replaceAll(/\D/g, '').replace(/^00/, '');
  return digits.length >= 7 && digits.length <= 15 ? `+${digits}` : undefined;
}

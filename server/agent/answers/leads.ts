import type { Asked, Handlers, Outcome } from './asked.ts';
import { callBackAnswer } from './call-back.ts';
import { say } from './say.ts';

const ASKED_MS = 30 * 60_000;
const NEED = 2000;
const PHONE = /^(?:\+|00)/;

/** Notes what somebody needs, asks how to reach them, and adds that once they send it for this. */
async function lead(asked: Asked): Promise<Outcome> {
  const { turn, entities, message } = asked;
  const { memory, now } = turn;
  const { pending } = memory;
  const before = pending?.kind === 'confirm_write' && pending.tool === 'qualify_lead' ? pending : undefined;
  const need = String(before?.arguments.need ?? message.text.trim().slice(0, NEED));
  const email = entities.email?.[0];
  const phone = entities.phone
    ?.find((number) => PHONE.test(number))
    ?.replaceAll(/[^\d]/g, '')
    .replace(/^00/, '');
  if (need.length < 3) return { blocks: [say('lead_need')], event: 'ask.lead_need', asksBack: true };
  const focus = memory.focus && { product_ids: [memory.focus.productId] };
  if (email === undefined && phone === undefined) {
    const noted = await turn.toolbox.write('qualify_lead', { need, ...focus });
    if (!noted.ok) return { blocks: [say('not_done')] };
    return {
      blocks: [say('did_note_lead'), say('lead_contact')],
      memory: {
        pending: {
          kind: 'confirm_write',
          tool: 'qualify_lead',
          arguments: { need },
          expiresAt: now + ASKED_MS,
        },
      },
      event: 'ask.lead_contact',
    };
  }
  const done = await turn.toolbox.write('qualify_lead', {
    need,
    contact: { ...(email !== undefined && { email }), ...(phone !== undefined && { phone: `+${phone}` }) },
    // The question said that sending it is agreeing to be contacted; a first message with it asks for it.
    consent: true,
    ...focus,
  });
  return done.ok
    ? { blocks: [say('call_back_noted')], event: 'done' }
    : { blocks: [say('call_back_which')], memory: pending ? { pending } : {}, asksBack: true };
}

async function contact(asked: Asked): Promise<Outcome | undefined> {
  return asked.turn.memory.pending?.kind === 'call_back_contact'
    ? callBackAnswer(asked.turn, asked.message)
    : undefined;
}

export const LEADS: Handlers = { lead, give_contact: contact };

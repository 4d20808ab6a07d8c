import { conversations, type Reply, replies } from '../../conversation/model.ts';
import type { Store } from '../../platform/store/port.ts';
import type { VendorMessage } from '../channel.ts';
import { type ChannelContact, channelContacts } from '../contacts/model.ts';
import { isWindowOpen } from '../policy/decide.ts';
import type { RegisteredChannel } from '../registry.ts';
import { isUsable, type TemplateBook } from '../templates/book.ts';
import { askedFor } from './asked-for.ts';
import type { SendRequest } from './delivery-policy.ts';
import type { ChannelDelivery } from './model.ts';

/** Until the vendor is asked again for its templates. */
const ASK_AGAIN_MS = 60_000;

export interface PrepareDeps {
  store: Store;
  templates: Pick<TemplateBook, 'get'>;
  /** Why what a delivery says may not be said now, such as an offer that has ended; undefined where it may. */
  outdated?: ((delivery: ChannelDelivery) => Promise<Outdated | undefined>) | undefined;
}

/** `waits`: it is looked at again after `ms`. */
export type Outdated = { refused: string } | { waits: string; ms: number };

/** A delivery in the vendor's form. */
export interface Prepared {
  messages: VendorMessage[];
  form: SendRequest['form'];
  by: Reply['by'];
}

export type Preparation = Prepared | Outdated;

/** What is to be sent of a delivery: the reply as it stands, or the template that takes its place. */
export async function prepare(
  deps: PrepareDeps,
  { channel }: RegisteredChannel,
  delivery: ChannelDelivery,
  now: number,
): Promise<Preparation> {
  const { store, templates, outdated } = deps;
  const reply = await store.get(replies, delivery.replyId);
  if (!reply) return { refused: 'reply_gone' };
  const contact = await store.get(channelContacts, delivery.contactId);
  if (!contact) return { refused: 'contact_gone' };
  // What was begun is ended: half of it says nothing.
  const begun = delivery.parts.some(({ status }) => status !== 'failed');
  const why = begun ? undefined : await outdated?.(delivery);
  if (why) return why;
  const { by } = reply;
  const { template } = delivery;
  if (!template || !goesAsTemplate(delivery, contact, channel.capabilities, now))
    return {
      messages: channel.render(
        reply.rendered,
        delivery.plain ? 'text' : 'rich',
        delivery.conversationId,
        askedFor(reply, await store.get(conversations, delivery.conversationId)),
      ),
      form: { type: 'free' },
      by,
    };
  let known: Awaited<ReturnType<TemplateBook['get']>>;
  try {
    known = await templates.get(channel.name, template.name, template.language);
  } catch {
    return { waits: 'templates_unknown', ms: ASK_AGAIN_MS };
  }
  if (!known || !channel.templates) return { refused: 'template_missing' };
  const form = { type: 'template', category: known.category, approved: isUsable(known) } as const;
  try {
    const { body, coupon, offerEndsAt } = template.fill;
    const message = channel.templates.message(known, {
      body,
      ...(coupon !== undefined && { coupon }),
      ...(offerEndsAt !== undefined && { offerEndsAt }),
    });
    return { messages: [message], form, by };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { refused: 'template_unfillable' };
  }
}

function goesAsTemplate(
  { template, asTemplate, parts }: ChannelDelivery,
  contact: ChannelContact,
  { windowMs, adWindowMs }: RegisteredChannel['channel']['capabilities'],
  now: number,
): boolean {
  if (asTemplate || template!.when === 'always') return true;
  if (parts.length > 0) return false;
  const { lastInboundAt, referral } = contact;
  const cameByAdAt = referral?.source === 'ad' ? referral.at : undefined;
  return !isWindowOpen(
    now,
    { lastInboundAt, cameByAdAt },
    { ...(windowMs !== undefined && { windowMs }), ...(adWindowMs !== undefined && { adWindowMs }) },
  );
}

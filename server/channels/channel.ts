import type { RenderedReply } from '../grounding/rendered-reply.ts';

/** What a channel can show, as its vendor documents it: each number with its source beside it, in the adapter. */
export interface Capabilities {
  /** Characters of a text message. */
  text: number;
  buttons?: { count: number; title: number; id: number };
  list?: {
    sections: number;
    rows: number;
    button: number;
    title: number;
    description: number;
    id: number;
    body: number;
  };
  carousel?: { min: number; max: number; body: number };
  /** Free text may be sent for so long after the customer wrote last; absent where there is no such window. Milliseconds. */
  windowMs?: number;
  /** The same after somebody came by an advertisement that leads into the chat. */
  adWindowMs?: number;
  /** To one person: a message every `everyMs`, of which `burst` may come at once. */
  pair?: { everyMs: number; burst: number };
  /** Messages of the merchant's account, to all. */
  perSecond?: number;
}

/** Who is at the other end, as the vendor names them. None of it proves who somebody is, but for what the vendor vouches for. */
export interface ChannelAddress {
  /** Stable for the vendor: never a telephone number alone where the vendor has ids of its own. */
  userId: string;
  /** E.164, where the vendor tells and vouches for it. */
  phone?: string;
  /** As the customer is called there. */
  name?: string;
}

export interface MediaReference {
  kind: 'image' | 'voice';
  /** At the vendor. */
  id: string;
  mediaType: string;
  caption?: string;
}

/** Where somebody came from: kept on the conversation and on its orders. */
export interface Referral {
  source: 'ad' | 'post' | 'link';
  id?: string;
  url?: string;
  headline?: string;
  /** Of the vendor's advertisement, to report a sale to it. */
  clickId?: string;
  utm?: Readonly<Record<string, string>>;
}

export type InboundContent =
  /** Written, spoken as a caption, or the text of a button or row that was chosen. */
  | { type: 'text'; text: string }
  | { type: 'media'; media: MediaReference }
  /** A cart that was filled at the vendor: its prices are not believed. `sku`: a SKU, or the id of a variant that has none. */
  | { type: 'order'; items: readonly { sku: string; quantity: number }[]; text?: string }
  | { type: 'form'; token: string; values: Readonly<Record<string, unknown>> }
  /** A kind of message that cannot be read, such as `video`: the customer is told so. `text`: the words that came with it. */
  | { type: 'unsupported'; what: string; text?: string };

export type ChannelEvent =
  | {
      kind: 'message';
      from: ChannelAddress;
      messageId: string;
      /** UTC, milliseconds, as the vendor tells it. */
      at: number;
      content: InboundContent;
      /** The product that the message was written about, by SKU. */
      about?: string;
      referral?: Referral;
      /** Id of the message that it answers. */
      replyTo?: string;
    }
  | {
      kind: 'status';
      messageId: string;
      status: 'sent' | 'delivered' | 'read' | 'failed';
      at: number;
      /** What was sent along with the message. */
      correlation?: string;
      error?: SendError;
    }
  /** How the vendor rates the merchant's account; `tier`: people that it may write to first in a day, null where there is no limit. */
  | {
      kind: 'account';
      quality?: 'green' | 'red';
      tier?: number | null;
      /**
       * Something of the account that the merchant must see to, in the vendor's words. `stops`: nothing may be sent, or nobody may be
       * written to first, until then (UTC, milliseconds) or until it is over.
       */
      notice?: { what: string; stops?: 'all' | 'first'; until?: number };
      /** What it had told so holds no more. */
      over?: true;
    }
  /** The vendor looked at a template. `reason`: why it may not be used, in the vendor's words. */
  | {
      kind: 'template';
      name: string;
      language: string;
      status: ChannelTemplate['status'] | 'deleted';
      reason?: string;
      at: number;
    }
  | { kind: 'preference'; from: ChannelAddress; at: number; marketing: 'stop' | 'resume' }
  /** Somebody has another id or number now. `previous`: the user id before; `previousPhone` where only the number is told. */
  | { kind: 'identity'; previous: string; previousPhone?: string; current: ChannelAddress; at: number }
  /** What could not be read and concerns nobody we know: for the log, without anything personal. */
  | { kind: 'fault'; what: string }
  /** Somebody of the merchant's wrote from the vendor's own application: a person has taken over. */
  | { kind: 'echo'; to: ChannelAddress; messageId: string; text: string; at: number };

/** Bytes as they came: signatures are over them, not over what was parsed. */
export interface RawRequest {
  method: string;
  headers: Readonly<Record<string, string | undefined>>;
  query: Readonly<Record<string, string | undefined>>;
  body: Uint8Array;
}

/**
 * What to do after a send failed. `retry`: later, as it is. `never`: it can not be sent so. `template_needed`: the window is
 * closed. `suppress`: this person wants no such messages. `pause`: nobody gets any for now. `unknown`: it may have been sent,
 * and is looked for before it is sent again.
 */
export type SendErrorClass = 'retry' | 'never' | 'template_needed' | 'suppress' | 'pause' | 'unknown';

export interface SendError {
  class: SendErrorClass;
  /** The vendor's. */
  code: string;
  /** Without anything personal. */
  message: string;
  /** Not before, milliseconds from now. */
  retryAfterMs?: number;
  /** With each further failure in a row the time to wait is so many times longer; 2 where nothing is said. */
  growth?: number;
  /** What was to be fetched for it could not be: it may go without. */
  withoutMedia?: true;
}

export type SendOutcome = { ok: true; messageId: string } | { ok: false; error: SendError };

/** A message in the vendor's own form. */
export type VendorMessage = Readonly<Record<string, unknown>>;

export type ReplyForm = 'rich' | 'text';

/** What a reply asks for, where a channel may have something of its own to answer with: a form, or its catalogue. */
export type AskedFor = 'lead' | 'address' | 'product';

/** A message whose words the vendor has approved: it may be sent at any time, for what its category allows. */
export interface ChannelTemplate {
  name: string;
  /** As the vendor writes it, such as `en_US`. */
  language: string;
  category: 'marketing' | 'utility' | 'authentication';
  status: 'approved' | 'pending' | 'rejected' | 'paused' | 'disabled';
  /** Its words; `{{1}}`, `{{2}}` … in the body stand for what is filled in. */
  header?: string;
  body: string;
  footer?: string;
  /** Place of the button that copies a code, the first being 0. */
  couponAt?: number;
  /** Counts down to the end of an offer. */
  offer: boolean;
  /** Why it cannot be filled by the shop, such as a picture that it asks for. */
  unfillable?: string;
}

export interface TemplateFill {
  /** One for each place of the body. */
  body: readonly string[];
  coupon?: string;
  /** UTC, milliseconds. */
  offerEndsAt?: number;
}

/** The merchant's templates at the vendor. */
export interface ChannelTemplates {
  /** As they stand there now. @throws Error without anything personal */
  list(signal: AbortSignal): Promise<ChannelTemplate[]>;
  /** @throws RangeError where something is missing or longer than the vendor takes */
  message(template: ChannelTemplate, fill: TemplateFill): VendorMessage;
}

export type Verdict =
  | { ok: true }
  /** The vendor asks whether this is the right address: answered with this text. */
  | { ok: true; challenge: string }
  | { ok: false; reason: string };

/** A way to talk with customers that somebody else runs. */
export interface Channel {
  /** Such as `whatsapp`. */
  readonly name: string;
  /** The merchant's account there: message ids are unique in it. */
  readonly account: string;
  readonly capabilities: Capabilities;
  /** Signature and handshake, in constant time. Nothing of a request that fails it is read. */
  verify(request: RawRequest): Verdict;
  /** Everything in one delivery, in its order. @throws TypeError for what is not of this vendor */
  parse(body: Uint8Array): ChannelEvent[];
  /**
   * One reply as messages that fit: a carousel becomes a list, and a list numbered text, where the channel has no such thing.
   * Every fact of the reply stands in them as it was rendered; no words are added but labels that the vendor asks for, which
   * are phrases of the shop.
   * @param form `text`: without buttons and pictures, for when the vendor refused the richer form
   * @param conversationId to whom: forms are for one person
   * @param asks what the reply asks for; the question stands in its words in any case
   */
  render(reply: RenderedReply, form?: ReplyForm, conversationId?: string, asks?: AskedFor): VendorMessage[];
  /** The same words without what the vendor has to fetch. */
  bare?(message: VendorMessage): VendorMessage;
  /**
   * @param correlation told back by the vendor with the message's fate
   * @returns an outcome; never rejects
   */
  send(
    to: ChannelAddress,
    message: VendorMessage,
    correlation: string,
    signal: AbortSignal,
  ): Promise<SendOutcome>;
  /** Absent where there are none: then only free text can be sent. */
  readonly templates?: ChannelTemplates;
  /** Answers a form while it is filled in, as `text/plain`; absent where there are none. Nothing unsigned is read. */
  flow?(request: Pick<RawRequest, 'headers' | 'body'>): Promise<{ status: number; body: string }>;
  /** Shows that an answer is on its way, where there is such a thing. */
  acknowledge?(messageId: string): Promise<void>;
  /** The bytes of what somebody sent. @throws Error without anything personal */
  media?(reference: MediaReference, signal: AbortSignal): Promise<Uint8Array>;
}

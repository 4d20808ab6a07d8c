import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { phraseText } from '../../../grounding/phrases/phrases.ts';
import { defineGuard } from '../../../platform/guard.ts';
import type { RawRequest } from '../../channel.ts';
import { isSigned } from '../verify.ts';
import { type OpenedFlow, openFlow, UnreadableFlowError } from './crypto.ts';
import { FORMS, readForm } from './forms.ts';
import type { FlowGrant } from './token.ts';

const forged = defineGuard('whatsapp:flow-signature', 'Only what WhatsApp signed is answered by a form.');
const stale = defineGuard('whatsapp:flow-token', 'A form is filled in only by whom it was sent to, in time.');

export interface FlowEndpointOptions {
  /** The one that Meta is to use, and those before it. */
  privateKeys: readonly KeyObject[];
  appSecret: string;
  /** Whose token it is; undefined for one that is not valid, or no longer. */
  grantOf: (token: string) => Promise<FlowGrant | undefined> | FlowGrant | undefined;
  /** What a form is filled with when it opens. */
  prefill?: (grant: FlowGrant) => Promise<Readonly<Record<string, string>>>;
}

export interface FlowAnswer {
  /** 200; 421 asks for the public key to be read again, 427 says that the token is not valid, 432 that the signature is wrong. */
  status: 200 | 421 | 427 | 432;
  /** As `text/plain`. */
  body: string;
}

const Request = z.looseObject({
  action: z.string(),
  screen: z.string().optional().catch(undefined),
  flow_token: z.string().optional().catch(undefined),
  data: z.looseObject({}).optional().catch(undefined),
});
type Request = z.infer<typeof Request>;

/**
 * Answers the forms for an address and a lead while they are filled in
 * (https://developers.facebook.com/documentation/business-messaging/whatsapp/flows/guides/implementingyourflowendpoint). It checks what was
 * typed and changes nothing: the values come back with the customer's message, once, and in its order.
 */
export function createFlowEndpoint(options: FlowEndpointOptions) {
  return async (request: Pick<RawRequest, 'headers' | 'body'>): Promise<FlowAnswer> => {
    if (forged(!isSigned(request, options.appSecret))) return { status: 432, body: '' };
    let opened: OpenedFlow;
    try {
      opened = openFlow(request.body, options.privateKeys);
    } catch (error) {
      if (error instanceof UnreadableFlowError) return { status: 421, body: '' };
      throw error;
    }
    const read = Request.safeParse(opened.request);
    if (!read.success) return { status: 421, body: '' };
    const { status, answer } = await answerTo(read.data, options);
    return { status, body: opened.seal(answer) };
  };
}

interface Answered {
  status: 200 | 427;
  answer: object;
}
const ok = (answer: object): Answered => ({ status: 200, answer });

async function answerTo(request: Request, { grantOf, prefill }: FlowEndpointOptions): Promise<Answered> {
  const { action, data, flow_token: token = '' } = request;
  if (action === 'ping') return ok({ data: { status: 'active' } });
  if (data && 'error' in data) return ok({ data: { acknowledged: true } });
  const grant = await grantOf(token);
  if (stale(!grant)) return { status: 427, answer: { error_msg: phraseText('form_expired', 'en') } };
  const { form, language } = grant ?? { form: 'address', language: 'en' };
  const { screen } = FORMS[form];
  if (action !== 'data_exchange')
    return ok({
      screen,
      data: { init_values: (grant && (await prefill?.(grant))) ?? {}, error_messages: {} },
    });
  const filled = readForm(form, data);
  if (!filled.ok) {
    const message = phraseText('form_check', language);
    const error_messages = Object.fromEntries(filled.fields.map((field) => [field, message]));
    return ok({ screen, data: { init_values: {}, error_messages } });
  }
  const params = { flow_token: token, form, ...filled.values };
  return ok({ screen: 'SUCCESS', data: { extension_message_response: { params } } });
}

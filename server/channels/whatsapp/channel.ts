import type { Outbound } from '../../platform/http/outbound.ts';
import type { Channel } from '../channel.ts';
import { approvedTemplates } from './approved-templates.ts';
import { createFlowEndpoint, type FlowEndpointOptions } from './flows/endpoint.ts';
import { DEFAULT_API_URL, Graph } from './graph.ts';
import { CAPABILITIES } from './limits.ts';
import { download } from './media.ts';
import { bareMessage } from './messages.ts';
import { parse } from './parse.ts';
import { type RenderOptions, render } from './render.ts';
import { acknowledge, send } from './send.ts';
import { verify } from './verify.ts';

export interface WhatsAppConfig {
  /** Id of the business's phone number at Meta: not the number itself. */
  phoneNumberId: string;
  /** Whose templates are sent; absent: none are. */
  businessAccountId?: string | undefined;
  /** Of a system user, with `whatsapp_business_messaging`. */
  accessToken: string;
  /** Of the app: webhooks are signed with it. */
  appSecret: string;
  /** Chosen by the merchant and told to Meta with the webhook's address. */
  verifyToken: string;
  /** Up to and with the version; default `https://graph.facebook.com/v25.0`. */
  apiUrl?: string;
}

export interface WhatsAppDeps {
  config: WhatsAppConfig;
  outbound: Outbound;
  render?: RenderOptions;
  /** Where customers fill in forms. */
  flows?: Omit<FlowEndpointOptions, 'appSecret'>;
}

/** WhatsApp by Meta's Cloud API. */
export function createWhatsAppChannel({ config, outbound, render: options, flows }: WhatsAppDeps): Channel {
  const { phoneNumberId, accessToken, apiUrl = DEFAULT_API_URL } = config;
  const graph = new Graph({ outbound, apiUrl, accessToken });
  const sender = { graph, phoneNumberId };
  return {
    name: 'whatsapp',
    account: phoneNumberId,
    capabilities: CAPABILITIES,
    verify: (request) => verify(request, config),
    parse: (body) => parse(body, config),
    render: (reply, form, conversationId, asks) => render(reply, options, form, conversationId, asks),
    bare: bareMessage,
    send: (to, message, correlation, signal) => send(sender, to, message, correlation, signal),
    acknowledge: (messageId) => acknowledge(sender, messageId),
    media: (reference, signal) => download({ graph, outbound, accessToken, apiUrl }, reference, signal),
    ...(config.businessAccountId !== undefined && {
      templates: approvedTemplates(graph, config.businessAccountId),
    }),
    ...(flows && { flow: createFlowEndpoint({ ...flows, appSecret: config.appSecret }) }),
  };
}

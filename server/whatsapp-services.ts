import type { RegisteredChannel } from './channels/registry.ts';
import { createWhatsAppChannel, type WhatsAppDeps } from './channels/whatsapp/channel.ts';
import { flowToken, readFlowToken } from './channels/whatsapp/flows/token.ts';
import { keyedHash } from './commerce/secrets.ts';
import type { Config } from './config.ts';
import { readFlowIds, readFlowKey } from './flow-settings.ts';
import type { Clock } from './platform/clock.ts';
import type { Outbound } from './platform/http/outbound.ts';

/** A form may be filled in for so long: as long as free text may be answered. */
const FORM_MS = 24 * 3_600_000;

/** WhatsApp, where the settings name it. @param secret forms are told apart by it */
export function whatsAppOf(
  { config, outbound, clock }: { config: Config; outbound: Outbound; clock: Clock },
  secret: Buffer,
): RegisteredChannel[] {
  const { whatsappPhoneNumberId, whatsappAccessToken, whatsappAppSecret, whatsappVerifyToken } = config;
  if (!whatsappPhoneNumberId || !whatsappAccessToken || !whatsappAppSecret || !whatsappVerifyToken) return [];
  const channel = createWhatsAppChannel({
    outbound,
    config: {
      phoneNumberId: whatsappPhoneNumberId,
      accessToken: whatsappAccessToken,
      appSecret: whatsappAppSecret,
      verifyToken: whatsappVerifyToken,
      apiUrl: config.whatsappApiUrl,
    },
    ...formsOf(config, clock, secret),
  });
  return [{ channel, onUnknown: config.whatsappUnknownOutcome }];
}

function formsOf(
  { whatsappFlowKey, whatsappAddressFlows }: Config,
  clock: Clock,
  secret: Buffer,
): Pick<WhatsAppDeps, 'flows' | 'render'> {
  const privateKey = whatsappFlowKey === undefined ? undefined : readFlowKey(whatsappFlowKey);
  if (!privateKey) return {};
  const hash = keyedHash(secret, 'flow');
  const ids = readFlowIds(whatsappAddressFlows ?? '');
  return {
    flows: { privateKey, grantOf: (token) => readFlowToken(token, hash, clock.now()) },
    ...(ids && {
      render: {
        addressForm: {
          flowId: (language) => ids.get(language),
          token: (language, conversationId) =>
            flowToken({ form: 'address', language, conversationId, expiresAt: clock.now() + FORM_MS }, hash),
        },
      },
    }),
  };
}

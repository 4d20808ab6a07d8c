import type { Config } from './config.ts';
import { cartValues } from './config-handoff.ts';
import { createWebhook } from './connectors/webhooks/standard-webhook.ts';
import type { HandoffDeskDeps } from './conversation/handoff/desk.ts';
import type { HandoffTriggers } from './conversation/handoff/triggers.ts';
import { createCertifier } from './grounding/certificate.ts';
import { VERIFIER_VERSION } from './grounding/verify/verify.ts';
import type { Clock } from './platform/clock.ts';
import type { Outbound } from './platform/http/outbound.ts';
import type { ShopServices } from './shop-services.ts';

const WEBHOOK_LIMITS = { totalMs: 15_000, maxBodyBytes: 64 * 2 ** 10 };

/** Sends the events of the handover to the address in the settings; undefined where there is none. */
export function handoffWebhook(config: Config, outbound: Outbound, clock: Clock) {
  const { handoffWebhookUrl: url, handoffWebhookSecret: secret } = config;
  if (url === undefined || secret === undefined) return undefined;
  return createWebhook({ url, secret, fetch: outbound.with(WEBHOOK_LIMITS), clock });
}

export const handoffTriggers = (config: Config): HandoffTriggers => ({
  frustration: config.handoffFrustration,
  unanswered: config.handoffUnanswered,
  declinedPayments: config.handoffDeclinedPayments,
  failedCalls: config.handoffFailedCalls,
  cartValue: cartValues(config.handoffCartValue),
});

/** What every reply is certified with, whoever wrote it. */
export const certifier = (deps: {
  clock: Clock;
  services: Pick<ShopServices, 'keys'>;
  config: Config;
}): HandoffDeskDeps['certify'] =>
  createCertifier({
    clock: deps.clock,
    sign: (typ, claims) => deps.services.keys.sign(typ, claims),
    issuer: () => deps.config.publicUrl,
    verifier: VERIFIER_VERSION,
  });

import type { Notifier } from './commerce/notifier.ts';
import type { Config } from './config.ts';
import { type AttemptDeps, attempt } from './connectors/webhooks/attempt.ts';
import { alertDisabled, handleDisabledAlerts } from './connectors/webhooks/disabled-alert.ts';
import { WebhookDispatcher } from './connectors/webhooks/dispatcher.ts';
import { WebhookService } from './connectors/webhooks/service.ts';
import type { Clock } from './platform/clock.ts';
import type { Outbound } from './platform/http/outbound.ts';
import type { Ids } from './platform/ids.ts';
import type { Jobs } from './platform/jobs/port.ts';
import type { Store } from './platform/store/port.ts';
import type { ShopServices } from './shop-services.ts';

const LIMITS = { totalMs: 15_000, maxBodyBytes: 64 * 2 ** 10 };

export interface Webhooks {
  service: WebhookService;
  dispatcher: WebhookDispatcher;
}

/** Wires what brings events to the merchant's other systems. */
export function createWebhooks(deps: {
  store: Store;
  clock: Clock;
  ids: Ids;
  jobs: Jobs;
  notifier: Notifier;
  random?: (() => number) | undefined;
  outbound: Outbound;
  config: Pick<Config, 'outboundAllow' | 'merchantEmail'>;
  services: Pick<ShopServices, 'keys' | 'shop'>;
  onFault: (error: unknown) => void;
  /** Told in words what the merchant must see to. */
  onNotice: (text: string) => void;
}): Webhooks {
  const { store, clock, ids, jobs, random = Math.random, onFault, onNotice } = deps;
  const sending: AttemptDeps = {
    fetch: deps.outbound.with(LIMITS),
    clock,
    signBytes: (bytes) => deps.services.keys.signBytes(bytes),
  };
  handleDisabledAlerts({
    ...{ store, jobs, notifier: deps.notifier },
    merchantEmail: deps.config.merchantEmail,
    shop: () => deps.services.shop.get(),
  });
  const dispatcher = new WebhookDispatcher({
    ...{ store, clock, ids, random, onFault },
    send: (endpoint, event, signal) => attempt(sending, endpoint, event, signal),
    whenDisabled: (tx, endpoint) => alertDisabled(tx, jobs, endpoint),
    onDisabled: ({ _id }, because) =>
      onNotice(
        because === 'gone'
          ? `webhook endpoint ${_id} answered 410 Gone and gets no more events`
          : `webhook endpoint ${_id} has taken nothing for three days and gets no more events`,
      ),
  });
  const service = new WebhookService({
    ...{ store, clock, ids },
    outboundAllow: deps.config.outboundAllow,
    send: (endpoint, event) => attempt(sending, endpoint, event),
    changed: (endpointId) => dispatcher.reload(endpointId),
  });
  return { service, dispatcher };
}

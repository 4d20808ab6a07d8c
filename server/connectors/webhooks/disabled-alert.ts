import type { Notifier } from '../../commerce/notifier.ts';
import type { Jobs } from '../../platform/jobs/port.ts';
import type { Store, Transaction } from '../../platform/store/port.ts';
import { type WebhookEndpoint, webhookCursors, webhookEndpoints } from './model.ts';

const JOB = 'webhook.disabled';

/** Enqueues the email that tells the merchant, if `tx` commits. @param endpoint as it was stored when it was disabled */
export async function alertDisabled(
  tx: Transaction,
  jobs: Jobs,
  { _id, version }: Pick<WebhookEndpoint, '_id' | 'version'>,
): Promise<void> {
  await jobs.enqueue(tx, { kind: JOB, key: `${_id} ${version}`, payload: { endpointId: _id, version } });
}

export interface DisabledAlertDeps {
  store: Store;
  jobs: Jobs;
  notifier: Notifier;
  /** Where the email goes; absent: none is sent. */
  merchantEmail: string | undefined;
  shop: () => Promise<{ name: string; defaultLocale: string }>;
}

/** One email each time the server disables an endpoint, unless it was turned on again meanwhile. */
export function handleDisabledAlerts({
  store,
  jobs,
  notifier,
  merchantEmail,
  shop,
}: DisabledAlertDeps): void {
  jobs.handle(JOB, async ({ payload }) => {
    const endpoint = await store.get(webhookEndpoints, String(payload.endpointId));
    if (endpoint?.disabledBecause === undefined || merchantEmail === undefined) return;
    const { _id, url, disabledBecause } = endpoint;
    const cursor = await store.get(webhookCursors, _id);
    const { name, defaultLocale: locale } = await shop();
    await notifier.send({
      dedupeKey: `${JOB} ${_id} ${payload.version}`,
      to: { email: merchantEmail },
      locale,
      template: disabledBecause === 'gone' ? 'webhook_gone' : 'webhook_unreachable',
      values: {
        shop: name,
        // The rest of the address may hold a secret, and an email is read on many machines.
        webhook: `${_id} (${new URL(url).origin})`,
        ...(cursor?.lastError !== undefined && { reason: cursor.lastError }),
        command: `shopwright webhooks resume ${_id}`,
      },
    });
  });
}

/**
 * The fake as a process of its own, for tests that kill the shop:
 * `node test/fakes/stripe/main.ts --port 4010 --key sk_test_fake --ledger FILE --webhook URL --webhook-secret whsec_fake`.
 * Prints its address on one line when it listens; events that were not taken are sent again every second.
 */
import { parseArgs } from 'node:util';
import { systemClock } from '../../../server/platform/clock.ts';
import { startFakeStripe } from './server.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    key: { type: 'string', default: 'sk_test_fake' },
    ledger: { type: 'string' },
    webhook: { type: 'string' },
    'webhook-secret': { type: 'string', default: 'whsec_fake' },
  },
});
const fake = await startFakeStripe({
  clock: systemClock,
  secretKey: values.key,
  port: Number(values.port),
  ...(values.ledger !== undefined && { ledgerPath: values.ledger }),
});
if (values.webhook !== undefined) fake.target = { url: values.webhook, secret: values['webhook-secret'] };
let retrying = false;
const timer = setInterval(async () => {
  if (retrying) return;
  retrying = true;
  await fake.webhooks.retry();
  retrying = false;
}, 1000);
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    clearInterval(timer);
    void fake.close();
  });
}
process.stdout.write(`${fake.url}\n`);

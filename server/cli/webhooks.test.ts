import { afterAll, beforeAll, expect, test } from 'vitest';
import { Cli } from '../../test/fixtures/cli.ts';
import { type Receiver, startReceiver } from '../../test/fixtures/webhook-receiver.ts';

const TIMEOUT_MS = 60_000;

let cli: Cli;
let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
  cli = new Cli();
  await cli.serve([], { SHOPWRIGHT_OUTBOUND_ALLOW: '127.0.0.1' });
}, TIMEOUT_MS);
afterAll(async () => {
  await cli.close();
  await receiver.close();
});

const webhooks = (...args: string[]) => cli.run(['webhooks', ...args]);
const json = async <T>(...args: string[]): Promise<T> => {
  const { stdout, stderr } = await webhooks(...args, '--json');
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as T;
};

test(
  'an endpoint is added, tried, given a new secret, paused and deleted',
  async () => {
    expect((await webhooks('list')).stdout).toContain('There is no endpoint');
    const { id, secret } = await json<{ id: string; secret: string }>(
      'add',
      receiver.url,
      '--type',
      'product.*',
    );
    expect(secret).toMatch(/^whsec_/);
    expect((await webhooks('list')).stdout).toMatch(new RegExp(`${id}\\s+active\\s+0\\s+0\\s+product\\.\\*`));
    expect((await webhooks('test', id)).stdout).toMatch(/^Taken with 204/);
    expect(receiver.received.at(-1)?.event.type).toBe('webhook.test');
    const rotated = await webhooks('rotate', id, '--overlap', '0');
    expect(rotated.stdout).toMatch(/whsec_/);
    expect(rotated.stdout).not.toContain(secret);
    expect((await webhooks('pause', id)).stdout).toContain('Paused');
    expect((await webhooks('resume', id)).stdout).toContain('goes on');
    expect((await webhooks('deliveries', id)).stdout).toBe('There is none.\n');
    expect((await webhooks('replay', id, '--dead')).stdout).toBe('0 sent again.\n');
    expect((await webhooks('delete', id)).stdout).toBe('Deleted.\n');
  },
  TIMEOUT_MS,
);

test(
  'what is asked for wrongly is said in words',
  async () => {
    const wrong = await webhooks('replay', 'whe_none');
    expect({ code: wrong.code, stderr: wrong.stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--dead'),
    });
    const unknown = await webhooks('test', 'whe_none');
    expect({ code: unknown.code, stderr: unknown.stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no webhook endpoint'),
    });
    const types = await webhooks('add', receiver.url, '--type', 'order.sold');
    expect(types.stderr).toContain('order.sold');
  },
  TIMEOUT_MS,
);

/**
 * The load generator, a process of its own. It sends each client's requests in turn over one connection a client, and
 * tells over IPC how it went.
 */
import { percentile } from '../stats.ts';
import { WireClient } from './wire-client.ts';

export interface LoadOrder {
  port: number;
  ms: number;
  warmUpMs: number;
  /** The requests of each client, sent over and over; base64. */
  clients: readonly (readonly string[])[];
}

export interface LoadResult {
  calls: number;
  /** With those of the warm-up. */
  allCalls: number;
  seconds: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  /** Mean size of an answer's body. */
  bytes: number;
}

async function run(order: LoadOrder): Promise<LoadResult> {
  const clients = await Promise.all(order.clients.map(() => WireClient.open(order.port)));
  const times: number[] = [];
  let bytes = 0;
  const turn = order.clients.map(() => 0);
  const drive = async (index: number, until: number, keep: boolean): Promise<void> => {
    const requests = order.clients[index]!.map((text) => Buffer.from(text, 'base64'));
    for (let start = performance.now(); start < until; ) {
      const body = await clients[index]!.send(requests[turn[index]! % requests.length]!);
      turn[index]! += 1;
      const end = performance.now();
      if (body.includes('"isError":true') || body.includes('"error":{'))
        throw new Error(`a call failed: ${body.toString('utf8', 0, 1000)}`);
      if (keep) {
        times.push(end - start);
        bytes += body.length;
      }
      start = end;
    }
  };
  const all = (until: number, keep: boolean) =>
    Promise.all(order.clients.map((_, index) => drive(index, until, keep)));
  await all(performance.now() + order.warmUpMs, false);
  const start = performance.now();
  await all(start + order.ms, true);
  const seconds = (performance.now() - start) / 1000;
  for (const client of clients) client.close();
  return {
    calls: times.length,
    allCalls: turn.reduce((sum, count) => sum + count, 0),
    seconds,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    bytes: bytes / times.length,
  };
}

process.on('message', (order: LoadOrder) => {
  run(order).then(
    (result) => process.send!({ result }),
    (error: unknown) => process.send!({ error: error instanceof Error ? error.message : String(error) }),
  );
});

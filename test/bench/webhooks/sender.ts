/**
 * Sends webhooks at a steady rate, whatever the answers do, as a process of its own. A time is counted from the moment when
 * a request was due, so that a server that stands still is not asked less.
 */
import { Agent, request } from 'node:http';
import { queries } from '../http/requests.ts';
import { percentile } from '../stats.ts';
import { deliveries, type SignedDelivery } from './deliveries.ts';

export interface SendOrder {
  url: string;
  /** Requests a second. */
  rate: number;
  seconds: number;
  warmUpSeconds: number;
  people: number;
}

export interface SendResult {
  sent: number;
  /** Answers by their status; 0: none came. */
  answers: Record<number, number>;
  /** Milliseconds until the answer. */
  p50: number;
  p99: number;
  max: number;
  /** Milliseconds that a request left later than it was due, 99th percentile: how busy the sender itself was. */
  lateP99: number;
}

const CONNECTIONS = 256;

async function run(order: SendOrder): Promise<SendResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const phase = async (from: number, seconds: number) => {
    const texts = queries();
    const count = order.rate * seconds;
    const all = deliveries(count, { from, people: order.people, texts, at: Date.now() });
    const times = new Float64Array(count);
    const late = new Float64Array(count);
    const answers: Record<number, number> = {};
    const open: Promise<void>[] = [];
    const start = performance.now();
    for (let next = 0; next < count; ) {
      const due = start + (next * 1000) / order.rate;
      const now = performance.now();
      if (now < due) {
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - now)));
        continue;
      }
      const n = next++;
      late[n] = now - due;
      open.push(
        post(agent, order.url, all[n]!).then((status) => {
          times[n] = performance.now() - due;
          answers[status] = (answers[status] ?? 0) + 1;
        }),
      );
    }
    await Promise.all(open);
    return { times, late, answers, count };
  };
  await phase(0, order.warmUpSeconds);
  const { times, late, answers, count } = await phase(order.rate * order.warmUpSeconds, order.seconds);
  agent.destroy();
  return {
    sent: count,
    answers,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    max: times.reduce((most, time) => Math.max(most, time), 0),
    lateP99: percentile(late, 0.99),
  };
}

function post(agent: Agent, url: string, { body, signature }: SignedDelivery): Promise<number> {
  return new Promise((resolve) => {
    const sent = request(
      url,
      {
        agent,
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(body),
          'X-Hub-Signature-256': signature,
        },
      },
      (answer) => {
        answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
        answer.on('error', () => resolve(0));
      },
    );
    sent.on('error', () => resolve(0));
    sent.end(body);
  });
}

process.on('message', (order: SendOrder) => {
  run(order).then(
    (result) => process.send!({ result }),
    (error: unknown) => process.send!({ error: error instanceof Error ? error.message : String(error) }),
  );
});

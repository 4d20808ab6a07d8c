import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import type { JsonLog } from '../json-log.ts';
import type { Random } from '../random.ts';
import type { OutsideFact } from './facts.ts';

/** A system of the merchant's that webhooks are sent to: slow at times, wrong at times, and at times the line is cut. */
export function createHookReceiver(log: JsonLog<OutsideFact>, random: Random): Server {
  return createServer((req, res) => void take(req, res).catch(() => res.destroy()));

  async function take(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const body = await text(req);
    const { sequence, type, subject } = JSON.parse(body) as {
      sequence: number;
      type: string;
      subject: string;
    };
    const taken = !random.chance(0.05);
    // Written down before it is answered: an answer may be lost, what was taken is taken.
    log.write({ kind: 'webhook', id: String(req.headers['webhook-id']), sequence, type, subject, taken });
    if (random.chance(0.03)) await wait(random.between(50, 400));
    if (random.chance(0.02)) return void res.destroy();
    res.writeHead(taken ? 204 : 503).end();
  }
}

/**
 * Customers of the chat, a process of its own: each follows the replies of a conversation and writes the next message when the
 * last is answered. Tells over IPC how long the first byte of a reply took from the moment that the message was sent.
 */
import { Agent, type IncomingMessage, request } from 'node:http';
import { percentile, type Sample } from '../stats.ts';

export interface TalkOrder {
  port: number;
  ms: number;
  warmUpMs: number;
  talkers: number;
  texts: readonly string[];
}

/** Then another conversation is opened, outside of the time that counts. */
const MESSAGES_OF_A_CONVERSATION = 30;

class Talker {
  readonly #port: number;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  #id = '';
  #said = 0;
  #stream: IncomingMessage | undefined;
  #answered: (() => void) | undefined;

  constructor(port: number) {
    this.#port = port;
  }

  /** Milliseconds until the first byte of the reply. */
  async say(text: string): Promise<number> {
    if (this.#said % MESSAGES_OF_A_CONVERSATION === 0) await this.#open();
    this.#said += 1;
    const replied = new Promise<void>((resolve) => {
      this.#answered = resolve;
    });
    const start = performance.now();
    const [, ms] = await Promise.all([
      this.#post(`/${this.#id}/messages`, { text, message_id: String(this.#said) }),
      replied.then(() => performance.now() - start),
    ]);
    return ms;
  }

  close(): void {
    this.#stream?.destroy();
    this.#agent.destroy();
  }

  async #open(): Promise<void> {
    this.#stream?.destroy();
    const { conversation_id: id } = (await this.#post('', {})) as { conversation_id: string };
    this.#id = id;
    this.#stream = await new Promise<IncomingMessage>((resolve, reject) =>
      request({ port: this.#port, path: `/v1/conversations/${id}/events` }, resolve)
        .on('error', reject)
        .end(),
    );
    this.#stream.on('data', (chunk: Buffer) => chunk.includes('event: reply') && this.#answered?.());
    this.#stream.on('error', () => {});
  }

  #post(path: string, body: object): Promise<unknown> {
    const bytes = JSON.stringify(body);
    const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(bytes) };
    const options = {
      port: this.#port,
      path: `/v1/conversations${path}`,
      method: 'POST',
      agent: this.#agent,
      headers,
    };
    return new Promise((resolve, reject) => {
      const sent = request(options, (res) => {
        let text = '';
        res.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        res.on('end', () =>
          res.statusCode! < 300 ? resolve(JSON.parse(text)) : reject(new Error(`${res.statusCode}: ${text}`)),
        );
      });
      sent.on('error', reject).end(bytes);
    });
  }
}

async function run(order: TalkOrder): Promise<Sample & { turns: number }> {
  const talkers = Array.from({ length: order.talkers }, () => new Talker(order.port));
  const times: number[] = [];
  let turns = 0;
  const drive = async (until: number, keep: boolean): Promise<void> => {
    await Promise.all(
      talkers.map(async (talker) => {
        while (performance.now() < until) {
          const ms = await talker.say(order.texts[turns++ % order.texts.length]!);
          if (keep) times.push(ms);
        }
      }),
    );
  };
  await drive(performance.now() + order.warmUpMs, false);
  const start = performance.now();
  await drive(start + order.ms, true);
  const seconds = (performance.now() - start) / 1000;
  for (const talker of talkers) talker.close();
  return { rate: times.length / seconds, p50: percentile(times, 0.5), p99: percentile(times, 0.99), turns };
}

process.on('message', (order: TalkOrder) => {
  run(order).then(
    (result) => process.send!({ result }),
    (error: unknown) => process.send!({ error: error instanceof Error ? error.message : String(error) }),
  );
});

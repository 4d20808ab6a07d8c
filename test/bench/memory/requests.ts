import { Random } from '../../crash/random.ts';
import { encodeCall } from '../http/requests.ts';
import type { Pipeline, WireAnswer } from './pipeline.ts';

const SYLLABLES = 'ba co di fu ga ko le mi no pu ra se ti vo xa zu'.split(' ');
const KEPT_SESSIONS = 3_000;

/** What all connections share: what the shop told so far, and how many of the requests are still to be sent. */
export interface World {
  port: number;
  adminKey: string;
  variants: readonly string[];
  words: readonly string[];
  sessions: string[];
  left: number;
  /** Answers by status; 0 stands for a connection that the server closed. */
  statuses: Map<number, number>;
}

/** One client after another, all over one connection: each kind of request that a shop on the open net gets. */
export class Client {
  readonly random: Random;
  readonly world: World;
  readonly #pipeline: Pipeline;

  constructor(world: World, pipeline: Pipeline, ...seed: readonly number[]) {
    this.world = world;
    this.#pipeline = pipeline;
    this.random = new Random(...seed);
  }

  /** Undefined when the connection was closed, or when all requests have been sent. */
  async send(request: Buffer): Promise<WireAnswer | undefined> {
    const { world } = this;
    if (world.left <= 0) return undefined;
    world.left -= 1;
    const answer = await this.#pipeline.send(request);
    const status = answer?.status ?? 0;
    world.statuses.set(status, (world.statuses.get(status) ?? 0) + 1);
    return answer;
  }

  /** A tool over REST or either revision of MCP, as chance has it; answers its output when it went well. */
  async tool(name: string, args: object): Promise<Record<string, unknown> | undefined> {
    const way = this.random.weighted({ rest: 50, '2026-07-28': 35, '2025-11-25': 15 });
    if (way === 'rest') {
      const answer = await this.send(this.http('POST', `/v1/tools/${name}`, JSON.stringify(args)));
      return answer?.status === 200 ? this.#learn(answer.body) : undefined;
    }
    const call = encodeCall(this.world.port, way, name, args).toString('latin1');
    const answer = await this.send(
      Buffer.from(call.replace('\r\n', `\r\nX-Forwarded-For: ${this.address()}\r\n`), 'latin1'),
    );
    const text = answer?.body.toString();
    if (!text?.includes('"structuredContent"')) return undefined;
    return this.#learn(text);
  }

  http(method: string, path: string, body?: string, headers: readonly string[] = []): Buffer {
    const head = [
      `${method} ${path} HTTP/1.1`,
      `Host: 127.0.0.1:${this.world.port}`,
      `X-Forwarded-For: ${this.address()}`,
      ...(body === undefined ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]),
      ...(body === undefined || headers.some((line) => /^content-type:/i.test(line))
        ? []
        : ['Content-Type: application/json']),
      ...headers,
    ];
    return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body ?? ''}`);
  }

  admin(method: string, path: string, body?: object): Buffer {
    const key = `Authorization: Bearer ${this.world.adminKey}`;
    return this.http(method, `/admin/v1${path}`, body && JSON.stringify(body), [key]);
  }

  /** Few come back, most are seen once. */
  address(): string {
    const { random } = this;
    if (random.chance(0.3)) return `198.51.100.${random.between(1, 254)}`;
    if (random.chance(0.3))
      return `2001:db8:${random.between(0, 65_535).toString(16)}:${random.between(0, 65_535).toString(16)}::1`;
    return [10, random.between(0, 255), random.between(0, 255), random.between(1, 254)].join('.');
  }

  session(): { session_id?: string } {
    const { sessions } = this.world;
    return sessions.length === 0 || this.random.chance(0.35)
      ? {}
      : { session_id: this.random.pick(sessions) };
  }

  variant(): string {
    return this.random.pick(this.world.variants);
  }

  /** A word that nobody has typed before. */
  newWord(): string {
    const length = this.random.between(2, 6);
    return Array.from({ length }, () => this.random.pick(SYLLABLES)).join('') + this.random.between(0, 9999);
  }

  text(words: number): string {
    const { random } = this;
    return Array.from({ length: words }, () =>
      random.chance(0.3) ? this.newWord() : random.pick(this.world.words),
    ).join(' ');
  }

  #learn(body: Buffer | string): Record<string, unknown> | undefined {
    const parsed = JSON.parse(body.toString()) as Record<string, unknown>;
    const result = parsed.result as { structuredContent?: Record<string, unknown> } | undefined;
    const output = result?.structuredContent ?? parsed;
    const { sessions } = this.world;
    if (typeof output.session_id === 'string') {
      if (sessions.length < KEPT_SESSIONS) sessions.push(output.session_id);
      else sessions[this.random.between(0, KEPT_SESSIONS - 1)] = output.session_id;
    }
    return output;
  }
}

import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { ReplyView } from '../surfaces/chat/shapes.ts';
import { plain } from './chat-text.ts';
import { CliError } from './errors.ts';

export interface OpenChat {
  market?: string | undefined;
  locale?: string | undefined;
}

const TRIES = 5;
const RETRY_MS = 1_000;

/** A conversation with a running shop, over `/v1/conversations`. */
export class ChatClient {
  readonly id: string;
  readonly #url: string;
  readonly #signal: AbortSignal;
  #last = 0;

  private constructor(url: string, id: string, signal: AbortSignal) {
    this.#url = url.replace(/\/$/, '');
    this.id = id;
    this.#signal = signal;
  }

  /** @throws CliError when nothing answers there, or with the server's own words */
  static async open(url: string, options: OpenChat, signal: AbortSignal): Promise<ChatClient> {
    const client = new ChatClient(url, '', signal);
    const { conversation_id } = (await client.#ask('POST', '', options)) as { conversation_id: string };
    return new ChatClient(url, conversation_id, signal);
  }

  /**
   * Goes on with a conversation, after what was said in it.
   * @throws CliError as `open`
   */
  static async resume(url: string, id: string, signal: AbortSignal): Promise<ChatClient> {
    const client = new ChatClient(url, id, signal);
    const response = await client.#fetch(`/${encodeURIComponent(id)}/messages`, {});
    const { replies } = (await response.json()) as { replies: ReplyView[] };
    client.#last = replies.at(-1)?.sequence ?? 0;
    return client;
  }

  /** Settles when the message is stored. Sent again where it may have been lost; it is answered once. */
  async post(text: string): Promise<{ heldByPerson: boolean }> {
    const body = { text, message_id: randomUUID() };
    for (let tries = 1; ; tries++) {
      try {
        const answer = (await this.#ask('POST', `/${this.id}/messages`, body)) as { held_by: string };
        return { heldByPerson: answer.held_by === 'person' };
      } catch (error) {
        if (tries === TRIES || !(error instanceof PassingError)) throw error;
        await wait(RETRY_MS, undefined, { signal: this.#signal });
      }
    }
  }

  /** Replies as they come, each once; takes the stream up again where it broke. Ends when the signal is aborted. */
  async *replies(): AsyncGenerator<ReplyView> {
    while (!this.#signal.aborted) {
      try {
        yield* this.#stream();
      } catch (error) {
        if (this.#signal.aborted) return;
        if (!(error instanceof PassingError)) throw error;
      }
      await wait(RETRY_MS, undefined, { signal: this.#signal }).catch(() => {});
    }
  }

  async *#stream(): AsyncGenerator<ReplyView> {
    const response = await this.#fetch(`/${this.id}/events`, {
      headers: { Accept: 'text/event-stream', 'Last-Event-ID': String(this.#last) },
    });
    const lines = createInterface({ input: Readable.fromWeb(response.body! as never) });
    try {
      for await (const line of lines) {
        if (!line.startsWith('data: ')) continue;
        const reply = JSON.parse(line.slice('data: '.length)) as ReplyView;
        this.#last = reply.sequence;
        yield reply;
      }
    } catch (error) {
      throw new PassingError(String(error));
    } finally {
      lines.close();
    }
  }

  async #ask(method: string, path: string, body: object): Promise<unknown> {
    const headers = { 'Content-Type': 'application/json' };
    const response = await this.#fetch(path, { method, headers, body: JSON.stringify(body) });
    return response.json();
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    let response: Response;
    try {
      response = await fetch(`${this.#url}/v1/conversations${path}`, { ...init, signal: this.#signal });
    } catch {
      this.#signal.throwIfAborted();
      throw new PassingError(
        `Nothing answers at ${this.#url}. Is the server running? Start it: shopwright serve`,
      );
    }
    if (response.ok) return response;
    const problem = (await response.json().catch(() => ({}))) as { detail?: string };
    const said = plain(problem.detail ?? `HTTP ${response.status}`);
    if (response.status >= 500 || response.status === 429) throw new PassingError(said);
    throw new CliError(`The shop at ${this.#url} refused: ${said}`);
  }
}

/** What may be gone when it is tried again. */
class PassingError extends CliError {}

import type { Clock } from '../../server/platform/clock.ts';
import type {
  Case,
  Conversation,
  CustomerTurn,
  ObservedMessage,
  ObservedToolCall,
  Target,
} from '../contract.ts';
import { ask, askJson, excerpt } from './ask.ts';
import type { HttpTarget } from './config.ts';
import { TargetError } from './error.ts';
import { events } from './event-stream.ts';
import { findAll, findNumber, findOne, findText } from './json-path.ts';
import { fill, fillText, type Slots } from './template.ts';

export interface HttpDeps {
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  /** Makes an id for each conversation. */
  readonly newId: () => string;
}

/** Any chatbot behind HTTP: what it is sent and where its reply stands is a mapping. */
export function httpTarget(name: string, config: HttpTarget, deps: HttpDeps): Target {
  return {
    name,
    capabilities: { changes: false, faults: false, scriptedModel: false, shop: false },
    open: async (theCase, _shop, signal) => {
      const id = await conversationId(config, theCase, deps, signal);
      return new HttpConversation(config, theCase, deps, id);
    },
    close: async () => {},
  };
}

async function conversationId(
  { open }: HttpTarget,
  theCase: Case,
  deps: HttpDeps,
  signal: AbortSignal,
): Promise<string> {
  const own = deps.newId();
  if (!open) return own;
  const answer = await askJson(deps, ...requestOf(open, slotsOf(theCase, own), signal));
  const found = findText(open.conversation, answer);
  if (found !== undefined) return found;
  throw new TargetError(
    'protocol',
    `no conversation at ${open.conversation} in ${excerpt(JSON.stringify(answer))}`,
  );
}

const slotsOf = (theCase: Case, conversation: string): Slots => ({
  conversation,
  case: theCase.id,
  language: theCase.language,
  locale: theCase.locale ?? theCase.language,
  market: theCase.market,
});

function requestOf(
  { url, method, headers, body }: Pick<HttpTarget, 'url' | 'method' | 'headers' | 'body'>,
  slots: Slots,
  signal: AbortSignal,
): [string, RequestInit & { signal: AbortSignal }] {
  const given = Object.fromEntries(
    Object.entries(headers).map(([key, value]) => [key, fillText(value, slots)]),
  );
  const safe = Object.fromEntries(
    Object.entries(slots).map(([key, value]) => [key, encodeURIComponent(String(value ?? ''))]),
  );
  const sent = method === 'GET' ? {} : { body: JSON.stringify(fill(body ?? DEFAULT_BODY, slots)) };
  return [
    fillText(url, safe),
    { method, headers: { 'Content-Type': 'application/json', ...given }, signal, ...sent },
  ];
}

const DEFAULT_BODY = { message: '{{text}}', conversation_id: '{{conversation}}' };

class HttpConversation implements Conversation {
  readonly #config: HttpTarget;
  readonly #case: Case;
  readonly #deps: HttpDeps;
  /** Of the conversation, and of the other one that a case may hold beside it. */
  readonly #ids: [string, string];
  readonly #talks: [Line[], Line[]] = [[], []];
  readonly #calls: ObservedToolCall[] = [];
  #usage = { inputTokens: 0, outputTokens: 0, microdollars: 0 };
  #usageTold = false;

  constructor(config: HttpTarget, theCase: Case, deps: HttpDeps, id: string) {
    this.#config = config;
    this.#case = theCase;
    this.#deps = deps;
    this.#ids = [id, deps.newId()];
  }

  async say(
    { text, another }: CustomerTurn,
    number: number,
    signal: AbortSignal,
  ): Promise<ObservedMessage[]> {
    const which = another ? 1 : 0;
    const talk = this.#talks[which];
    talk.push({ role: 'user', content: text });
    const slots = {
      ...slotsOf(this.#case, this.#ids[which]),
      text,
      turn: number,
      message_id: `${this.#ids[which]}-${number}`,
      messages: talk,
      history: talk.slice(0, -1),
    };
    const started = performance.now();
    const request = requestOf(this.#config, slots, signal);
    const reply = this.#config.stream
      ? await this.#streamed(request, started)
      : await this.#whole(request, which, number);
    talk.push({ role: 'assistant', content: reply.text });
    return [
      {
        role: 'assistant',
        ...reply,
        turn: number,
        at: this.#deps.clock.now(),
        latencyMs: Math.round(performance.now() - started),
        ...(another && { another: true }),
      },
    ];
  }

  async #whole(request: Request, which: number, turn: number): Promise<Pick<ObservedMessage, 'text'>> {
    const answer = await askJson(this.#deps, ...request);
    const { reply } = this.#config;
    const failed = findOne(reply.error, answer);
    if (failed !== undefined && failed !== null)
      throw new TargetError(
        'http',
        `the chatbot reports: ${excerpt(typeof failed === 'string' ? failed : JSON.stringify(failed))}`,
      );
    this.#ids[which] = findText(reply.conversation ?? '$.__none', answer) ?? this.#ids[which]!;
    this.#note(answer, turn);
    const text = findText(reply.text, answer);
    if (text !== undefined) return { text };
    throw new TargetError('protocol', `no text at ${reply.text} in ${excerpt(JSON.stringify(answer))}`);
  }

  #note(answer: unknown, turn: number): void {
    const { reply } = this.#config;
    for (const call of reply.tool_calls === undefined ? [] : findAll(reply.tool_calls, answer)) {
      this.#calls.push({
        id: `call-${this.#calls.length + 1}`,
        tool: findText(reply.tool_name, call) ?? 'unknown',
        arguments: argumentsOf(findOne(reply.tool_arguments, call)),
        ok: true,
        turn,
      });
    }
    const [input, output, cost] = [reply.input_tokens, reply.output_tokens, reply.cost_usd].map((path) =>
      findNumber(path, answer),
    );
    this.#usageTold ||= input !== undefined || output !== undefined || cost !== undefined;
    this.#usage = {
      inputTokens: this.#usage.inputTokens + (input ?? 0),
      outputTokens: this.#usage.outputTokens + (output ?? 0),
      microdollars: this.#usage.microdollars + Math.round((cost ?? 0) * 1e6),
    };
  }

  async #streamed(
    [url, init]: Request,
    started: number,
  ): Promise<Pick<ObservedMessage, 'text' | 'chunks' | 'firstByteMs'>> {
    const { stream } = this.#config;
    const { event: wanted, delta, done, plain } = stream!;
    const headers = { Accept: 'text/event-stream', ...(init.headers as Record<string, string>) };
    const response = await ask(this.#deps, url, { ...init, headers });
    const chunks: string[] = [];
    let firstByteMs: number | undefined;
    let other = '';
    for await (const { event, data } of events(response)) {
      if (data.trim() === done) break;
      if (wanted !== undefined && event !== wanted) continue;
      const text = plain ? data : findText(delta, json(data), '');
      if (text === undefined) {
        other ||= data;
        continue;
      }
      firstByteMs ??= Math.round(performance.now() - started);
      chunks.push(text);
    }
    if (chunks.length === 0)
      throw new TargetError(
        'protocol',
        `no event of the stream has a text at ${delta}${other ? `; the first one is ${excerpt(other)}` : ''}`,
      );
    return { text: chunks.join(''), chunks, ...(firstByteMs !== undefined && { firstByteMs }) };
  }

  async finish() {
    const { reply } = this.#config;
    return {
      conversationId: this.#ids[0],
      ...(reply.tool_calls !== undefined && { toolCalls: this.#calls }),
      ...(this.#usageTold && { usage: this.#usage }),
    };
  }

  async close(): Promise<void> {}
}

type Request = [string, RequestInit & { signal: AbortSignal }];
interface Line {
  readonly role: 'user' | 'assistant';
  readonly content: string;
}

/** @throws TargetError `protocol` */
function json(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    throw new TargetError('protocol', `an event of the stream is no JSON: ${excerpt(data)}`);
  }
}

function argumentsOf(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  if (typeof value !== 'string') return {};
  try {
    return argumentsOf(JSON.parse(value));
  } catch {
    return { text: value };
  }
}

import {
  dynamicTool,
  generateText,
  isStepCount,
  jsonSchema,
  type LanguageModel,
  type ModelMessage,
  type ToolSet,
} from 'ai';
import type { Clock } from '../../server/platform/clock.ts';
import type { Conversation, CustomerTurn, ObservedMessage, ObservedToolCall, Target } from '../contract.ts';
import { costOf, type ModelPrices } from '../model.ts';
import { TargetError } from './error.ts';

/** Where the tools of a shop are. */
export interface ToolSource {
  list(signal: AbortSignal): Promise<readonly { name: string; description: string; inputSchema: object }[]>;
  call(
    name: string,
    args: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ): Promise<{ ok: boolean; result: unknown }>;
  close(): Promise<void>;
}

export interface ToolLoopOptions extends ModelPrices {
  readonly model: LanguageModel;
  readonly tools: ToolSource;
  readonly system: string;
  readonly steps: number;
  readonly clock: Clock;
}

/** A model behind an OpenAI-compatible endpoint that answers with the shop's tools: what an assistant of today does, unguarded. */
export function toolLoopTarget(name: string, options: ToolLoopOptions): Target {
  return {
    name,
    capabilities: { changes: false, faults: false, scriptedModel: false, shop: false },
    open: async (_case, _shop, signal) => new LoopConversation(options, await options.tools.list(signal)),
    close: () => options.tools.close(),
  };
}

class LoopConversation implements Conversation {
  readonly #options: ToolLoopOptions;
  readonly #offered: Awaited<ReturnType<ToolSource['list']>>;
  readonly #talks: [ModelMessage[], ModelMessage[]] = [[], []];
  readonly #calls: ObservedToolCall[] = [];
  readonly #usage = { inputTokens: 0, outputTokens: 0 };

  constructor(options: ToolLoopOptions, offered: Awaited<ReturnType<ToolSource['list']>>) {
    this.#options = options;
    this.#offered = offered;
  }

  async say(
    { text, another }: CustomerTurn,
    turn: number,
    abortSignal: AbortSignal,
  ): Promise<ObservedMessage[]> {
    const { model, system, steps, clock } = this.#options;
    const talk = this.#talks[another ? 1 : 0];
    talk.push({ role: 'user', content: text });
    const started = performance.now();
    const result = await generateText({
      model,
      instructions: system,
      messages: talk,
      tools: this.#tools(turn, abortSignal),
      stopWhen: isStepCount(steps),
      maxRetries: 1,
      abortSignal,
    }).catch((error: unknown) => {
      abortSignal.throwIfAborted();
      throw new TargetError(...faultOf(error));
    });
    talk.push(...result.response.messages);
    const used = result.totalUsage ?? result.usage;
    this.#usage.inputTokens += used.inputTokens ?? 0;
    this.#usage.outputTokens += used.outputTokens ?? 0;
    const latencyMs = Math.round(performance.now() - started);
    return [
      {
        role: 'assistant',
        text: result.text,
        turn,
        at: clock.now(),
        latencyMs,
        ...(another && { another: true }),
      },
    ];
  }

  #tools(turn: number, signal: AbortSignal): ToolSet {
    return Object.fromEntries(
      this.#offered.map(({ name, description, inputSchema }) => [
        name,
        dynamicTool({
          description,
          inputSchema: jsonSchema(inputSchema),
          execute: async (given) => {
            const args = (given ?? {}) as Record<string, unknown>;
            const { ok, result } = await this.#options.tools.call(name, args, signal);
            this.#calls.push({
              id: `call-${this.#calls.length + 1}`,
              tool: name,
              arguments: args,
              ok,
              result,
              turn,
            });
            return result;
          },
        }),
      ]),
    );
  }

  async finish() {
    return {
      toolCalls: this.#calls,
      usage: { ...this.#usage, microdollars: costOf(this.#options, this.#usage) },
    };
  }

  async close(): Promise<void> {}
}

function faultOf(error: unknown): ['unreachable' | 'http' | 'protocol', string] {
  const last = (error as { lastError?: unknown }).lastError ?? error;
  const { statusCode, message, cause } = last as {
    statusCode?: number;
    message?: string;
    cause?: { code?: string };
  };
  if (statusCode !== undefined) return ['http', `the model answered HTTP ${statusCode}: ${message ?? ''}`];
  if (/connect|fetch failed|ECONNREFUSED/i.test(`${message} ${cause?.code}`))
    return ['unreachable', `The model cannot be reached: ${message}`];
  return ['protocol', `the model's answer cannot be read: ${message ?? String(error)}`];
}

import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Case, Conversation, CustomerTurn, Observation, ObservedMessage, Target } from '../contract.ts';
import { SuiteError } from '../error.ts';
import { TargetError } from './error.ts';

/** One conversation a line. `case` names the case that it answers; messages are in order. */
export const TranscriptLine = z.object({
  case: z.string(),
  messages: z
    .array(
      z.object({
        role: z.enum(['customer', 'user', 'assistant', 'person']),
        text: z.string().optional(),
        content: z.string().optional(),
        at: z.number().optional(),
        latency_ms: z.number().optional(),
      }),
    )
    .min(1),
  tool_calls: z
    .array(
      z.object({
        tool: z.string(),
        arguments: z.record(z.string(), z.unknown()).optional(),
        ok: z.boolean().default(true),
        turn: z.int().positive().default(1),
        result: z.unknown().optional(),
      }),
    )
    .optional(),
  state: z.record(z.string(), z.unknown()).optional(),
  usage: z
    .object({
      input_tokens: z.number().optional(),
      output_tokens: z.number().optional(),
      usd: z.number().optional(),
    })
    .optional(),
});
export type TranscriptLine = z.infer<typeof TranscriptLine>;

/**
 * Conversations that were held before, in JSON Lines: graded, asked nothing. The same case may stand there several times; each try
 * takes the next one.
 * @throws SuiteError that names the lines that are wrong
 */
export async function transcriptTarget(name: string, file: string): Promise<Target> {
  const byCase = Map.groupBy(await read(file), (one) => one.case);
  return {
    name,
    capabilities: { changes: true, faults: true, scriptedModel: true, shop: false },
    open: async (theCase) => {
      const line = byCase.get(theCase.id)?.shift();
      if (!line)
        throw new TargetError('unsupported', `${file} has no conversation for the case ${theCase.id}`);
      return new Replay(line, theCase);
    },
    close: async () => {},
  };
}

async function read(file: string): Promise<TranscriptLine[]> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new SuiteError(`There are no transcripts at ${file}.`);
  });
  const problems: string[] = [];
  const lines = text.split(/\r?\n/).flatMap((raw, index): TranscriptLine[] => {
    if (raw.trim() === '') return [];
    try {
      const result = TranscriptLine.safeParse(JSON.parse(raw));
      if (result.success) return [result.data];
      const issue = result.error.issues[0]!;
      problems.push(`${file}:${index + 1}: ${issue.path.join('.')}: ${issue.message}`);
    } catch (error) {
      problems.push(`${file}:${index + 1}: no JSON: ${(error as Error).message}`);
    }
    return [];
  });
  if (problems.length > 0) throw new SuiteError(problems);
  return lines;
}

class Replay implements Conversation {
  readonly #line: TranscriptLine;
  /** Replies of each turn of the customer's. */
  readonly #replies: ObservedMessage[][] = [];
  constructor(line: TranscriptLine, { now = 0 }: Case) {
    this.#line = line;
    for (const { role, text, content, at, latency_ms } of line.messages) {
      if (role === 'customer' || role === 'user') this.#replies.push([]);
      else
        (this.#replies.at(-1) ?? this.#first()).push({
          role,
          text: text ?? content ?? '',
          turn: Math.max(1, this.#replies.length),
          at: at ?? now,
          ...(latency_ms !== undefined && { latencyMs: latency_ms }),
        });
    }
  }

  #first(): ObservedMessage[] {
    const list: ObservedMessage[] = [];
    this.#replies.push(list);
    return list;
  }

  async say(_turn: CustomerTurn, number: number): Promise<readonly ObservedMessage[]> {
    const replies = this.#replies[number - 1];
    if (replies) return replies;
    throw new TargetError('protocol', `the transcript ends before turn ${number}`);
  }

  async finish(): Promise<Pick<Observation, 'toolCalls' | 'state' | 'usage'>> {
    const { tool_calls, state, usage } = this.#line;
    return {
      ...(tool_calls && {
        toolCalls: tool_calls.map((call, index) => ({ ...call, id: `call-${index + 1}` })) as never,
      }),
      ...(state && { state }),
      ...(usage && {
        usage: {
          ...(usage.input_tokens !== undefined && { inputTokens: usage.input_tokens }),
          ...(usage.output_tokens !== undefined && { outputTokens: usage.output_tokens }),
          ...(usage.usd !== undefined && { microdollars: Math.round(usage.usd * 1e6) }),
        },
      }),
    };
  }

  async close(): Promise<void> {}
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { type Heard, type Hearing, transcribe } from './transcriptions.ts';

/** A picture of a kind that the service reads, by its first bytes, under the media type that it has. */
function isPicture(url: string): boolean {
  const [, type, base64] = /^data:image\/(png|jpeg|webp|gif);base64,([A-Za-z0-9+/]+={0,2})$/.exec(url) ?? [];
  const head = Buffer.from((base64 ?? '').slice(0, 24), 'base64').toString('latin1');
  const is = { png: '\x89PNG', jpeg: '\xff\xd8\xff', webp: 'RIFF', gif: 'GIF8' };
  return type !== undefined && head.startsWith(is[type as keyof typeof is]);
}

/**
 * OpenAI's chat completions as its reference describes them (https://platform.openai.com/docs/api-reference/chat): a request that the
 * real service would refuse is refused here too. What the model says is scripted.
 */
const ToolCall = z.object({
  id: z.string().min(1),
  type: z.literal('function'),
  function: z.object({ name: z.string().regex(/^[\w-]{1,64}$/), arguments: z.string() }),
});
const Part = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string().min(1) }),
  z.strictObject({
    type: z.literal('image_url'),
    image_url: z.strictObject({
      url: z.string().refine(isPicture, 'You uploaded an unsupported image.'),
      detail: z.enum(['auto', 'low', 'high']).optional(),
    }),
  }),
]);
const Message = z.discriminatedUnion('role', [
  z.object({ role: z.enum(['system', 'developer']), content: z.string() }),
  z.object({ role: z.literal('user'), content: z.union([z.string(), z.array(Part).min(1)]) }),
  z.object({
    role: z.literal('assistant'),
    content: z.string().nullish(),
    tool_calls: z.array(ToolCall).min(1).optional(),
  }),
  z.object({ role: z.literal('tool'), tool_call_id: z.string(), content: z.string() }),
]);
const Request = z.object({
  model: z.string(),
  messages: z.array(Message).min(1),
  tools: z
    .array(
      z.object({
        type: z.literal('function'),
        function: z.object({
          name: z.string().regex(/^[\w-]{1,64}$/),
          description: z.string().optional(),
          parameters: z.object({ type: z.literal('object') }).loose(),
        }),
      }),
    )
    .max(128)
    .optional(),
  tool_choice: z.unknown().optional(),
  stream: z.literal(false).optional(),
});
export type ChatRequest = z.infer<typeof Request>;

/** What the model does next. */
export type Script =
  | { calls: { name: string; args: unknown }[]; text?: string }
  /** Arguments as they stand, valid JSON or not. */
  | { rawCalls: { name: string; arguments: string }[] }
  | { text: string }
  | { status: number; retryAfter?: number }
  | { body: string }
  /** Answers nothing until the client gives up. */
  | { silent: true }
  | { hangUp: true };

export interface Usage {
  prompt_tokens: number;
  completion_tokens: number;
}

export interface FakeOpenAi {
  url: string;
  /** Asked once a request; the request tells what the model has seen. */
  script: (request: ChatRequest) => Script;
  requests: ChatRequest[];
  /** Tokens as the answer tells them; absent: always the same few. */
  usage?: (
    request: ChatRequest,
    calls: readonly { name: string; arguments: string }[],
    text: string,
  ) => Usage;
  /** The same for voice notes. */
  hears: (file: Heard) => Hearing;
  heard: Heard[];
  close(): Promise<void>;
}

export async function startFakeOpenAi(key = 'sk-test'): Promise<FakeOpenAi> {
  const fake: FakeOpenAi = {
    url: '',
    script: () => ({ text: 'Hello' }),
    requests: [],
    hears: () => ({ text: 'how much is the cup?' }),
    heard: [],
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  let count = 0;
  const server = createServer(async (req, res) => {
    if (req.url === '/v1/audio/transcriptions') return transcribe(req, res, key, fake);
    const problem = await refusal(req, key);
    if ('error' in problem) return send(res, problem.error.status, { error: problem.error });
    fake.requests.push(problem.request);
    count += 1;
    perform(fake, problem.request, res, count);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  fake.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return fake;
}

type Checked = { request: ChatRequest } | { error: { status: number; type: string; message: string } };
const refuse = (status: number, message: string): Checked => ({
  error: { status, type: 'invalid_request_error', message },
});

async function refusal(req: IncomingMessage, key: string): Promise<Checked> {
  if (req.method !== 'POST' || req.url !== '/v1/chat/completions') return refuse(404, 'Unknown request URL');
  if (req.headers.authorization !== `Bearer ${key}`) return refuse(401, 'Incorrect API key provided');
  if (!/^application\/json\b/.test(req.headers['content-type'] ?? ''))
    return refuse(400, 'Send the body as application/json');
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  let body: unknown;
  try {
    body = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return refuse(400, 'We could not parse the JSON body of your request.');
  }
  const parsed = Request.safeParse(body);
  if (!parsed.success) return refuse(400, z.prettifyError(parsed.error));
  let open = new Set<string>();
  for (const message of parsed.data.messages) {
    if (message.role === 'tool') {
      if (!open.delete(message.tool_call_id))
        return refuse(400, `tool_call_id ${message.tool_call_id} answers no preceding tool_call`);
      continue;
    }
    if (open.size > 0)
      return refuse(400, 'An assistant message with tool_calls must be followed by tool messages');
    if (message.role === 'assistant') open = new Set((message.tool_calls ?? []).map(({ id }) => id));
  }
  return { request: parsed.data };
}

function perform(fake: FakeOpenAi, request: ChatRequest, res: ServerResponse, count: number): void {
  const script = fake.script(request);
  if ('silent' in script) return;
  if ('hangUp' in script) return void res.destroy();
  if ('status' in script) {
    if (script.retryAfter !== undefined) res.setHeader('Retry-After', String(script.retryAfter));
    send(res, script.status, { error: { type: 'server_error', message: 'scripted' } });
    return;
  }
  if ('body' in script)
    return void res.writeHead(200, { 'Content-Type': 'application/json' }).end(script.body);
  const calls =
    'rawCalls' in script
      ? script.rawCalls
      : 'calls' in script
        ? script.calls.map(({ name, args }) => ({ name, arguments: JSON.stringify(args) }))
        : [];
  const text = 'text' in script ? (script.text ?? null) : null;
  const usage = fake.usage?.(request, calls, text ?? '') ?? { prompt_tokens: 100, completion_tokens: 20 };
  send(res, 200, {
    id: `chatcmpl-${count}`,
    object: 'chat.completion',
    created: 1_700_000_000,
    model: request.model,
    choices: [
      {
        index: 0,
        finish_reason: calls.length > 0 ? 'tool_calls' : 'stop',
        message: {
          role: 'assistant',
          content: text,
          ...(calls.length > 0 && {
            tool_calls: calls.map((call, index) => ({
              id: `call_${count}_${index}`,
              type: 'function',
              function: call,
            })),
          }),
        },
      },
    ],
    usage: { ...usage, total_tokens: usage.prompt_tokens + usage.completion_tokens },
  });
}

function send(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

/** What the last tool call of this name answered, as the model sees it. */
export function lastResult(request: ChatRequest, tool: string): string | undefined {
  const ids = request.messages.flatMap((message) =>
    message.role === 'assistant'
      ? (message.tool_calls ?? []).filter((call) => call.function.name === tool).map(({ id }) => id)
      : [],
  );
  const last = request.messages.findLast((m) => m.role === 'tool' && ids.includes(m.tool_call_id));
  return last?.role === 'tool' ? last.content : undefined;
}

import { z } from 'zod';

/** How a target is written in a suite or in a file of its own. `${NAME}` in a text is the environment variable NAME. */

const Url = z.string().regex(/^(https?:\/\/|\$\{)/, 'an address that begins with http:// or https://');
const Text = z.string().min(1);
const Path = z.string().regex(/^\$/, 'a JSONPath, such as $.reply.text');
const Headers = z.record(z.string(), z.string());
const Price = z.int().nonnegative().default(0).describe('Millionths of a US dollar for a million tokens');

const Request = z.strictObject({
  url: Url,
  method: z.enum(['POST', 'GET', 'PUT', 'PATCH']).default('POST'),
  headers: Headers.default({}),
  body: z
    .unknown()
    .optional()
    .describe('JSON; {{text}}, {{conversation}}, {{turn}}, {{messages}} … are filled in'),
});

/** Where things stand in an answer. Each is a JSONPath (RFC 9535). */
const Reply = z.strictObject({
  text: Path.describe('What the customer reads; several hits are joined by line breaks'),
  error: Path.optional().describe('Where this finds something, the turn failed'),
  conversation: Path.optional(),
  tool_calls: Path.optional().describe('Each hit is a call'),
  tool_name: Path.default('$.name'),
  tool_arguments: Path.default('$.arguments'),
  input_tokens: Path.optional(),
  output_tokens: Path.optional(),
  cost_usd: Path.optional(),
});

export const HttpTarget = z.strictObject({
  ...Request.shape,
  open: Request.extend({ conversation: Path })
    .optional()
    .describe('Asked once for each conversation; its answer names the conversation'),
  reply: z.union([Path.transform((text) => Reply.parse({ text })), Reply]),
  stream: z
    .strictObject({
      event: z.string().optional().describe('Only events of this name'),
      delta: Path.describe('Text of an event; JSON that has none is passed over'),
      done: z.string().default('[DONE]').describe('Data of the event that ends the stream'),
      plain: z.boolean().default(false).describe('The data is the text itself, not JSON'),
    })
    .optional()
    .describe('The answer is a stream of server-sent events'),
});
export type HttpTarget = z.infer<typeof HttpTarget>;

export const ShopwrightTarget = z.strictObject({ url: Url, key: Text.optional() });
export type ShopwrightTarget = z.infer<typeof ShopwrightTarget>;

export const OpenAiTarget = z.strictObject({
  url: Url.default('https://api.openai.com/v1'),
  model: Text,
  key: Text.optional(),
  mcp: Url.describe('Where the tools are, such as http://127.0.0.1:3000/mcp'),
  mcp_key: Text.optional(),
  system: z
    .string()
    .default(
      'You are the assistant of a shop. State prices, stock, delivery and policies only as the tools return them. Answer in the language of the customer.',
    ),
  steps: z.int().min(1).max(50).default(8),
  input_price: Price,
  output_price: Price,
});
export type OpenAiTarget = z.infer<typeof OpenAiTarget>;

export const TranscriptTarget = z.strictObject({ file: Text });
export type TranscriptTarget = z.infer<typeof TranscriptTarget>;

/** Exactly one of these. */
export const TargetConfig = z.union([
  z.literal('shop').describe('This server, in the same process'),
  z.strictObject({ name: z.string().optional(), http: HttpTarget }),
  z.strictObject({ name: z.string().optional(), shopwright: ShopwrightTarget }),
  z.strictObject({ name: z.string().optional(), openai: OpenAiTarget }),
  z.strictObject({ name: z.string().optional(), transcripts: TranscriptTarget }),
]);
export type TargetConfig = z.infer<typeof TargetConfig>;

import { Tiktoken } from 'js-tiktoken/lite';
import o200k from 'js-tiktoken/ranks/o200k_base';
import type { ChatRequest } from '../../fakes/openai/server.ts';

const encoder = new Tiktoken(o200k);
const counts = new Map<string, number>();

/** Tokens of a text in the encoding of the models since gpt-4o. */
export function tokensIn(text: string): number {
  const known = counts.get(text);
  if (known !== undefined) return known;
  const count = encoder.encode(text, [], []).length;
  if (counts.size > 50_000) counts.clear();
  counts.set(text, count);
  return count;
}

/** What a message has beside its words, and what a request ends with: https://cookbook.openai.com/examples/how_to_count_tokens_with_tiktoken */
const A_MESSAGE = 4;
const THE_END = 3;
const A_CALL = 8;
const THE_TOOLS = 12;

/** Tokens of a request. Tools are counted in the form in which the models are shown them: declarations with comments. */
export function tokensOf({ messages, tools = [] }: ChatRequest): number {
  const said = messages.reduce((sum, message) => {
    const { content } = message;
    const text = typeof content === 'string' ? content : JSON.stringify(content ?? '');
    const calls = message.role === 'assistant' ? (message.tool_calls ?? []) : [];
    return (
      sum + A_MESSAGE + tokensIn(text) + calls.reduce((all, { function: call }) => all + callTokens(call), 0)
    );
  }, THE_END);
  const declared = tools.reduce((sum, { function: tool }) => sum + tokensIn(declarationOf(tool)), 0);
  return said + declared + (tools.length > 0 ? THE_TOOLS : 0);
}

export const callTokens = (call: { name: string; arguments: string }): number =>
  A_CALL + tokensIn(call.name) + tokensIn(call.arguments);

type Schema = Record<string, unknown>;
const declarations = new Map<string, string>();

function declarationOf(tool: { name: string; description?: string | undefined; parameters: Schema }): string {
  const key = JSON.stringify(tool);
  const known = declarations.get(key);
  if (known !== undefined) return known;
  const text = `// ${tool.description ?? ''}\ntype ${tool.name} = (_: ${typeOf(tool.parameters)}) => any;\n`;
  declarations.set(key, text);
  return text;
}

function typeOf(schema: Schema): string {
  const { type, properties, items, anyOf, additionalProperties } = schema;
  const choices = schema.enum as unknown[] | undefined;
  if (choices) return choices.map((choice) => JSON.stringify(choice)).join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (anyOf) return (anyOf as Schema[]).map(typeOf).join(' | ');
  if (type === 'array') return `${typeOf((items ?? {}) as Schema)}[]`;
  if (type !== 'object') return type === 'integer' ? 'number' : String(type ?? 'any');
  if (!properties)
    return additionalProperties ? `Record<string, ${typeOf(additionalProperties as Schema)}>` : 'object';
  const required = new Set((schema.required as string[] | undefined) ?? []);
  const fields = Object.entries(properties as Record<string, Schema>).map(([name, field]) => {
    const comment = field.description === undefined ? '' : `// ${String(field.description)}\n`;
    const preset = field.default === undefined ? '' : ` // default: ${JSON.stringify(field.default)}`;
    return `${comment}${name}${required.has(name) ? '' : '?'}: ${typeOf(field)},${preset}\n`;
  });
  return `{\n${fields.join('')}}`;
}

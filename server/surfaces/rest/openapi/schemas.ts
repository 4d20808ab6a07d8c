import { z } from 'zod';

/** A JSON Schema (draft 2020-12), as OpenAPI 3.1 has it. */
export type JsonSchema = { [key: string]: unknown };

/** The JSON Schema of what a Zod schema takes (`input`) or answers (`output`). */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io, reused: 'inline' });
  return rest;
}

/** What REST answers instead of the expected: RFC 9457. */
export const Problem = z.looseObject({
  type: z.string().describe('urn:shopwright:problem:… for each kind of problem'),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional().describe('What went wrong and how to mend it'),
  code: z.string().optional().describe('Stable, for programs'),
  field: z.string().optional().describe('Dotted path of the argument at fault'),
  details: z.looseObject({}).optional().describe('Values that help to mend the call'),
  error_id: z.string().optional().describe('Only for our own faults: report it'),
});

const NAMES: Readonly<Record<number, readonly [name: string, description: string]>> = {
  400: ['BadRequest', 'The body is not valid JSON, nests too deep or holds a forbidden property'],
  401: ['Unauthorized', 'A key is needed, or this one is unknown, expired or revoked'],
  402: ['PaymentDeclined', 'The payment was declined'],
  403: ['Forbidden', 'The key lacks a scope, or a proof is needed'],
  404: ['NotFound', 'There is no such thing, or it is not the caller’s'],
  409: ['Conflict', 'The state of things does not allow it: code and detail say what to do'],
  410: ['Gone', 'It held once and does not any more'],
  412: ['PreconditionFailed', 'If-Match names another version than the one that is stored'],
  413: ['TooLarge', 'The body is larger than this server takes'],
  415: ['UnsupportedMediaType', 'The body is not of a type that is taken here'],
  422: ['InvalidInput', 'An argument is wrong: field and detail say which and how to mend it'],
  429: ['TooManyRequests', 'Wait for Retry-After seconds'],
  500: ['InternalError', 'Our fault: the log has more under error_id'],
  503: [
    'Unavailable',
    'The server starts, stops or has too much to do: nothing was done, wait for Retry-After seconds',
  ],
};

const problemHeaders = (status: number) => ({
  ...(status === 401 && { 'WWW-Authenticate': { schema: { type: 'string' }, description: 'RFC 6750' } }),
  ...((status === 429 || status === 503) && {
    'Retry-After': { schema: { type: 'string' }, description: 'Seconds' },
  }),
});

export const problemComponents = Object.fromEntries(
  Object.entries(NAMES).map(([status, [name, description]]) => [
    name,
    {
      description,
      headers: problemHeaders(Number(status)),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  ]),
);

/** References to the documented problems of these statuses. */
export const problems = (...statuses: readonly number[]): Record<string, unknown> =>
  Object.fromEntries(
    [...new Set(statuses)]
      .sort((a, b) => a - b)
      .map((status) => [status, { $ref: `#/components/responses/${NAMES[status]![0]}` }]),
  );

export const jsonBody = (schema: unknown, example?: unknown) => ({
  'application/json': { schema, ...(example !== undefined && { example }) },
});

/** What a JSON Lines stream holds, line by line, is said in words: OpenAPI has no way to. */
export const JsonLines = { 'application/x-ndjson': { schema: jsonSchema(z.string(), 'output') } };
export const EventStream = { 'text/event-stream': { schema: jsonSchema(z.string(), 'output') } };
export const text = { schema: { type: 'string' } };

import type { CallToolResult } from '@modelcontextprotocol/server';
import type { CallFailure } from '../../../tools/call-tool.ts';
import type { McpCallOutcome, McpCallSuccess } from './contract.ts';

/** Keys of `_meta` in our results. */
export const CALL_ID_META_KEY = 'shopwright/call_id';
/** `[{id, proof}]`: the signed proof of every quote in the answer, a JWS each. */
export const QUOTES_META_KEY = 'shopwright/quotes';
/** `{code, status, field?, details?, error_id?}` of a call that failed. */
export const ERROR_META_KEY = 'shopwright/error';

/** The JSON of outputs, which most results hold as text too: it is made once. */
const outputJson = new WeakMap<object, string>();

function success(outcome: McpCallSuccess): CallToolResult {
  const { call_id, quotes } = outcome.meta;
  const json = JSON.stringify(outcome.output);
  outputJson.set(outcome.output, json);
  const content: CallToolResult['content'] = [{ type: 'text', text: outcome.text || json }];
  for (const link of outcome.resourceLinks ?? []) content.push({ type: 'resource_link', ...link });
  return {
    content,
    structuredContent: outcome.output,
    _meta: { [CALL_ID_META_KEY]: call_id, ...(quotes?.length ? { [QUOTES_META_KEY]: quotes } : {}) },
  };
}

function failure({ error }: CallFailure): CallToolResult {
  const text =
    error.errorId === undefined
      ? error.message
      : `The shop could not do this because of an error on its side. Try again later; if it persists, report error ${error.errorId}.`;
  return {
    isError: true,
    content: [{ type: 'text', text }],
    _meta: {
      [ERROR_META_KEY]: {
        code: error.code,
        status: error.status,
        ...(error.field === undefined ? {} : { field: error.field }),
        ...(error.details === undefined ? {} : { details: error.details }),
        ...(error.errorId === undefined ? {} : { error_id: error.errorId }),
      },
    },
  };
}

/** The same answer in MCP's shape. A failed call is a result with `isError`, so that the model reads how to mend it. */
export function toCallToolResult(outcome: McpCallOutcome): CallToolResult {
  return outcome.ok ? success(outcome) : failure(outcome);
}

/** As `JSON.stringify(result)`, but for the order of the members. */
export function stringifyResult(result: Readonly<Record<string, unknown>>): string {
  const { structuredContent, ...rest } = result;
  const json = structuredContent ? outputJson.get(structuredContent) : undefined;
  if (json === undefined) return JSON.stringify(result);
  return `${JSON.stringify(rest).slice(0, -1)},"structuredContent":${json}}`;
}

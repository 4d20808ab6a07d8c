import type { ToolFault } from '../../evals/contract.ts';
import type { CallFailure, CallTool } from '../../tools/call-tool.ts';

/** Lets tools fail in the conversations that ask for it. @param faults of the conversation under way */
export const faultyTools =
  (faults: () => readonly ToolFault[]) =>
  (callTool: CallTool): CallTool =>
  async (name, args, context) => {
    const fault = faults().find(({ tool }) => tool === '*' || tool === name)?.fault;
    if (fault === undefined) return callTool(name, args, context);
    if (fault !== 'empty') return failure(fault);
    const result = await callTool(name, args, context);
    return result.ok
      ? { ...result, output: emptied(result.output), meta: { call_id: result.meta.call_id } }
      : result;
  };

const failure = (fault: 'error' | 'timeout'): CallFailure => ({
  ok: false,
  error: {
    code: fault === 'timeout' ? 'timeout' : 'internal',
    message: fault === 'timeout' ? 'The call took too long.' : 'Something went wrong on our side.',
    status: fault === 'timeout' ? 504 : 500,
  },
});

/** The same answer with nothing found in it. */
const emptied = (output: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(output).map(([key, value]) => [
      key,
      Array.isArray(value) ? [] : key === 'total' && typeof value === 'number' ? 0 : value,
    ]),
  );

import type { ExpectedCall, Grader, ObservedToolCall, ToolExpectation, Violation } from '../contract.ts';
import { matches } from './match.ts';
import { graded, skipped, wholly } from './pass.ts';

const NAME = 'tools';

/** Whether the expected tools were called, with the expected arguments, in the expected order, and no forbidden one. */
export const toolCallsGrader: Grader = {
  name: NAME,
  group: 'behaviour',
  about: 'tool calls: which, in what order, with which arguments',
  grade: ({ toolCalls }, { case: { expect } }) => {
    const { tools } = expect;
    if (!tools) return skipped(NAME, 'the case expects no tool calls');
    if (!toolCalls) return skipped(NAME, 'the target does not tell its tool calls');
    return graded(NAME, [...forbidden(tools, toolCalls), ...missing(tools, toolCalls)], {
      counts: { calls: toolCalls.length },
    });
  },
};

function forbidden(
  { forbidden: names = [] }: ToolExpectation,
  made: readonly ObservedToolCall[],
): Violation[] {
  return made
    .filter(({ tool }) => names.includes(tool))
    .map((call) => wholly('tool_forbidden', `${call.tool} was called, which it may not be`, call.turn));
}

function missing({ mode, calls }: ToolExpectation, made: readonly ObservedToolCall[]): Violation[] {
  const violations: Violation[] = [];
  const left = [...made];
  let from = 0;
  for (const expected of calls) {
    const at = left.findIndex((call, index) => (mode === 'subset' || index >= from) && fits(expected, call));
    if (at < 0) {
      violations.push(wholly('tool_missing', why(expected, made), expected.turn ?? 0));
      continue;
    }
    if (mode === 'subset') left.splice(at, 1);
    else {
      if (mode === 'exact') violations.push(...extra(left.slice(from, at)));
      from = at + 1;
    }
  }
  if (mode === 'exact') violations.push(...extra(left.slice(from)));
  return violations;
}

const extra = (calls: readonly ObservedToolCall[]): Violation[] =>
  calls.map((call) => wholly('tool_extra', `${shown(call)} was not expected`, call.turn));

const fits = ({ tool, arguments: args, ok, turn }: ExpectedCall, call: ObservedToolCall): boolean =>
  call.tool === tool &&
  (ok === undefined || call.ok === ok) &&
  (turn === undefined || call.turn === turn) &&
  (args === undefined || matches(args, call.arguments ?? {}));

function why(expected: ExpectedCall, made: readonly ObservedToolCall[]): string {
  const wanted = `${expected.tool}${expected.arguments ? ` ${JSON.stringify(expected.arguments)}` : ''}`;
  const near = made.filter(({ tool }) => tool === expected.tool);
  if (near.length > 0)
    return `${wanted} was not called so (or not in this order); called was ${near.map(shown).join(', ')}`;
  return `${wanted} was not called; called was ${made.map(({ tool }) => tool).join(', ') || 'nothing'}`;
}

const shown = ({ tool, arguments: args, ok }: ObservedToolCall): string =>
  `${tool}${args ? ` ${JSON.stringify(args)}` : ''}${ok ? '' : ' (failed)'}`;

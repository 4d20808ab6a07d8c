import type { Toolbox } from '../../conversation/answerer.ts';

/** A handler called a tool that its state does not have: a mistake of ours, never the customer's. */
export class ToolNotAllowedError extends Error {
  override readonly name = 'ToolNotAllowedError';
  constructor(tool: string, state: string) {
    super(`${tool} may not be called in ${state}`);
  }
}

/** The toolbox, its answers in another language than the conversation's so far. */
export const localized = (toolbox: Toolbox, locale: string): Toolbox =>
  wrapped(toolbox, { arguments: (args) => ({ locale, ...args }) });

/** The toolbox with the tools of a state. */
export const limitedToolbox = (
  toolbox: Toolbox,
  { id, tools }: { id: string; tools: readonly string[] },
): Toolbox =>
  wrapped(toolbox, {
    check: (tool) => {
      if (!tools.includes(tool)) throw new ToolNotAllowedError(tool, id);
    },
  });

function wrapped(
  toolbox: Toolbox,
  around: {
    check?: (tool: string) => void;
    arguments?: (args: Record<string, unknown>) => Record<string, unknown>;
  },
): Toolbox {
  const given = (args: Record<string, unknown>) => around.arguments?.(args) ?? args;
  return {
    read: async (tool, args) => {
      around.check?.(tool);
      return toolbox.read(tool, given(args));
    },
    write: async (tool, args) => {
      around.check?.(tool);
      return toolbox.write(tool, given(args));
    },
    recall: () => toolbox.recall(),
    get facts() {
      return toolbox.facts;
    },
    get calls() {
      return toolbox.calls;
    },
    get recalled() {
      return toolbox.recalled;
    },
    get effects() {
      return toolbox.effects;
    },
  };
}

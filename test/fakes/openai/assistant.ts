import { type ChatRequest, lastResult, type Script } from './server.ts';

/** What the model has seen since the customer's last message. */
export interface Seen {
  /** What the customer wrote last. */
  text: string;
  /** The last answer of a tool, as the model reads it. */
  result(tool: string): string;
  /**
   * The id of the first fact under this name, such as `f4` in `"title":"Blue Cup [f4]"`.
   * @param after words before which it is not looked for
   * @throws Error when there is none
   */
  fact(tool: string, name: string, after?: string): string;
  /** The first value under this name, such as a `variant_id`. */
  value(tool: string, name: string, after?: string): string;
}

export type Step = (seen: Seen) => Script;

/** A conversation as the model leads it: to words of the customer's, one step for each request until it replies. */
export type Conduct = readonly { to: RegExp; steps: readonly Step[] }[];

/** A scripted model that knows what to do next by what it was asked, as a real one does. */
export function conduct(conversation: Conduct): (request: ChatRequest) => Script {
  return (request) => {
    const at = request.messages.findLastIndex(({ role }) => role === 'user');
    const content = request.messages[at]?.content;
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    const part = conversation.find(({ to }) => to.test(text));
    const done = request.messages.slice(at + 1).filter(({ role }) => role === 'assistant').length;
    const step = part?.steps[Math.min(done, part.steps.length - 1)];
    if (!step) throw new Error(`The script has nothing to say to: ${text}`);
    return step(seenIn(request, text));
  };
}

function seenIn(request: ChatRequest, text: string): Seen {
  const result = (tool: string): string => {
    const found = lastResult(request, tool);
    if (found === undefined) throw new Error(`${tool} was not called`);
    return found;
  };
  return {
    text,
    result,
    fact: (tool, name, after) => {
      const id = /\[(f\d+)\]$/.exec(named(result(tool), name, after))?.[1];
      if (id === undefined) throw new Error(`${name} of ${tool} is no fact`);
      return id;
    },
    value: (tool, name, after) => named(result(tool), name, after),
  };
}

function named(text: string, name: string, after = ''): string {
  const from = text.indexOf(after);
  const found = new RegExp(`"${name}":"([^"]+)"`).exec(text.slice(Math.max(0, from)))?.[1];
  if (from < 0 || found === undefined) throw new Error(`No ${name} after "${after}": ${text}`);
  return found;
}

/** A call of one tool. */
export const call = (name: string, args: object): Script => ({ calls: [{ name, args }] });
/** The reply, in words with facts in braces. */
export const reply = (text: string, more: object = {}): Script => call('reply', { text, ...more });

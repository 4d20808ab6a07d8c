import type { CallResult } from '../../tools/call-tool.ts';

/** Something that a guard keeps from happening. */
export interface GuardCase {
  /** Its id in the registry. */
  guard: string;
  /** In words, unique for this guard. */
  attempt: string;
  /** Guards that would refuse the same: away too, so that this one is seen alone. */
  without?: readonly string[];
  /**
   * Tries it in a shop of its own. Answers what went through; undefined when nothing did.
   * @throws Error when it could not even be tried
   */
  run(): Promise<string | undefined>;
}

/** A call that must be refused, for whatever reason. A fault of ours is no refusal. */
export function throughTool(result: CallResult): string | undefined {
  if (result.ok) return JSON.stringify(result.output).slice(0, 200);
  if (result.error.code === 'internal') throw new Error(result.error.message);
  return undefined;
}

/** Work that must throw. */
export async function throughThrow(work: () => unknown): Promise<string | undefined> {
  try {
    return JSON.stringify((await work()) ?? 'done').slice(0, 200);
  } catch {
    return undefined;
  }
}

import { hash } from 'node:crypto';
import type { CallTool } from '../../tools/call-tool.ts';
import type { Tool } from '../../tools/define-tool.ts';
import { noteOf, type Once } from '../commerce/once/once.ts';
import type { Principal } from '../commerce/principals/model.ts';
import type { Session } from '../commerce/sessions/model.ts';
import type { Fact } from '../grounding/fact.ts';
import { factsOf } from '../grounding/facts-of.ts';
import type { Clock } from '../platform/clock.ts';
import type { Store } from '../platform/store/port.ts';
import type { ToolAnswer, Toolbox } from './answerer.ts';
import type { TurnCall } from './model.ts';

export interface ToolboxDeps {
  callTool: CallTool;
  tools: ReadonlyMap<string, Tool>;
  clock: Clock;
}

export interface ToolboxFor {
  turnId: string;
  principal: Principal;
  session: Session;
  locale: string;
  /** Number of the last fact of the conversation. */
  lastFact: number;
  /** Calls of the last turns, the oldest first: read when somebody asks for them. */
  earlier: () => Promise<readonly TurnCall[]>;
  /** What this very turn did before it was cut off: see `doneBefore`. */
  done: readonly DoneWrite[];
}

/** A change of a turn, as it is kept with its effect. */
export interface DoneWrite {
  arguments: Record<string, unknown>;
  /** The last message that the turn had seen. */
  toInbound: number;
}

/**
 * The one tool whose effect another try would double; the others find their checkout, handover or return again. Its writes
 * are numbered: another try that asks for something else, as a model may, gets what was done.
 */
const REPLAYED = 'update_cart';
const writeKey = (turnId: string, number: number): string => `${turnId}/${number}`;

/** What was done before could not be told again now; the turn has to wait, or it would answer as if nothing had been done. */
export class ReplayError extends Error {
  override readonly name = 'ReplayError';
  constructor(turnId: string, code: string) {
    super(`${turnId}: what was done before cannot be read now: ${code}`);
  }
}

/** What a turn did before its process died: nothing, if it is new. */
export async function doneBefore(store: Store, turnId: string, sessionId: string): Promise<DoneWrite[]> {
  const done: DoneWrite[] = [];
  for (;;) {
    const note = await noteOf(store, sessionId, writeKey(turnId, done.length));
    if (note === undefined) return done;
    done.push(note as DoneWrite);
  }
}

/** The tools for one turn. Answers what was called, so that the turn can be stored whole. */
export class TurnToolbox implements Toolbox {
  readonly #deps: ToolboxDeps;
  readonly #for: ToolboxFor;
  readonly #facts = new Map<string, Fact>();
  readonly #calls: TurnCall[] = [];
  #recalled: readonly TurnCall[] = [];
  #recalling: Promise<void> | undefined;
  #lastFact: number;
  #replayed = 0;
  /** The last message that is answered: a write is kept with it. */
  toInbound = 0;

  constructor(deps: ToolboxDeps, turn: ToolboxFor) {
    this.#deps = deps;
    this.#for = turn;
    this.#lastFact = turn.lastFact;
  }

  get facts(): ReadonlyMap<string, Fact> {
    return this.#facts;
  }
  get calls(): readonly TurnCall[] {
    return this.#calls;
  }
  get effects(): readonly TurnCall[] {
    return this.#calls.filter(({ tool, outcome }) => outcome === 'ok' && !this.#reads(tool));
  }
  get lastFact(): number {
    return this.#lastFact;
  }

  get recalled(): readonly TurnCall[] {
    return this.#recalled;
  }

  recall(): Promise<void> {
    this.#recalling ??= this.#for.earlier().then((calls) => {
      this.#recalled = calls;
      for (const { facts } of calls) for (const fact of facts) this.#facts.set(fact.id, fact);
    });
    return this.#recalling;
  }

  async read(tool: string, args: Record<string, unknown>): Promise<ToolAnswer> {
    if (!this.#reads(tool)) throw new TypeError(`${tool} writes`);
    return this.#call(tool, args, undefined);
  }

  /** @throws ReplayError */
  async write(tool: string, args: Record<string, unknown>): Promise<ToolAnswer> {
    const { turnId, done } = this.#for;
    if (tool !== REPLAYED)
      return this.#call(tool, args, { key: hash('sha256', JSON.stringify([turnId, tool, args])) });
    const number = this.#replayed;
    const before = done[number];
    const note: DoneWrite = before ?? { arguments: args, toInbound: this.toInbound };
    const answer = await this.#call(tool, note.arguments, { key: writeKey(turnId, number), note });
    if (!answer.ok && before) throw new ReplayError(turnId, answer.error.code);
    // One that was refused left nothing under its number.
    if (answer.ok) this.#replayed += 1;
    return answer;
  }

  /** What was done before and not asked for again is an effect of this turn all the same. @throws ReplayError */
  async replayRest(): Promise<void> {
    while (this.#replayed < this.#for.done.length) await this.write(REPLAYED, {});
  }

  /** Of the tools that do not change what the customer has: get_order sends a code, and so does not count as a write. */
  #reads(tool: string): boolean {
    return tool === 'get_order' || (this.#deps.tools.get(tool)?.annotations.readOnly ?? true);
  }

  async #call(tool: string, args: Record<string, unknown>, once: Once | undefined): Promise<ToolAnswer> {
    const { principal, session, locale } = this.#for;
    const result = await this.#deps.callTool(
      tool,
      { locale, ...args },
      { principal, session, ...(once !== undefined && { once }) },
    );
    if (!result.ok) {
      const callId = result.error.errorId ?? `refused_${this.#calls.length + 1}`;
      this.#calls.push({ callId, tool, arguments: args, outcome: result.error.code, facts: [] });
      return { ok: false, callId, error: result.error };
    }
    const { output, meta } = result;
    const observedAt = this.#deps.clock.now();
    const source = { tool, arguments: args, output, callId: meta.call_id, observedAt };
    const { facts, forModel } = factsOf(source, this.#lastFact + 1);
    this.#lastFact += facts.length;
    for (const fact of facts) this.#facts.set(fact.id, fact);
    this.#calls.push({ callId: meta.call_id, tool, arguments: args, outcome: 'ok', facts });
    return { ok: true, callId: meta.call_id, output, facts, forModel };
  }
}

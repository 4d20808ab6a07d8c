import type { CallTool } from '../../../tools/call-tool.ts';
import type { Principal } from '../../commerce/principals/model.ts';
import type { Session } from '../../commerce/sessions/model.ts';
import type { Fact } from '../../grounding/fact.ts';
import { factsOf } from '../../grounding/facts-of.ts';
import { render } from '../../grounding/render.ts';
import type { Run } from '../../grounding/rendered-reply.ts';

export interface NotebookDeps {
  callTool: CallTool;
  locale: string;
  /** UTC, milliseconds. */
  now: number;
  /** Number of the last fact of the conversation. */
  lastFact: number;
}

/** The facts of a message that nobody asked for, read as it is written: they go on where the conversation's facts end. */
export class Notebook {
  readonly #deps: NotebookDeps;
  readonly #facts = new Map<string, Fact>();
  constructor(deps: NotebookDeps) {
    this.#deps = deps;
  }

  get facts(): ReadonlyMap<string, Fact> {
    return this.#facts;
  }
  get lastFact(): number {
    return this.#deps.lastFact + this.#facts.size;
  }
  get locale(): string {
    return this.#deps.locale;
  }

  /** Asks a tool, with the rights of the person that is written to; undefined where it refuses. */
  async read(
    tool: string,
    args: Record<string, unknown>,
    actor: { principal: Principal; session: Session },
  ): Promise<Fact[] | undefined> {
    const result = await this.#deps.callTool(tool, { locale: this.#deps.locale, ...args }, actor);
    return result.ok ? this.note(tool, result.output, result.meta.call_id) : undefined;
  }

  /** Notes what a tool would tell, from the shop's own documents. @param callId names where it was read */
  note(tool: string, output: Readonly<Record<string, unknown>>, callId: string): Fact[] {
    const source = { tool, arguments: {}, output, callId, observedAt: this.#deps.now };
    const { facts } = factsOf(source, this.lastFact + 1);
    for (const fact of facts) this.#facts.set(fact.id, fact);
    return facts;
  }

  /** Notes one statement. */
  state(statement: Omit<Fact, 'id' | 'observedAt'>): Fact {
    const fact = { ...statement, id: `f${this.lastFact + 1}`, observedAt: this.#deps.now };
    this.#facts.set(fact.id, fact);
    return fact;
  }

  /** A fact as it is said, in the person's way of writing. */
  runsOf(factId: string): Run[] {
    const { locale } = this.#deps;
    const { blocks } = render(
      {
        language: languageOf(locale),
        blocks: [{ type: 'text', segments: [{ type: 'fact', fact: factId }] }],
      },
      this.#facts,
      { locale },
    );
    const [block] = blocks;
    return block?.type === 'text' ? block.runs : [];
  }
}

export const languageOf = (locale: string): string => locale.split('-')[0]!.toLowerCase();

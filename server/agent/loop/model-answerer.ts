import { type LanguageModel, type Schema, ToolLoopAgent, type ToolSet, tool, zodSchema } from 'ai';
import { z } from 'zod';
import type { Tool } from '../../../tools/define-tool.ts';
import type { Answer, Answerer, TurnInput } from '../../conversation/answerer.ts';
import type { conversationSpent } from '../../conversation/spent.ts';
import type { Facts } from '../../grounding/fact.ts';
import type { ReplyDocument } from '../../grounding/reply.ts';
import { withoutDoubtful } from '../../grounding/verify/shorten.ts';
import type { Vocabulary } from '../../grounding/verify/vocabulary.ts';
import type { Violation } from '../../grounding/violation.ts';
import type { Clock } from '../../platform/clock.ts';
import { defineGuard } from '../../platform/guard.ts';
import { license } from '../license/license.ts';
import { rememberedByModel } from './after-model.ts';
import { Breaker } from './breaker.ts';
import { Draft, documentOfDraft } from './draft.ts';
import { instructions } from './instructions.ts';
import { costOf, type ModelSettings } from './model.ts';
import { modelFault, outageOf } from './model-fault.ts';
import { toolsFor } from './offered-tools.ts';
import { promptOf } from './prompt.ts';

export interface ModelBudget {
  /** Calls of the model in one turn. */
  steps: number;
  /** Milliseconds for all of them. */
  turnMs: number;
  /** Tokens in and out in one turn, and in the whole conversation. */
  turnTokens: number;
  conversationTokens: number;
  /** Millionths of a US dollar in the whole conversation. */
  conversationMicrodollars: number;
}

export interface ModelAnswererDeps {
  model: LanguageModel;
  clock: Clock;
  settings: Pick<ModelSettings, 'inputPrice' | 'outputPrice'>;
  budget: ModelBudget;
  tools: readonly Tool[];
  shopName: () => Promise<string>;
  /** Names of the whole catalogue. */
  names: () => Promise<Vocabulary>;
  verify: (document: ReplyDocument, facts: Facts) => Promise<readonly Violation[]>;
  /** Tokens and money of a conversation so far. */
  spent: ReturnType<typeof conversationSpent>;
  onFault: (error: unknown, about: { conversationId: string; turnId: string }) => void;
}

/** Tools a conversation never leaves to a model: paying is the buyer's own act, and its replies are checked by code. */
const WITHHELD = new Set(['complete_checkout', 'verify_reply']);
const MAX_REPLIES = 2;
/** A failed call is tried once more; of a service that has failed before, nobody waits for a second answer. */
const RETRIES = 1;

const withheld = defineGuard('model:withheld', 'No tool for paying in the hands of a model.');
const unbacked = defineGuard('model:verified', 'A model is told what no fact backs, and may mend it.');

/**
 * Lets a model find the answer with the tools. It may read what it likes; what it wants to write goes through `license`; what
 * it says goes through the verifier, and once more after a refusal. Undefined when that leads to no reply that may be sent.
 */
export function createModelAnswerer(deps: ModelAnswererDeps): Answerer {
  const offered: ReadonlyMap<string, Offered> = new Map(
    deps.tools
      .filter(({ name }) => !withheld(WITHHELD.has(name)))
      .map((definition) => [definition.name, { definition, inputSchema: inputSchemaOf(definition) }]),
  );
  const breaker = new Breaker(deps.clock);
  return async (turn) => {
    const { budget } = deps;
    const before = await deps.spent(turn.conversationId);
    if (before.tokens >= budget.conversationTokens || before.microdollars >= budget.conversationMicrodollars)
      return undefined;
    const attempt = breaker.attempt();
    if (!attempt) return undefined;
    let ended = attempt.undecided;
    try {
      const { answer, outage } = await answerOnce(turn, attempt.probe ? 0 : RETRIES);
      if (outage === 'none') ended = attempt.succeeded;
      else if (outage !== undefined) ended = () => attempt.failed(outage === 'answered');
      return answer;
    } finally {
      ended();
    }
  };

  /** `outage` is undefined where the turn told nothing of the service. */
  async function answerOnce(
    turn: TurnInput,
    maxRetries: number,
  ): Promise<{ answer: Answer | undefined; outage: Outage | undefined }> {
    const { budget, settings } = deps;
    await turn.toolbox.recall();
    const history = await turn.history();
    const earlier = history.flatMap((line) => (line.from === 'customer' ? [line.text] : []));
    const lastSaid = history.findLast(({ from }) => from === 'shop')?.text;
    const tools = [...toolsFor(turn)].flatMap((name) => offered.get(name) ?? []);
    const run = new Run(deps, tools, turn, { earlier, lastSaid });
    const agent = new ToolLoopAgent({
      model: deps.model,
      instructions: instructions({ shopName: await deps.shopName(), language: languageName(turn.language) }),
      tools: run.tools(),
      toolChoice: 'required',
      toolCallConcurrency: 1,
      maxOutputTokens: 1500,
      maxRetries,
      stopWhen: ({ steps }) => run.ended || steps.length >= budget.steps || run.tokens >= budget.turnTokens,
      onStepEnd: ({ usage }) => run.count(usage.inputTokens ?? 0, usage.outputTokens ?? 0),
    });
    let outage: Outage | undefined = 'none';
    const outOfTime = AbortSignal.timeout(budget.turnMs);
    try {
      await agent.generate({
        messages: promptOf(turn, history),
        abortSignal: AbortSignal.any([turn.signal, outOfTime]),
      });
    } catch (error) {
      const { conversationId, turnId } = turn;
      deps.onFault(modelFault(error), { conversationId, turnId });
      // Many steps take their time: that is no outage while each is answered.
      const slow = outOfTime.aborted && run.steps > 0;
      outage = turn.signal.aborted || slow ? undefined : outageOf(error);
    }
    return { answer: run.answer(costOf(settings, run.used)), outage };
  }
}

/** What a turn told of the service: it answered, with an error, or not at all. */
type Outage = 'none' | 'answered' | 'silent';

/** A tool as it is offered to the model. Making JSON Schema of it takes longer than all else that a turn does. */
interface Offered {
  definition: Tool;
  inputSchema: Schema<Record<string, unknown>>;
}

const isRead = ({ annotations, name }: Tool): boolean => annotations.readOnly || name === 'get_order';
const DRAFT_SCHEMA = zodSchema(Draft);
const CUSTOMER_WORDS = z
  .string()
  .min(1)
  .max(500)
  .describe('The customer’s own words, letter by letter, that ask for this change');

function inputSchemaOf(definition: Tool): Offered['inputSchema'] {
  const { session_id: _session, market: _market, locale: _locale, ...shape } = definition.input.shape;
  return zodSchema(
    z.strictObject({ ...shape, ...(!isRead(definition) && { customer_words: CUSTOMER_WORDS }) }),
  );
}

/** One run of the loop: what was tried, and the reply that may be sent, if there is one. */
class Run {
  readonly #deps: ModelAnswererDeps;
  readonly #offered: readonly Offered[];
  readonly #turn: TurnInput;
  readonly #before: { earlier: readonly string[]; lastSaid: string | undefined };
  readonly used = { inputTokens: 0, outputTokens: 0 };
  #steps = 0;
  #accepted: ReplyDocument | undefined;
  readonly #withheld: string[] = [];
  #replies = 0;
  #handoff: Answer['handoff'];

  constructor(
    deps: ModelAnswererDeps,
    offered: readonly Offered[],
    turn: TurnInput,
    before: { earlier: readonly string[]; lastSaid: string | undefined },
  ) {
    this.#deps = deps;
    this.#offered = offered;
    this.#turn = turn;
    this.#before = before;
  }

  get ended(): boolean {
    return this.#accepted !== undefined || this.#replies >= MAX_REPLIES;
  }
  get tokens(): number {
    return this.used.inputTokens + this.used.outputTokens;
  }
  count(inputTokens: number, outputTokens: number): void {
    this.#steps += 1;
    this.used.inputTokens += inputTokens;
    this.used.outputTokens += outputTokens;
  }

  get steps(): number {
    return this.#steps;
  }

  answer(microdollars: number): Answer | undefined {
    const usage = { steps: this.#steps, tokens: this.tokens, microdollars };
    if (!this.#accepted) return undefined;
    return {
      document: this.#accepted,
      memory: rememberedByModel(this.#turn, this.#accepted),
      intents: [],
      usage,
      withheld: this.#withheld,
      ...(this.#handoff && { handoff: this.#handoff }),
    };
  }

  tools(): ToolSet {
    return {
      reply: tool({
        description: 'Answers the customer and ends the turn. The only way to say anything.',
        inputSchema: DRAFT_SCHEMA,
        execute: (draft: Draft) => this.#reply(draft),
      }),
      ...Object.fromEntries(this.#offered.map((one) => [one.definition.name, this.#tool(one)])),
    };
  }

  #tool({ definition, inputSchema }: Offered) {
    const reads = isRead(definition);
    return tool({
      description: definition.description,
      inputSchema,
      execute: async (input: Record<string, unknown>) => {
        const { customer_words: customerWords, ...args } = input;
        const proposal = { tool: definition.name, args, words: String(customerWords ?? '') };
        const refusal = license(proposal, {
          ...this.#turn,
          ...this.#before,
          vocabulary: await this.#deps.names(),
        });
        if (refusal) {
          this.#withheld.push(`license ${refusal.reason}`);
          return { refused: refusal.message };
        }
        const { toolbox } = this.#turn;
        const answer = reads
          ? await toolbox.read(definition.name, args)
          : await toolbox.write(definition.name, args);
        if (answer.ok && definition.name === 'request_handoff')
          this.#handoff = { reason: String(args.reason ?? 'asked_for'), summary: String(args.summary ?? '') };
        return answer.ok ? answer.forModel : { error: answer.error.message };
      },
    });
  }

  async #reply(draft: Draft) {
    if (this.ended) return { refused: 'The turn has ended.' };
    this.#replies += 1;
    const document = documentOfDraft(draft, this.#turn.language, this.#turn.toolbox);
    const violations = await this.#deps.verify(document, this.#turn.toolbox.facts);
    if (!unbacked(violations.length > 0)) {
      this.#accepted = document;
      return { accepted: true };
    }
    this.#withheld.push(...violations.map(({ kind }) => kind));
    const shorter = withoutDoubtful(document, violations);
    if (shorter && (await this.#deps.verify(shorter, this.#turn.toolbox.facts)).length === 0) {
      this.#accepted = shorter;
      return { accepted: true };
    }
    return {
      refused: 'Nothing was sent. Mend these and call reply once more.',
      violations: violations.slice(0, 10).map(({ kind, text, message }) => ({ kind, text, message })),
    };
  }
}

const languageName = (language: string): string =>
  new Intl.DisplayNames('en', { type: 'language' }).of(language) ?? language;

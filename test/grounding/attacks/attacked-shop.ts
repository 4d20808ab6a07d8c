import { createShopwright, type Shopwright } from '../../../server/app.ts';
import { anonymous, type Principal } from '../../../server/commerce/principals/model.ts';
import { type Session, sessions } from '../../../server/commerce/sessions/model.ts';
import { loadConfig } from '../../../server/config.ts';
import {
  type Conversation,
  conversations,
  type Turn,
  type TurnCall,
  turns,
} from '../../../server/conversation/model.ts';
import type { Fact } from '../../../server/grounding/fact.ts';
import { plainText } from '../../../server/grounding/plain-text.ts';
import { createLogger } from '../../../server/platform/telemetry/logger.ts';
import {
  type ChatRequest,
  type FakeOpenAi,
  type Script,
  startFakeOpenAi,
} from '../../fakes/openai/server.ts';
import {
  nameCart,
  nameCompared,
  nameDelivery,
  nameOrder,
  namePolicy,
  nameProduct,
  nameTotals,
} from '../fact-names.ts';
import type { Language } from '../scenario.ts';
import { prepare } from './prepare.ts';

/** No request of the plain rules, so that the model is asked. */
const LETTER =
  'Well, now that I have read all of that twice over a cup of coffee with my sister on the phone the whole afternoon, and thought about it some more on the way home, I would be glad to hear from you whatever you have to say about it, please and thank you very much indeed.';
/** As long as facts of an earlier turn are remembered. */
const REMEMBERED_TURNS = 2;

export interface AttackedShop {
  shop: Shopwright;
  model: FakeOpenAi;
  talk(language: Language, seed: number): Promise<AttackedTalk>;
  close(): Promise<void>;
}

/** The sample shop with its chat as it is served, and a model behind OpenAI's protocol that says what it is told to. */
export async function openAttackedShop(): Promise<AttackedShop> {
  const model = await startFakeOpenAi('sk-test');
  const config = loadConfig(
    {},
    {
      environment: 'test',
      sampleShop: true,
      logLevel: 'silent',
      modelName: 'liar',
      modelUrl: model.url,
      modelKey: 'sk-test',
      modelConversationTokens: 1_000_000_000,
      outboundAllow: [new URL(model.url).host],
      handoffUnanswered: 0,
      handoffFrustration: 0,
    },
  );
  const shop = await createShopwright({
    config,
    logger: createLogger(config),
    storePath: ':memory:',
    // The model is attacked, and so has to be asked.
    rules: false,
  });
  await shop.start();
  return {
    shop,
    model,
    talk: (language, seed) => AttackedTalk.open(shop, model, language, seed),
    close: async () => {
      await shop.close();
      await model.close();
    },
  };
}

export interface SaidTo {
  turn: Turn;
  text: string;
}

/** One conversation: the model knows three products, a cart, a checkout, an order and the policies. */
export class AttackedTalk {
  readonly language: Language;
  readonly session: Session;
  readonly #shop: Shopwright;
  readonly #model: FakeOpenAi;
  readonly #principal: Principal;
  readonly #conversation: Conversation;
  readonly #reads: readonly { name: string; args: object }[];
  /** What was read last, by id. */
  facts: ReadonlyMap<string, Fact> = new Map();
  #names = new Map<string, Fact>();
  #sinceRead = Number.POSITIVE_INFINITY;
  #sent = 0;

  private constructor(
    parts: { shop: Shopwright; model: FakeOpenAi; principal: Principal; conversation: Conversation },
    language: Language,
    session: Session,
    reads: readonly { name: string; args: object }[],
  ) {
    this.#shop = parts.shop;
    this.#model = parts.model;
    this.#principal = parts.principal;
    this.#conversation = parts.conversation;
    this.language = language;
    this.session = session;
    this.#reads = reads;
  }

  static async open(
    shop: Shopwright,
    model: FakeOpenAi,
    language: Language,
    seed: number,
  ): Promise<AttackedTalk> {
    const principal = anonymous('203.0.113.7');
    const market = language === 'en' ? 'us' : 'eu';
    const { conversation } = await shop.chat!.conversations.open({
      principal,
      channel: 'web',
      market,
      locale: language,
    });
    const session = (await shop.store.get(sessions, conversation._id))!;
    const reads = await prepare(shop, { principal, session }, language, seed);
    return new AttackedTalk({ shop, model, principal, conversation }, language, session, reads);
  }

  /** Reads what there is to say, so that `fact` knows it. */
  async prepared(): Promise<void> {
    await this.#readAgain();
  }

  known(id: string): boolean {
    return this.facts.has(id);
  }

  /** What a name stands for now. @throws RangeError when nothing was read under it */
  fact(name: string): Fact {
    const fact = this.#names.get(name);
    if (!fact) throw new RangeError(`this conversation has no fact "${name}"`);
    return fact;
  }

  /**
   * Lets the customer write and the model answer: one script after another.
   * @param customer what the rules for plain requests would answer is written as a letter, so that the model is asked
   */
  async say(scripts: readonly Script[], customer = LETTER): Promise<SaidTo> {
    await this.#readAgain();
    this.#sinceRead += 1;
    return this.#turn(scripts, customer);
  }

  /** Everything that a write could change. */
  async state(): Promise<string> {
    const view = async (tool: string, args: object = {}) => {
      const result = await this.#shop.callTool(tool, args, {
        principal: this.#principal,
        session: this.session,
      });
      return result.ok ? strip(result.output) : result.error.code;
    };
    return JSON.stringify([await view('get_cart'), await view('get_order')]);
  }

  async #readAgain(): Promise<void> {
    if (this.#sinceRead < REMEMBERED_TURNS) return;
    const { turn } = await this.#turn(
      [
        { calls: this.#reads.map(({ name, args }) => ({ name, args })) },
        { calls: [{ name: 'reply', args: { text: 'Hm' } }] },
      ],
      LETTER,
    );
    this.#names = namesOf(turn.calls);
    this.facts = new Map([...this.#names.values()].map((fact) => [fact.id, fact]));
    this.#sinceRead = 0;
  }

  async #turn(scripts: readonly Script[], customer: string): Promise<SaidTo> {
    let step = 0;
    this.#model.script = (_request: ChatRequest) => {
      this.#model.requests.length = 0;
      return scripts[Math.min(step++, scripts.length - 1)]!;
    };
    const { chat, store } = this.#shop;
    const id = this.#conversation._id;
    this.#sent += 1;
    await chat!.conversations.post(this.#conversation, {
      providerMessageId: `m${this.#sent}`,
      text: customer,
    });
    await chat!.lanes.settled();
    const { lastTurn, lastReply } = (await store.get(conversations, id))!;
    const [turn] = await store.find(turns, { where: { conversationId: id, sequence: lastTurn } });
    const [reply] = await chat!.conversations.replies(this.#conversation, lastReply - 1);
    return { turn: turn!, text: plainText(reply!.rendered).text };
  }
}

/** The names of what a turn of the model's has read; where a thing was read more than once, the last counts. */
function namesOf(calls: readonly TurnCall[]): Map<string, Fact> {
  const names = new Map<string, Fact>();
  const put = (name: string, fact: Fact | undefined): void => {
    if (fact) names.set(name, fact);
  };
  let products = 0;
  for (const { tool, arguments: args, facts } of calls) {
    if (tool === 'get_product') nameProduct('ABC'[products++] ?? 'Z', facts, put);
    else if (tool === 'compare_products') nameCompared(args.product_ids as string[], facts, put);
    else if (tool === 'get_cart') nameCart(facts, put);
    else if (tool === 'get_checkout') {
      nameDelivery(facts, put);
      nameTotals(facts, put);
    } else if (tool === 'get_order') nameOrder(facts, put);
    else if (tool === 'get_policy') namePolicy(String(args.kind), facts, put);
  }
  return names;
}

/** Without what changes with every call. */
const strip = (output: object): object =>
  JSON.parse(
    JSON.stringify(output, (name, value) =>
      /quote|expires|session|_at$|url/.test(name) ? undefined : value,
    ),
  );

import type { Principal } from '../../server/commerce/principals/model.ts';
import type { Session } from '../../server/commerce/sessions/model.ts';
import type { Fact } from '../../server/grounding/fact.ts';
import { factsOf } from '../../server/grounding/facts-of.ts';
import type { TestShop } from '../fixtures/shop.ts';
import type { Language, Scenario } from './scenario.ts';

/** Calls tools in one conversation, and keeps their facts under names. */
export class Talk {
  readonly #shop: TestShop;
  readonly #principal: Principal;
  readonly #session: Session;
  readonly #language: Language;
  readonly #facts = new Map<string, Fact>();
  readonly #names = new Map<string, string>();
  #last = 0;

  constructor(shop: TestShop, principal: Principal, session: Session, language: Language) {
    this.#shop = shop;
    this.#principal = principal;
    this.#session = session;
    this.#language = language;
  }

  async call(tool: string, args: Record<string, unknown>): Promise<Fact[]> {
    const result = await this.#shop.callTool(
      tool,
      { locale: this.#language, ...args },
      { principal: this.#principal, session: this.#session },
    );
    if (!result.ok) throw new Error(`${tool}: ${result.error.code}: ${result.error.message}`);
    const { facts } = factsOf(
      {
        tool,
        arguments: args,
        output: result.output,
        callId: result.meta.call_id,
        observedAt: this.#shop.clock.now(),
      },
      this.#last + 1,
    );
    this.#last += facts.length;
    for (const fact of facts) this.#facts.set(fact.id, fact);
    return facts;
  }

  name(name: string, fact: Fact | undefined): void {
    if (fact) this.#names.set(name, fact.id);
  }

  scenario(currency: string): Scenario {
    const [facts, names] = [this.#facts, this.#names];
    return {
      language: this.#language,
      locale: this.#language,
      currency,
      facts,
      names,
      fact: (name) => {
        const fact = facts.get(names.get(name) ?? '');
        if (!fact) throw new RangeError(`this conversation has no fact "${name}"`);
        return fact;
      },
    };
  }
}

/**
 * Puts a Shopwright server under promptfoo (https://www.promptfoo.dev/docs/providers/custom-api/):
 *
 *   providers:
 *     - id: file://promptfoo-provider.mjs
 *       config: { url: http://127.0.0.1:3000, locale: en }
 *
 * Turns with the same `metadata.conversationId` belong to one conversation. The proof of each reply is in `metadata.proof`.
 */
export default class ShopwrightProvider {
  #config;
  #id;
  /** Conversation of promptfoo's to that of the shop, and the last reply that was read of it. */
  #talks = new Map();

  constructor({ id, config = {} } = {}) {
    this.#id = id ?? 'shopwright';
    this.#config = { url: 'http://127.0.0.1:3000', timeoutMs: 60_000, ...config };
  }

  id() {
    return this.#id;
  }

  async callApi(prompt, context = {}) {
    const started = performance.now();
    try {
      const talk = await this.#talk(context.test?.metadata?.conversationId);
      await this.#ask(`/${talk.id}/messages`, { text: prompt, message_id: crypto.randomUUID() });
      const replies = await this.#replies(talk);
      return {
        output: replies.map(({ text }) => text).join('\n\n'),
        cached: false,
        latencyMs: Math.round(performance.now() - started),
        metadata: { conversation: talk.id, proof: replies.at(-1).proof_url },
      };
    } catch (error) {
      return { error: error.message };
    }
  }

  async #talk(name) {
    const known = name === undefined ? undefined : this.#talks.get(name);
    if (known) return known;
    const { market, locale } = this.#config;
    const { conversation_id } = await this.#ask('', { market, locale });
    const talk = { id: conversation_id, last: 0 };
    if (name !== undefined) this.#talks.set(name, talk);
    return talk;
  }

  async #replies(talk) {
    const end = performance.now() + this.#config.timeoutMs;
    while (performance.now() < end) {
      const { replies, waiting } = await this.#ask(`/${talk.id}/messages?after=${talk.last}`);
      if (replies.length > 0 && waiting === 0) {
        talk.last = replies.at(-1).sequence;
        return replies;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('There was no reply in time.');
  }

  async #ask(path, body) {
    const response = await fetch(`${this.#config.url}/v1/conversations${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { 'Content-Type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.detail ?? `HTTP ${response.status}`);
    return answer;
  }
}

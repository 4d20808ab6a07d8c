const KEY = 'shopwright-conversation';
const RETRY_MS = 2000;

/** Talks to `/v1/conversations`: opens one or goes on with the last, sends until it is stored, follows the replies. */
export class Connection {
  /** @param {{ base: string, market?: string, locale?: string, onReply: (reply: object) => void, onState: (online: boolean) => void }} options */
  constructor(options) {
    this.options = options;
    this.queue = Promise.resolve();
  }

  /** Answers what was said before, oldest first. */
  async open() {
    const known = stored();
    const history = known && (await this.read(known));
    if (history) this.id = known;
    else {
      const { market, locale } = this.options;
      const opened = await this.ask('', { method: 'POST', body: { market, locale } });
      this.id = opened.conversation_id;
      store(this.id);
    }
    const last = history?.replies.at(-1)?.sequence ?? 0;
    this.follow(last);
    return history ?? { messages: [], replies: [] };
  }

  /** Sends in order, again and again until the server has it; it is answered once whatever happens. */
  send(text) {
    const messageId = crypto.randomUUID?.() ?? `${performance.now()}-${Math.random()}`;
    this.queue = this.queue.then(() => this.deliver(text, messageId));
    return this.queue;
  }

  async deliver(text, messageId) {
    for (;;) {
      try {
        await this.ask(`/${this.id}/messages`, { method: 'POST', body: { text, message_id: messageId } });
        this.options.onState(true);
        return;
      } catch (error) {
        if (error.status && error.status < 500 && error.status !== 429) throw error;
        this.options.onState(false);
        await new Promise((resolve) => {
          setTimeout(resolve, RETRY_MS);
        });
      }
    }
  }

  async read(id) {
    try {
      return await this.ask(`/${id}/messages`, { method: 'GET' });
    } catch (error) {
      if (error.status === 404) return undefined;
      throw error;
    }
  }

  /** The browser connects again by itself, and says how far it came. */
  follow(after) {
    this.source?.close();
    this.source = new EventSource(`${this.options.base}/v1/conversations/${this.id}/events?after=${after}`);
    this.source.addEventListener('reply', (event) => this.options.onReply(JSON.parse(event.data)));
    this.source.addEventListener('open', () => this.options.onState(true));
  }

  forget() {
    this.source?.close();
    store(undefined);
  }

  async ask(path, { method, body }) {
    const response = await fetch(`${this.options.base}/v1/conversations${path}`, {
      method,
      ...(body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (response.ok) return response.json();
    const problem = await response.json().catch(() => ({}));
    throw Object.assign(new Error(problem.detail ?? response.statusText), { status: response.status });
  }
}

/** Where storage is forbidden, a conversation lasts as long as its page. */
function stored() {
  try {
    return localStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined;
  }
}

function store(id) {
  try {
    if (id === undefined) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, id);
  } catch {
    // Nothing is kept then.
  }
}

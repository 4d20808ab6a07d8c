import { readyToSend } from './attachments.js';

const CONVERSATION = 'shopwright-conversation';
const UNSENT = 'shopwright-unsent';
const RETRY_MS = 2000;

/** Names of what is kept in the browser: one set for each shop, and publisher, that a website embeds. */
export function storedUnder(base, publisherKey) {
  const own = new URL(`${base}/`, location.href).origin === location.origin && !publisherKey;
  const space = own ? '' : ` ${base} ${publisherKey?.slice(-6) ?? ''}`.trimEnd();
  return { conversation: CONVERSATION + space, unsent: UNSENT + space };
}

/** Talks to `/v1/conversations`: opens one or goes on with the last, sends until it is stored, follows the replies. */
export class Connection {
  /** @param {{ base: string, publisherKey?: string, market?: string, locale?: string, onReply: (reply: object) => void, onState: (online: boolean) => void, onRefusal: (error: Error) => void }} options */
  constructor(options) {
    this.options = options;
    this.base = options.base;
    this.keys = storedUnder(options.base, options.publisherKey);
    this.queue = Promise.resolve();
    this.last = 0;
  }

  /** Answers what was said last. What an earlier page could not send is sent first. */
  async open() {
    this.id ??= stored(localStorage_, this.keys.conversation);
    if (this.id) await this.introduce();
    for (const message of this.unsent()) await this.hand(message);
    const history = this.id && (await this.read());
    if (!history) return this.begin();
    this.last = history.replies.at(-1)?.sequence ?? 0;
    this.follow();
    return history;
  }

  /** However many ask at once, one conversation begins. */
  begin() {
    this.beginning ??= this.another().finally(() => {
      this.beginning = undefined;
    });
    return this.beginning;
  }

  async another() {
    const { market, locale, publisherKey } = this.options;
    const came = cameFrom();
    const body = { market, locale, publisher_key: publisherKey, ...(came && { came_from: came }) };
    const { conversation_id: id, ...opened } = await this.ask('', { method: 'POST', body });
    this.id = id;
    this.last = 0;
    keep(localStorage_, this.keys.conversation, id);
    await this.introduce();
    this.follow();
    return { messages: [], replies: [], waiting: 0, ...opened };
  }

  /** Says who is here and what they look at. Neither keeps a conversation from going on. */
  async introduce() {
    if (this.user) await this.identify(this.user);
    if (this.seen) await this.look(this.seen);
  }

  /** Who is signed in on the website. Answers false for a conversation of somebody else, which is left. */
  async identify(user) {
    this.user = user;
    if (!this.id) return true;
    try {
      await this.ask(`/${this.id}/identity`, {
        method: 'POST',
        body: { user_id: user.id, hash: user.hash, phone: user.phone },
      });
    } catch (error) {
      if (error.status === 409) {
        this.forget();
        return false;
      }
      if (isRefusal(error) && error.status !== 404) this.options.onRefusal(error);
    }
    return true;
  }

  /** What is on the screen of a customer who agreed that the shop learns of it; without `consent` what was told is deleted. */
  async look(seen) {
    this.seen = seen;
    if (!this.id) return;
    const { page, product, consent } = seen;
    const id = `${page ?? ''} ${product ?? ''} ${performance.now()}`.slice(-200);
    const url = page && new URL(page, location.href).href;
    const event = product
      ? { id, type: 'product_viewed', product_id: product, sku: product, url }
      : { id, type: 'page_viewed', url: url ?? location.href };
    await this.request('/v1/events', 'POST', {
      conversation_id: this.id,
      consent: consent === true,
      events: consent === true ? [event] : [],
    }).catch((error) => {
      if (isRefusal(error) && error.status !== 404) this.options.onRefusal(error);
    });
  }

  /**
   * Sends in order, again and again until the server has it; it is answered once whatever happens. Rejects when the server will not
   * have it: the same message may be sent again.
   * @param {{ text: string, messageId: string, files?: Blob[] }} message files are not kept when the page is left
   */
  send(message) {
    const { text, messageId, files = [] } = message;
    if (files.length === 0) this.remember([...this.unsent(), { text, messageId }]);
    const sent = this.queue.then(() => this.deliver(message));
    this.queue = sent.catch(() => {});
    return sent;
  }

  async deliver(message) {
    for (;;) {
      try {
        const answer = await this.hand(message);
        this.options.onState(true);
        return answer;
      } catch (error) {
        if (isRefusal(error)) throw error;
        this.options.onState(false);
        await pause();
      }
    }
  }

  async hand(message) {
    const { text, messageId } = message;
    const post = async () => {
      const body = { text, message_id: messageId, attachments: await this.upload(message) };
      return this.ask(`/${this.id}/messages`, { method: 'POST', body });
    };
    try {
      if (!this.id) await this.begin();
      const answer = await post().catch(async (error) => {
        if (error.status !== 404) throw error;
        // The conversation has ended: what is written now begins another.
        await this.begin();
        return post();
      });
      this.forgetUnsent(messageId);
      return answer;
    } catch (error) {
      if (isRefusal(error)) this.forgetUnsent(messageId);
      throw error;
    }
  }

  /** Once for each file and conversation, however often the message is sent. */
  async upload(message) {
    if (message.uploadedTo !== this.id) message.uploaded = [];
    message.uploadedTo = this.id;
    const { files = [], uploaded } = message;
    while (uploaded.length < files.length) {
      const body = await readyToSend(files[uploaded.length]);
      const { media_id } = await this.ask(`/${this.id}/media`, { method: 'POST', body });
      uploaded.push({ media_id });
    }
    return uploaded;
  }

  /** What was said before these numbers, or last. Undefined when the conversation has ended. */
  async read(before) {
    const query = before ? `?before=${before.reply ?? 1}&before_message=${before.message ?? 1}` : '';
    try {
      return await this.ask(`/${this.id}/messages${query}`, { method: 'GET' });
    } catch (error) {
      if (error.status === 404) return undefined;
      throw error;
    }
  }

  /** The browser connects again by itself and says how far it came, unless it met an answer that is no stream. */
  follow() {
    this.source?.close();
    const source = new EventSource(`${this.base}/v1/conversations/${this.id}/events?after=${this.last}`);
    this.source = source;
    source.addEventListener('reply', (event) => {
      const reply = JSON.parse(event.data);
      this.last = reply.sequence;
      this.options.onReply(reply);
    });
    source.addEventListener('open', () => this.options.onState(true));
    source.addEventListener('error', () => {
      this.options.onState(false);
      if (source.readyState === EventSource.CLOSED) this.resume(source);
    });
  }

  async resume(source) {
    while (this.source === source) {
      await pause();
      if (this.source !== source) return;
      try {
        if (await this.read()) this.follow();
        else this.options.onState(true);
        return;
      } catch (error) {
        if (isRefusal(error)) return;
      }
    }
  }

  close() {
    this.source?.close();
    this.source = undefined;
  }

  /** The next message begins another conversation. */
  forget() {
    this.close();
    this.id = undefined;
    this.last = 0;
    keep(localStorage_, this.keys.conversation, undefined);
  }

  unsent() {
    try {
      return JSON.parse(stored(sessionStorage_, this.keys.unsent) ?? '[]');
    } catch {
      return [];
    }
  }

  remember(messages) {
    keep(sessionStorage_, this.keys.unsent, messages.length > 0 ? JSON.stringify(messages) : undefined);
  }

  forgetUnsent(messageId) {
    this.remember(this.unsent().filter((message) => message.messageId !== messageId));
  }

  ask(path, { method, body }) {
    return this.request(`/v1/conversations${path}`, method, body);
  }

  async request(path, method, body) {
    const response = await fetch(`${this.base}${path}`, {
      method,
      ...(body instanceof Blob
        ? { body }
        : body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (response.status === 204) return {};
    if (response.ok) return response.json();
    const problem = await response.json().catch(() => ({}));
    throw Object.assign(new Error(problem.detail ?? response.statusText), { status: response.status });
  }
}

/** An answer that will be the same next time. */
export const isRefusal = ({ status }) =>
  status !== undefined && status < 500 && status !== 429 && status !== 408;

/** Until it is worth another try: after a while, or when the device says that it is connected again. */
const pause = () =>
  new Promise((resolve) => {
    const timer = setTimeout(done, RETRY_MS);
    function done() {
      clearTimeout(timer);
      removeEventListener('online', done);
      resolve();
    }
    addEventListener('online', done);
  });

/** The advertisement or link that led to this page, from its address. Undefined when it names none. */
function cameFrom() {
  const query = new URLSearchParams(location.search);
  const utm = {};
  for (const name of ['source', 'medium', 'campaign', 'term', 'content']) {
    const value = query.get(`utm_${name}`);
    if (value) utm[name] = value.slice(0, 200);
  }
  const click = ['gclid', 'fbclid', 'msclkid', 'ttclid'].map((name) => query.get(name)).find(Boolean);
  if (!click && Object.keys(utm).length === 0) return undefined;
  return {
    url: `${location.origin}${location.pathname}`.slice(0, 500),
    utm,
    ...(click && { click_id: click.slice(0, 500) }),
  };
}

const localStorage_ = () => localStorage;
const sessionStorage_ = () => sessionStorage;

/** Where storage is forbidden, a conversation lasts as long as its page. */
function stored(storage, key) {
  try {
    return storage().getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

function keep(storage, key, value) {
  try {
    if (value === undefined) storage().removeItem(key);
    else storage().setItem(key, value);
  } catch {
    // Nothing is kept then.
  }
}

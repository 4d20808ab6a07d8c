import { element } from './blocks.js';
import { CheckoutFrame } from './checkout-frame.js';
import { createComposer } from './composer.js';
import { Connection, isRefusal } from './connection.js';
import { beginning, timeline } from './history.js';
import { textsFor } from './texts.js';
import { Transcript } from './transcript.js';

const RETRY_MS = 3000;
/** A broken connection is told of when it lasts. */
const PATIENCE_MS = 700;
/** As long as something may still be coming. */
const TYPING_MS = 60_000;

/**
 * `<shopwright-chat>`: a conversation with a shop. Attributes: `server` (its address), `publisher-key`, `market`, `locale`, `theme`
 * (`light` or `dark`; the device's when absent), `message` (what stands in the field at first), and `autofocus` for a page that is
 * nothing but the chat. It tells of `shopwright-ready`, `shopwright-message`, `shopwright-reply` and `shopwright-error`.
 */
export class ShopwrightChat extends HTMLElement {
  /** Address of the shop where the attribute is absent. */
  static server = '';
  /** Gives a shadow root its style; resolves when it has it. @type {(root: ShadowRoot) => Promise<unknown>} */
  static dress = async () => {};

  connectedCallback() {
    if (this.shadowRoot) return this.back();
    const root = this.attachShadow({ mode: 'open' });
    const locale = this.getAttribute('locale') ?? undefined;
    this.texts = textsFor(locale ? [locale] : navigator.languages);
    this.lang ||= this.texts.language;
    this.connection = this.connect(locale);
    this.transcript = new Transcript({
      texts: this.texts,
      server: this.connection.base,
      say: (text, label) => this.say(text, label),
      earlier: () => this.earlier(),
      follow: (event, url) => this.checkout.follow(event, url),
    });
    this.notice = element('p', { class: 'notice', role: 'status' });
    this.holder = element('p', { class: 'notice holder', role: 'status' });
    this.again = element(
      'button',
      { type: 'button', class: 'restart', hidden: true, onclick: () => this.restart() },
      this.texts.start,
    );
    const { form, input, accept, write } = createComposer({
      texts: this.texts,
      drop: this,
      send: (text, files) => this.say(text, text, files),
      tell: (problem) => {
        this.notice.textContent = problem;
      },
    });
    this.accept = accept;
    this.write = write;
    this.input = input;
    write(this.getAttribute('message') ?? '');
    const talk = element(
      'div',
      { class: 'talk' },
      this.transcript.element,
      element('div', { class: 'line' }, this.holder, this.notice, this.again),
      form,
    );
    this.checkout = new CheckoutFrame({ texts: this.texts, behind: talk, server: this.connection.base });
    root.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      if (this.checkout.close()) event.stopPropagation();
      else if (root.activeElement !== input) input.focus();
    });
    // Nothing is shown before it has its style, so that nothing moves.
    ShopwrightChat.dress(root).then(() => {
      root.append(talk, this.checkout.element);
      if (this.hasAttribute('autofocus') && matchMedia('(pointer: fine)').matches) input.focus();
      this.start();
    });
  }

  connect(locale) {
    const server = this.getAttribute('server');
    const connection = new Connection({
      base: (server ?? ShopwrightChat.server).replace(/\/$/, ''),
      publisherKey: this.getAttribute('publisher-key') ?? undefined,
      market: this.getAttribute('market') ?? undefined,
      locale: locale ?? navigator.languages.join(','),
      onReply: (reply) => this.show(reply),
      onState: (online) => this.state(online),
      onRefusal: (error) => this.tell('error', { error }),
    });
    connection.user = this.user;
    connection.seen = this.seen;
    return connection;
  }

  /** Who is signed in on the website, as its server vouches. @param {{ id: string, hash: string, phone?: string } | undefined} user nobody when absent */
  setUser(user) {
    const left = this.user && this.user.id !== user?.id;
    this.user = user;
    if (!this.connection) return;
    this.connection.user = user;
    if (left) this.restart();
    else if (user) this.connection.identify(user).then((same) => same || this.restart());
  }

  /** What is on the screen. @param {{ page?: string, product?: string, consent: boolean }} seen told to the shop with consent only */
  setContext(seen) {
    this.seen = seen;
    this.connection?.look(seen);
  }

  tell(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(`shopwright-${name}`, { bubbles: true, composed: true, detail }));
  }

  disconnectedCallback() {
    this.connection.close();
  }

  /** It was taken from the page and put there again: what was said meanwhile comes with the stream. */
  back() {
    if (!this.started) this.start();
    else if (this.connection.id) this.connection.follow();
  }

  async start() {
    if (this.starting) return;
    this.starting = true;
    try {
      const history = await this.connection.open();
      if (!this.isConnected) return this.connection.close();
      this.state(true);
      this.accept(history.accepts ?? []);
      this.checkout.allowed = history.checkout_in_frame === true;
      // What was written while there was no connection is in the history now.
      for (const article of this.unsent ?? []) article.remove();
      this.put(history);
      this.last = history.replies.at(-1)?.sequence ?? 0;
      this.hold(history.replies.at(-1));
      this.again.hidden = !this.first.message && !this.first.reply;
      if (this.again.hidden) this.transcript.welcome();
      this.transcript.begin();
      if (history.waiting > 0 && history.held_by !== 'person') this.wait(true);
      this.started = true;
      this.dataset.ready = 'true';
      this.tell('ready');
    } catch (error) {
      if (isRefusal(error)) return this.refuse(error);
      this.state(false);
      setTimeout(() => this.isConnected && this.start(), RETRY_MS);
    } finally {
      this.starting = false;
    }
  }

  /** The shop will not talk here: the key is of another website, or ended. */
  refuse(error) {
    this.notice.textContent = this.texts.unavailable;
    this.input.disabled = true;
    this.dataset.refused = 'true';
    console.error(`Shopwright: ${error.message}`);
    this.tell('error', { error });
  }

  /** A page of what was said before all that is shown. */
  put(history) {
    const entries = timeline(history);
    const begins = beginning(entries);
    this.first = {
      message: begins.message ?? this.first?.message,
      reply: begins.reply ?? this.first?.reply,
    };
    const { message = 1, reply = 1 } = this.first;
    this.transcript.prepend(entries, entries.length > 0 && (message > 1 || reply > 1));
  }

  async earlier() {
    const history = await this.connection.read(this.first).catch(() => undefined);
    if (history) this.put(history);
    this.transcript.list.focus({ preventScroll: true });
  }

  restart() {
    this.checkout.close();
    this.connection.forget();
    this.wait(false);
    this.transcript.clear();
    this.hold(undefined);
    this.again.hidden = true;
    this.transcript.welcome();
    this.last = 0;
    this.input.focus();
  }

  say(text, label = text, files = []) {
    const article = this.transcript.message(label, files);
    this.again.hidden = false;
    const messageId = crypto.randomUUID?.() ?? `${performance.now()}-${Math.random()}`;
    if (!this.started && files.length === 0) this.unsent = [...(this.unsent ?? []), article];
    this.send(article, { text, messageId, files });
    this.tell('message');
  }

  async send(article, message) {
    this.wait(true);
    try {
      const { held_by } = await this.connection.send(message);
      if (held_by === 'person') this.wait(false);
    } catch (error) {
      this.wait(false);
      this.transcript.problem(article, `${this.texts.failed} ${error.message}`, () =>
        this.send(article, message),
      );
    }
  }

  /** A reply of the shop, once. */
  show(reply) {
    if (reply.sequence <= (this.last ?? 0)) return;
    this.last = reply.sequence;
    this.again.hidden = false;
    this.wait(false);
    this.transcript.reply(reply);
    this.hold(reply);
    this.tell('reply', { sequence: reply.sequence, text: reply.text });
  }

  /** A person who joined answers alone, until a reply without a name comes: that is the shop's own again. */
  hold(reply) {
    const name = reply?.author;
    this.holder.textContent = name === undefined ? '' : this.texts.answers.replace('{name}', name);
  }

  wait(on) {
    clearTimeout(this.waiting);
    this.transcript.wait(on);
    if (on) this.waiting = setTimeout(() => this.transcript.wait(false), TYPING_MS);
  }

  state(online) {
    clearTimeout(this.offline);
    if (online) this.notice.textContent = '';
    else
      this.offline = setTimeout(() => {
        this.notice.textContent = this.texts.offline;
      }, PATIENCE_MS);
  }
}

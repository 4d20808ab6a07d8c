import { element } from './blocks.js';
import { createComposer } from './composer.js';
import { Connection } from './connection.js';
import { beginning, timeline } from './history.js';
import { textsFor } from './texts.js';
import { Transcript } from './transcript.js';

const STYLES = ['chat.css', 'blocks.css', 'attachments.css'];
const RETRY_MS = 3000;
/** A broken connection is told of when it lasts. */
const PATIENCE_MS = 700;
/** As long as something may still be coming. */
const TYPING_MS = 60_000;

/**
 * `<shopwright-chat>`: a conversation with a shop. Attributes: `server` (its address; this page's when absent), `market`, `locale`, and
 * `autofocus` for a page that is nothing but the chat.
 */
class ShopwrightChat extends HTMLElement {
  connectedCallback() {
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: 'open' });
    const base = (this.getAttribute('server') ?? document.baseURI.replace(/\/[^/]*$/, '')).replace(/\/$/, '');
    const locale = this.getAttribute('locale') ?? undefined;
    this.texts = textsFor(locale ? [locale] : navigator.languages);
    this.lang ||= this.texts.language;
    this.transcript = new Transcript({
      texts: this.texts,
      say: (text, label) => this.say(text, label),
      earlier: () => this.earlier(),
    });
    this.notice = element('p', { class: 'notice', role: 'status' });
    this.holder = element('p', { class: 'notice holder', role: 'status' });
    this.again = element(
      'button',
      { type: 'button', class: 'restart', hidden: true, onclick: () => this.restart() },
      this.texts.start,
    );
    const { form, input, accept } = createComposer({
      texts: this.texts,
      drop: this,
      send: (text, files) => this.say(text, text, files),
      tell: (problem) => {
        this.notice.textContent = problem;
      },
    });
    this.accept = accept;
    this.input = input;
    root.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && root.activeElement !== input) input.focus();
    });
    this.connection = new Connection({
      base,
      market: this.getAttribute('market') ?? undefined,
      locale: locale ?? navigator.languages.join(','),
      onReply: (reply) => this.show(reply),
      onState: (online) => this.state(online),
    });
    // Nothing is shown before it has its style, so that nothing moves.
    Promise.all(STYLES.map((name) => this.style_(root, name))).then(() => {
      root.append(
        this.transcript.element,
        element('div', { class: 'line' }, this.holder, this.notice, this.again),
        form,
      );
      if (this.hasAttribute('autofocus') && matchMedia('(pointer: fine)').matches) input.focus();
      this.start();
    });
  }

  style_(root, name) {
    return new Promise((loaded) => {
      const href = new URL(name, import.meta.url).href;
      root.append(element('link', { rel: 'stylesheet', href, onload: loaded, onerror: loaded }));
    });
  }

  disconnectedCallback() {
    this.connection?.close();
  }

  async start() {
    try {
      const history = await this.connection.open();
      this.state(true);
      this.accept(history.accepts ?? []);
      this.put(history);
      this.last = history.replies.at(-1)?.sequence ?? 0;
      this.hold(history.replies.at(-1));
      this.again.hidden = !this.first.message && !this.first.reply;
      if (this.again.hidden) this.transcript.welcome();
      this.transcript.begin();
      if (history.waiting > 0 && history.held_by !== 'person') this.wait(true);
      this.dataset.ready = 'true';
    } catch {
      this.state(false);
      setTimeout(() => this.start(), RETRY_MS);
    }
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
    this.send(article, { text, messageId, files });
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

if (!customElements.get('shopwright-chat')) customElements.define('shopwright-chat', ShopwrightChat);

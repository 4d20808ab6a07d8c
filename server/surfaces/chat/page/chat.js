import { blockElement, element } from './blocks.js';
import { Connection } from './connection.js';
import { textsFor } from './texts.js';

/**
 * `<shopwright-chat>`: a conversation with a shop. Attributes: `server` (its address; this page's when absent), `market`, `locale`.
 */
class ShopwrightChat extends HTMLElement {
  connectedCallback() {
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: 'open' });
    const base = (this.getAttribute('server') ?? document.baseURI.replace(/\/[^/]*$/, '')).replace(/\/$/, '');
    const locale = this.getAttribute('locale') ?? undefined;
    this.texts = textsFor(locale ? [locale] : navigator.languages);
    const style = new URL('chat.css', import.meta.url).href;
    this.log = element('div', {
      class: 'log',
      role: 'log',
      'aria-live': 'polite',
      'aria-label': this.texts.title,
      tabindex: '0',
    });
    this.notice = element('p', { class: 'notice', role: 'status' });
    this.input = element('textarea', {
      rows: '1',
      maxlength: '4000',
      placeholder: this.texts.placeholder,
      'aria-label': this.texts.placeholder,
      autocomplete: 'off',
    });
    const form = element(
      'form',
      {},
      this.input,
      element('button', { type: 'submit', class: 'send' }, this.texts.send),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.say(this.input.value);
      this.input.value = '';
      this.grow();
    });
    this.input.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      form.requestSubmit();
    });
    this.input.addEventListener('input', () => this.grow());
    root.append(element('link', { rel: 'stylesheet', href: style }), this.log, this.notice, form);
    this.connection = new Connection({
      base,
      market: this.getAttribute('market') ?? undefined,
      locale: locale ?? navigator.languages.join(','),
      onReply: (reply) => this.show(reply),
      onState: (online) => {
        this.notice.textContent = online ? '' : this.texts.offline;
      },
    });
    this.start();
  }

  disconnectedCallback() {
    this.connection?.source?.close();
  }

  async start() {
    try {
      const { messages, replies } = await this.connection.open();
      const past = [
        ...messages.map((message) => ({ at: message.at, show: () => this.put('you', message.text) })),
        ...replies.map((reply) => ({ at: reply.at, show: () => this.show(reply) })),
      ];
      for (const { show } of past.sort((a, b) => (a.at < b.at ? -1 : 1))) show();
      this.dataset.ready = 'true';
    } catch {
      this.notice.textContent = this.texts.offline;
      setTimeout(() => this.start(), 3000);
    }
  }

  async say(text, label = text) {
    const said = text.trim();
    if (said === '') return;
    this.put('you', label.trim());
    this.wait(true);
    try {
      await this.connection.send(said);
    } catch (error) {
      this.wait(false);
      this.put('problem', `${this.texts.failed} ${error.message}`);
    }
  }

  /** A reply of the shop, once. */
  show(reply) {
    if (reply.sequence <= (this.last ?? 0)) return;
    this.last = reply.sequence;
    this.wait(false);
    const context = {
      texts: this.texts,
      proofUrl: reply.proof_url,
      say: (text, label) => this.say(text, label),
    };
    const blocks = reply.blocks.map((block) => blockElement(block, context)).filter(Boolean);
    const proof =
      reply.proof_url &&
      element(
        'p',
        { class: 'proof' },
        element(
          'a',
          { href: reply.proof_url, target: '_blank', rel: 'noopener noreferrer' },
          `✓ ${this.texts.proof}`,
        ),
      );
    const name = reply.author ?? this.texts.shop;
    this.append_(
      element(
        'article',
        { class: 'message shop', lang: reply.language },
        element('h2', { class: 'hidden' }, name),
        reply.by === 'person' && element('p', { class: 'author' }, name),
        blocks,
        proof,
      ),
    );
  }

  put(who, text) {
    this.append_(
      element(
        'article',
        { class: `message ${who}` },
        who === 'you' && element('h2', { class: 'hidden' }, this.texts.you),
        element('p', {}, text),
      ),
    );
  }

  append_(message) {
    this.log.append(message);
    if (this.typing) this.log.append(this.typing);
    this.log.scrollTop = this.log.scrollHeight;
  }

  wait(on) {
    this.typing?.remove();
    this.typing = on ? element('p', { class: 'typing' }, this.texts.typing) : undefined;
    if (this.typing) this.log.append(this.typing);
    this.log.scrollTop = this.log.scrollHeight;
  }

  grow() {
    this.input.style.height = 'auto';
    this.input.style.height = `${Math.min(this.input.scrollHeight, 160)}px`;
  }
}

if (!customElements.get('shopwright-chat')) customElements.define('shopwright-chat', ShopwrightChat);

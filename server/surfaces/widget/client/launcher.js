import { element } from '../../chat/page/blocks.js';
import { storedUnder } from '../../chat/page/connection.js';
import { textsFor } from '../../chat/page/texts.js';
import { keepFocusIn } from './focus.js';
import { dressIn, LAUNCHER } from './styles.js';

/**
 * `<shopwright-launcher>`: a button in the corner that opens the chat as a dialog; on a phone it fills the screen. Attributes: those of
 * `<shopwright-chat>`, `position` (`left`), `title-text`. It tells of `shopwright-open` and `shopwright-close`.
 */
export class ShopwrightLauncher extends HTMLElement {
  connectedCallback() {
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: 'open' });
    dressIn(root, LAUNCHER);
    const locale = this.getAttribute('locale');
    this.texts = textsFor(locale ? [locale] : navigator.languages);
    this.lang ||= this.texts.language;
    const title = this.getAttribute('title-text') ?? this.texts.title;
    this.count = element('span', { class: 'count', 'aria-hidden': 'true', hidden: true });
    this.button = element(
      'button',
      {
        type: 'button',
        class: 'launcher',
        'aria-label': this.texts.open,
        'aria-haspopup': 'dialog',
        'aria-expanded': 'false',
        'aria-controls': 'panel',
        onclick: () => this.toggle(),
      },
      bubble(),
      this.count,
    );
    this.room = element('div', { class: 'room' });
    this.panel = element(
      'div',
      {
        class: 'panel',
        id: 'panel',
        role: 'dialog',
        'aria-modal': 'true',
        'aria-labelledby': 'title',
        hidden: true,
        onkeydown: (event) => this.key(event),
      },
      element(
        'div',
        { class: 'bar' },
        element('h2', { id: 'title' }, title),
        element(
          'button',
          { type: 'button', class: 'close', 'aria-label': this.texts.close, onclick: () => this.close() },
          '×',
        ),
      ),
      this.room,
    );
    // Tells of a reply while the dialog, whose log would, is closed.
    this.said = element('p', { class: 'said', role: 'status' });
    root.append(this.panel, this.button, this.said);
    this.addEventListener('shopwright-reply', (event) => this.unread(event.detail));
    if (this.hasConversation()) this.furnish();
  }

  get isOpen() {
    return this.panel?.hidden === false;
  }

  hasConversation() {
    const server = this.getAttribute('server') ?? customElements.get('shopwright-chat').server;
    const { conversation } = storedUnder(
      server.replace(/\/$/, ''),
      this.getAttribute('publisher-key') ?? undefined,
    );
    try {
      return localStorage.getItem(conversation) !== null;
    } catch {
      return false;
    }
  }

  /** The chat within; a visitor who never opens it has no conversation. */
  furnish() {
    if (this.chat) return this.chat;
    const names = ['server', 'publisher-key', 'market', 'locale', 'theme', 'message'];
    const given = names.map((name) => [name, this.getAttribute(name) ?? undefined]);
    this.chat = element('shopwright-chat', { ...Object.fromEntries(given), fills: true });
    if (this.user) this.chat.setUser(this.user);
    if (this.seen) this.chat.setContext(this.seen);
    this.room.append(this.chat);
    return this.chat;
  }

  setUser(user) {
    this.user = user;
    this.chat?.setUser(user);
  }

  setContext(seen) {
    this.seen = seen;
    this.chat?.setContext(seen);
  }

  write(text) {
    this.setAttribute('message', text);
    this.chat?.write(text);
  }

  open() {
    if (this.isOpen) return;
    const chat = this.furnish();
    this.panel.hidden = false;
    this.button.setAttribute('aria-expanded', 'true');
    this.button.setAttribute('aria-label', this.texts.close);
    this.news = 0;
    this.count.hidden = true;
    this.said.textContent = '';
    chat.transcript.toEnd();
    this.focusWithin(chat);
    chat.tell('open');
  }

  /** On a phone the keyboard would cover what was said: it comes when it is asked for. */
  focusWithin(chat) {
    const close = this.panel.querySelector('.close');
    if (!matchMedia('(pointer: fine)').matches) return close.focus();
    if (chat.input.isConnected) return chat.input.focus();
    close.focus();
    chat.addEventListener('shopwright-ready', () => this.isOpen && chat.input.focus(), { once: true });
  }

  close() {
    if (!this.isOpen) return;
    this.panel.hidden = true;
    this.button.setAttribute('aria-expanded', 'false');
    this.button.setAttribute('aria-label', this.texts.open);
    this.button.focus();
    this.chat.tell('close');
  }

  toggle() {
    if (this.isOpen) this.close();
    else this.open();
  }

  key(event) {
    if (event.key === 'Escape') {
      event.stopPropagation();
      this.close();
    } else keepFocusIn(this.panel, event);
  }

  unread({ text }) {
    if (this.isOpen) return;
    this.news = (this.news ?? 0) + 1;
    this.count.textContent = String(this.news);
    this.count.hidden = false;
    this.button.setAttribute('aria-label', `${this.texts.open}, ${this.texts.unread}: ${this.news}`);
    this.said.textContent = `${this.texts.unread}: ${text}`;
  }
}

function bubble() {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = document.createElementNS(svg.namespaceURI, 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', 'M5 4h14a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-8l-5 4v-4H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z');
  svg.append(path);
  return svg;
}

import { attachedElements } from './attachments.js';
import { blockElement, element } from './blocks.js';

/** So close to the end counts as reading the end, in pixels. */
const NEAR_END = 80;

/** What was said, as a list that scrolls and is read out; older messages on demand. */
export class Transcript {
  /** @param {{ texts: object, server: string, say: (text: string, label?: string) => void, earlier: () => void, follow: (event: Event, url: string) => void }} options */
  constructor({ texts, server, say, earlier, follow }) {
    this.texts = texts;
    this.server = server;
    this.say = say;
    this.follow = follow;
    this.list = element('div', {
      class: 'log',
      role: 'log',
      'aria-live': 'polite',
      'aria-busy': 'true',
      'aria-label': texts.title,
      tabindex: '0',
    });
    this.unread = element(
      'button',
      { type: 'button', class: 'unread', hidden: true, onclick: () => this.toEnd() },
      `↓ ${texts.unread}`,
    );
    this.earlier = element('button', { type: 'button', class: 'earlier', onclick: earlier }, texts.earlier);
    this.list.addEventListener('scroll', () => {
      this.following = this.atEnd();
      if (this.following) this.unread.hidden = true;
    });
    // When the keyboard of a phone opens, the end stays in sight.
    this.following = true;
    new ResizeObserver(() => {
      if (this.following) this.toEnd();
    }).observe(this.list);
    this.element = element('div', { class: 'transcript' }, this.list, this.unread);
  }

  /** Puts older entries before all others; what is being read stays where it is. */
  prepend(entries, hasMore) {
    const { list } = this;
    const fromEnd = list.scrollHeight - list.scrollTop;
    this.earlier.remove();
    const articles = entries.map(({ kind, item }) =>
      kind === 'reply' ? this.replyArticle(item) : this.messageArticle(item.text, item.attachments),
    );
    list.prepend(...(hasMore ? [this.earlier] : []), ...articles);
    list.scrollTop = list.scrollHeight - fromEnd;
  }

  /** From now on what is added is read out. */
  begin() {
    this.list.removeAttribute('aria-busy');
    this.toEnd();
  }

  clear() {
    this.list.replaceChildren();
    this.unread.hidden = true;
  }

  /** An empty conversation offers what one may ask. */
  welcome() {
    const { welcome, hints } = this.texts;
    this.greeting = element(
      'div',
      { class: 'welcome' },
      element('p', {}, welcome),
      element(
        'p',
        { class: 'quick' },
        hints.map((hint) => element('button', { type: 'button', onclick: () => this.say(hint) }, hint)),
      ),
    );
    this.list.append(this.greeting);
  }

  message(text, files) {
    this.greeting?.remove();
    const article = this.messageArticle(text, files);
    this.list.append(article);
    if (this.typing) this.list.append(this.typing);
    this.toEnd();
    return article;
  }

  reply(reply) {
    const { list } = this;
    const following = this.atEnd();
    this.greeting?.remove();
    this.wait(false);
    const article = this.replyArticle(reply);
    list.append(article);
    if (!following) this.unread.hidden = false;
    // A reply that is taller than the window is read from its beginning.
    else
      list.scrollTop = Math.min(
        list.scrollHeight - list.clientHeight,
        article.offsetTop - list.offsetTop - 8,
      );
  }

  /** Says beneath a message that it was not sent, and offers to try again. */
  problem(article, text, again) {
    const note = element(
      'p',
      { class: 'failed', role: 'alert' },
      text,
      element(
        'button',
        {
          type: 'button',
          onclick: () => {
            note.remove();
            again();
          },
        },
        this.texts.again,
      ),
    );
    article.append(note);
    this.toEnd();
  }

  wait(on) {
    this.typing?.remove();
    this.typing = on
      ? element(
          'p',
          { class: 'typing' },
          element('span', { class: 'hidden' }, this.texts.typing),
          [0, 1, 2].map(() => element('i')),
        )
      : undefined;
    if (!this.typing) return;
    this.list.append(this.typing);
    this.toEnd();
  }

  atEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.list;
    return scrollHeight - scrollTop - clientHeight < NEAR_END;
  }

  toEnd() {
    this.list.scrollTop = this.list.scrollHeight;
    this.unread.hidden = true;
  }

  messageArticle(text, attached = []) {
    return element(
      'article',
      { class: 'message you' },
      element('h2', { class: 'hidden' }, this.texts.you),
      attachedElements(attached, this.texts),
      text !== '' && element('p', { dir: 'auto' }, text),
    );
  }

  replyArticle(reply) {
    const { texts } = this;
    const { server, say, follow } = this;
    const context = {
      texts,
      server,
      proofUrl: reply.proof_url,
      say: (text, label) => say(text, label),
      follow,
    };
    const name = reply.author ?? texts.shop;
    return element(
      'article',
      { class: `message shop ${reply.by}`, lang: reply.language },
      element('h2', { class: reply.author === undefined ? 'hidden' : 'author' }, name),
      reply.blocks.map((block) => blockElement(block, context)),
      reply.proof_url &&
        element(
          'p',
          { class: 'proof', lang: texts.language },
          element('a', { href: reply.proof_url, target: '_blank', rel: 'noopener noreferrer' }, texts.proof),
        ),
    );
  }
}

import { element } from './blocks.js';

/**
 * The shop's hosted checkout in the place of the conversation, where the shop lets this page frame it; else it opens in a tab of its
 * own, as every link does.
 */
export class CheckoutFrame {
  /** Whether the shop lets this page frame its checkout. */
  allowed = false;

  /** @param {{ texts: object, behind: HTMLElement, server: string }} options `behind`: what cannot be used meanwhile */
  constructor({ texts, behind, server }) {
    this.texts = texts;
    this.behind = behind;
    this.address = new URL(`${server}/checkout`, location.href);
    this.element = element('section', { class: 'checkout', 'aria-label': texts.checkout, hidden: true });
  }

  /** A click on a link of a reply. */
  follow(event, url) {
    if (!this.allowed || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const { origin, pathname } = new URL(url);
    if (origin !== this.address.origin || pathname !== this.address.pathname) return;
    event.preventDefault();
    this.link = event.currentTarget;
    // The website's own policy may forbid the frame: then the link is opened as any other is.
    this.watch = ({ effectiveDirective }) => {
      if (!/^(frame|child|default)-src/.test(effectiveDirective)) return;
      this.allowed = false;
      this.close();
    };
    document.addEventListener('securitypolicyviolation', this.watch);
    const frame = element('iframe', { src: url, title: this.texts.checkout, allow: 'payment' });
    const back = element(
      'button',
      { type: 'button', class: 'back', onclick: () => this.close() },
      this.texts.toChat,
    );
    this.element.replaceChildren(frame, back);
    this.element.hidden = false;
    this.behind.inert = true;
    back.focus();
  }

  /** Answers whether it was open. */
  close() {
    if (this.element.hidden) return false;
    document.removeEventListener('securitypolicyviolation', this.watch);
    this.element.hidden = true;
    this.element.replaceChildren();
    this.behind.inert = false;
    this.link?.focus();
    return true;
  }
}

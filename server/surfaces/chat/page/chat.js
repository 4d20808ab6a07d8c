import { ShopwrightChat } from './chat-element.js';

const STYLES = ['chat.css', 'blocks.css', 'attachments.css'];

/** The element on the shop's own page, where each module and style sheet is a file. */
ShopwrightChat.server = document.baseURI.replace(/\/[^/]*$/, '');
ShopwrightChat.dress = (root) =>
  Promise.all(
    STYLES.map(
      (name) =>
        new Promise((done) => {
          const link = document.createElement('link');
          link.rel = 'stylesheet';
          link.href = new URL(name, import.meta.url).href;
          link.addEventListener('load', done);
          link.addEventListener('error', done);
          root.append(link);
        }),
    ),
  );
if (!customElements.get('shopwright-chat')) customElements.define('shopwright-chat', ShopwrightChat);

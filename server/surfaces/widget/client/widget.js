import { ShopwrightChat } from '../../chat/page/chat-element.js';
import { ShopwrightLauncher } from './launcher.js';
import { apply, contextOf, settingsOf, wantsOpen } from './settings.js';
import { CHAT, dressIn } from './styles.js';

/** Known only while the script runs, and not to a module. */
const script = document.currentScript;

function start() {
  const settings = settingsOf(script);
  ShopwrightChat.server = new URL('.', script?.src || location.href).href.replace(/\/$/, '');
  ShopwrightChat.dress = async (root) => dressIn(root, CHAT);
  define('shopwright-chat', ShopwrightChat);
  define('shopwright-launcher', ShopwrightLauncher);

  let current;
  let user;
  let seen;
  const listeners = [];
  const commands = {
    /** Shows the chat; what was shown before goes. */
    init(given = {}) {
      commands.destroy();
      const { mode = 'launcher', target } = given;
      current = document.createElement(mode === 'inline' ? 'shopwright-chat' : 'shopwright-launcher');
      apply(current, given);
      for (const [event, listener] of listeners) current.addEventListener(`shopwright-${event}`, listener);
      seen = contextOf(given) ?? seen;
      if (seen) current.setContext(seen);
      if (user) current.setUser(user);
      place(current, mode, target);
      if (mode !== 'inline' && wantsOpen(given)) current.open();
      return current;
    },
    open(given = {}) {
      if (given.message) current?.write(given.message);
      current?.open?.();
    },
    close: () => current?.close?.(),
    toggle: () => current?.toggle?.(),
    /** Who is signed in, and their verified phone number; `hash` is made on the website's server. Without an id: nobody any more. */
    setUser(id, { hash, phone } = {}) {
      user = id ? { id: String(id), hash: String(hash), phone } : undefined;
      current?.setUser(user);
    },
    setContext(given = {}) {
      seen = contextOf(given) ?? { consent: false };
      current?.setContext(seen);
    },
    /** `ready`, `open`, `close`, `message`, `reply`, `error`. */
    on(event, listener) {
      const told = ({ detail }) => listener(detail);
      listeners.push([event, told]);
      current?.addEventListener(`shopwright-${event}`, told);
    },
    destroy() {
      current?.remove();
      current = undefined;
    },
  };

  const early = window.Shopwright?.q ?? [];
  window.Shopwright = (name, ...given) => {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (command) return command(...given);
    console.warn(`Shopwright: there is no command "${name}".`);
  };
  window.Shopwright.loaded = true;
  const waiting = [...early].map((call) => [...call]);
  // What listens comes before what happens, and what happens before what acts on it.
  for (const call of waiting.filter(([name]) => name === 'on')) window.Shopwright(...call);
  const shows = settings.mode !== 'none' && !waiting.some(([name]) => name === 'init');
  const run = () => {
    if (shows) commands.init(settings);
    for (const call of waiting.filter(([name]) => name !== 'on')) window.Shopwright(...call);
  };
  if (document.body) run();
  else addEventListener('DOMContentLoaded', run, { once: true });
}

/** Inline at the given place, or where the script stands; the launcher at the end of the page. */
function place(node, mode, target) {
  const at = typeof target === 'string' ? document.querySelector(target) : target;
  if (at) at.append(node);
  else if (mode === 'inline' && script?.isConnected && document.body.contains(script)) script.after(node);
  else document.body.append(node);
}

function define(name, made) {
  if (!customElements.get(name)) customElements.define(name, made);
}

// A second tag for the same page changes nothing.
if (!window.Shopwright?.loaded) start();

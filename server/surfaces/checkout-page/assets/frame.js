import { h } from './dom.js';
import { notice } from './fields.js';
import { currentLanguage, LANGUAGES, t } from './i18n.js';

/** The words for an error. Those of the server are written for assistants, so they stand in only where we have none. */
export const wordsOf = (error) => t(`err_${error.code}`, {}, error.message || t('err_internal_error'));

/** Shop and language. @param {(language: string) => void} onLanguage @param {string} [title] for a page without its own */
export function header(view, onLanguage, title) {
  const languages = Object.entries(LANGUAGES).map(([code, name]) =>
    h('option', { value: code, selected: code === currentLanguage(), lang: code }, name),
  );
  return h(
    'header',
    { class: 'top' },
    h('p', { class: 'shop' }, view.shopName),
    title && h('h1', { class: 'visually-hidden' }, `${title} · ${view.shopName}`),
    h(
      'select',
      {
        id: 'language',
        class: 'language',
        'aria-label': t('language'),
        onchange: (event) => onLanguage(event.target.value),
      },
      languages,
    ),
  );
}

/** The shop's policies, to read without leaving the page. */
export function footer(view) {
  if (view.policies.length === 0) return '';
  return h(
    'footer',
    null,
    h('h2', null, t('policies')),
    view.policies.map(({ title: name, text }) =>
      text
        ? h(
            'details',
            null,
            h('summary', null, name),
            text.split(/\n{2,}/).map((part) => h('p', null, part)),
          )
        : h('p', null, name),
    ),
  );
}

/** What changed, and what keeps the checkout from completing; what the page asks for anyway is left out. */
export function messages(view) {
  const shown = view.messages.filter(({ code, resolution }) => {
    if (code === 'missing' || code === 'discount_rejected') return false;
    return !(resolution === 'buyer' && /payment|buyer|review/.test(code));
  });
  const words = ({ code, path, text }) => {
    const about = view.lines.find(({ lineId }) => lineId && path === `lines.${lineId}`);
    return [about && h('strong', null, `${about.title}: `), t(`msg_${code}`, {}, text)];
  };
  return h(
    'div',
    { id: 'messages' },
    shown.map((message) => notice(message.level, words(message))),
  );
}

/** One step of the checkout, named by its heading. */
export const step = (name, heading, ...content) =>
  h(
    'section',
    { class: 'card step', 'aria-labelledby': `${name}-heading` },
    h('h2', { id: `${name}-heading`, class: 'step-title' }, heading),
    ...content,
  );

/** Only a web address: a link of another kind (`javascript:`) is never followed. */
export function safeUrl(text) {
  const url = new URL(text, location.href);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : '#';
}

/** Banks do not let themselves be framed: from within a frame they open in a tab, and this page asks what became of it. */
export const leavesFrame = (url) =>
  window.self !== window.top && new URL(url, location.href).origin !== location.origin;

import { addressLines } from './details.js';
import { h } from './dom.js';
import { leavesFrame } from './frame.js';
import { formatDates, formatMoney, t } from './i18n.js';

/** A page that says one thing. `actions` are buttons or links. */
function state(kind, title, paragraphs, actions = []) {
  return h(
    'main',
    { class: `state ${kind}` },
    h('div', { class: `badge ${kind}`, 'aria-hidden': 'true' }),
    h('h1', { id: 'title' }, title),
    paragraphs.map((text) => h('p', null, text)),
    actions.length > 0 && h('div', { class: 'actions' }, actions),
  );
}

const button = (text, onclick) => h('button', { class: 'button primary', type: 'button', onclick }, text);

export const loading = () =>
  h(
    'main',
    { class: 'state', 'aria-busy': 'true' },
    h('div', { class: 'spinner', 'aria-hidden': 'true' }),
    h('p', null, t('loading')),
  );

export const linkGone = () => state('gone', t('link_title'), [t('link_body'), t('link_hint')]);
export const expired = () => state('gone', t('expired_title'), [t('canceled_body'), t('link_hint')]);
export const canceled = () => state('gone', t('canceled_title'), [t('canceled_body'), t('link_hint')]);
export const offline = (text, retry) =>
  state('gone', t('offline_title'), [text], [button(t('try_again'), retry)]);

/** @param {string} url @param {() => void} checkAgain @param {() => void} payAnotherWay gives this confirmation up */
export const atBank = (url, checkAgain, payAnotherWay) =>
  state(
    'waiting',
    t('bank_title'),
    [t('bank_body')],
    [
      h(
        'a',
        {
          class: 'button primary',
          href: url,
          id: 'to-bank',
          ...(leavesFrame(url) && { target: '_blank', rel: 'noopener noreferrer' }),
        },
        t('bank_go'),
      ),
      h('button', { class: 'button', type: 'button', onclick: checkAgain }, t('check_again')),
      h('button', { class: 'button link', type: 'button', onclick: payAnotherWay }, t('pay_other')),
    ],
  );

export const pending = (isLong, checkAgain) =>
  h(
    'main',
    { class: 'state' },
    h('div', { class: 'spinner', 'aria-hidden': 'true' }),
    h('h1', { id: 'title' }, t('pending_title')),
    h('p', null, t(isLong ? 'pending_long' : 'pending_body')),
    isLong && h('div', { class: 'actions' }, button(t('check_again'), checkAgain)),
  );

/** @param {Node} order the order's summary */
export function success(view, order) {
  const option = view.shippingOptions.find(({ id }) => id === view.selectedShippingOption);
  const fact = (key, value) => value && h('div', null, h('dt', null, t(key)), h('dd', null, value));
  return h(
    'div',
    { class: 'layout done' },
    h(
      'main',
      { class: 'card success' },
      h('div', { class: 'badge done', 'aria-hidden': 'true' }),
      h('h1', { id: 'title' }, t('success_title')),
      h(
        'dl',
        { class: 'facts' },
        fact('order_number', view.orderNumber && h('strong', { class: 'order-number' }, view.orderNumber)),
        fact('paid', formatMoney(view.total)),
        fact('delivery_estimate', option && formatDates(option.earliest, option.latest)),
        fact('deliver_to', view.shippingAddress && addressLines(view.shippingAddress).join(', ')),
      ),
      view.buyer?.email && h('p', null, t('success_email', { email: view.buyer.email })),
      h('p', { class: 'hint' }, t('success_close')),
    ),
    order,
  );
}

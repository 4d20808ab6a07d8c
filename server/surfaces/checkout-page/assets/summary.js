import { h } from './dom.js';
import { currentLanguage, formatMoney, has, t } from './i18n.js';

/**
 * Items, discount code and the full breakdown.
 * @param {{apply(code: string): void, remove(code: string): void, codeError?: string, wide: boolean, readOnly?: boolean}} actions
 */
export function summary(view, actions) {
  const open = actions.wide || view.lines.length <= 3;
  return h(
    'aside',
    { class: 'summary', 'aria-label': t('summary') },
    h(
      'details',
      { class: 'card', id: 'summary', open },
      h(
        'summary',
        null,
        h('h2', null, t('summary')),
        h('strong', { class: 'amount' }, formatMoney(view.total)),
      ),
      h('ul', { class: 'lines' }, view.lines.map(line)),
      !actions.readOnly && codes(view, actions),
      h('dl', { class: 'totals' }, view.totals.map(total)),
      !actions.readOnly &&
        view.needsShipping &&
        !view.shippingAddress &&
        h('p', { class: 'hint' }, t('address_needed')),
    ),
  );
}

function line({ title, options, quantity, unitPrice, total: price, imageUrl }) {
  const picture =
    imageUrl &&
    h('img', { src: imageUrl, alt: '', loading: 'lazy', referrerpolicy: 'no-referrer', onerror: hide });
  return h(
    'li',
    null,
    h('span', { class: 'picture', 'data-initial': title.slice(0, 1), 'aria-hidden': 'true' }, picture),
    h(
      'span',
      { class: 'what' },
      h('span', { class: 'title' }, title),
      options && h('span', { class: 'hint' }, options),
      h(
        'span',
        { class: 'hint' },
        t('quantity', { count: quantity }),
        quantity > 1 && ` · ${t('each', { price: formatMoney(unitPrice) })}`,
      ),
    ),
    h('span', { class: 'amount' }, formatMoney(price)),
  );
}

const hide = (event) => event.target.remove();

function total({ kind, money, included, label }) {
  const key = kind === 'tax' && included ? 'total_tax_included' : `total_${kind}`;
  const free = kind === 'shipping' && money.amount === 0;
  return h(
    'div',
    { class: `${kind}${included ? ' included' : ''}` },
    h('dt', null, has(key) ? t(key) : label),
    h('dd', { class: 'amount' }, free ? t('free') : formatMoney(money)),
  );
}

function codes(view, { apply, remove, codeError }) {
  const rejected = view.rejected.map(({ code, reason, message }) => {
    const key = `code_${reason}`;
    const text = currentLanguage() === 'en' || !has(key) ? message : t(key);
    return h(
      'li',
      { class: 'rejected' },
      h('span', null, h('strong', null, code), ` ${text}`),
      removeButton(code, remove),
    );
  });
  const applied = view.applied.map(({ code, title, amount }) =>
    h(
      'li',
      null,
      h('span', null, code && h('strong', { class: 'code' }, code), title !== code && ` ${title}`),
      h('span', { class: 'amount' }, formatMoney(amount)),
      code && removeButton(code, remove),
    ),
  );
  const submit = (event) => {
    event.preventDefault();
    const input = event.target.elements.code;
    const code = input.value.trim();
    if (code) apply(code);
    else input.focus();
  };
  return [
    h(
      'form',
      { class: 'code-form', onsubmit: submit, novalidate: true },
      h('label', { for: 'code' }, t('code')),
      h(
        'div',
        { class: 'row' },
        h('input', {
          id: 'code',
          name: 'code',
          autocomplete: 'off',
          autocapitalize: 'characters',
          spellcheck: 'false',
          maxlength: 60,
          'aria-describedby': 'code-error',
          'aria-invalid': codeError && 'true',
        }),
        h('button', { class: 'button', type: 'submit' }, t('apply')),
      ),
      h('p', { class: 'field-error', id: 'code-error' }, codeError),
    ),
    (applied.length > 0 || rejected.length > 0) && h('ul', { class: 'codes' }, applied, rejected),
  ];
}

const removeButton = (code, remove) =>
  h(
    'button',
    {
      class: 'icon-button',
      type: 'button',
      'aria-label': t('remove_code', { code }),
      onclick: () => remove(code),
    },
    '×',
  );

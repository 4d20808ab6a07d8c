import { addressLines } from './details.js';
import { h } from './dom.js';
import { notice } from './fields.js';
import { formatDates, formatMoney, t } from './i18n.js';

/** Radio buttons of one question; `choices` are `{value, label, detail?, aside?}`. */
function choices(name, legend, entries, selected, onChoose) {
  return h(
    'fieldset',
    { class: 'choices' },
    h('legend', { class: 'visually-hidden' }, legend),
    entries.map(({ value, label, detail, aside }, index) =>
      h(
        'label',
        { class: 'choice' },
        h('input', {
          type: 'radio',
          name,
          value,
          id: `${name}-${index}`,
          checked: value === selected,
          onchange: () => onChoose(value),
        }),
        h('span', { class: 'what' }, h('span', null, label), detail && h('span', { class: 'hint' }, detail)),
        aside && h('span', { class: 'amount' }, aside),
      ),
    ),
  );
}

export const deliveryChoices = (view, onChoose) =>
  choices(
    'delivery',
    t('delivery_method'),
    view.shippingOptions.map(({ id, title, price, earliest, latest }) => ({
      value: id,
      label: title,
      detail: t('arrives', { dates: formatDates(earliest, latest) }),
      aside: price.amount === 0 ? t('free') : formatMoney(price),
    })),
    view.selectedShippingOption,
    onChoose,
  );

/**
 * Methods, who gets what for how much, and the button that says the exact amount.
 * @param {{token?: string, error?: Node, busy: boolean, choose(token: string): void, pay(): void}} state
 */
export function paymentStep(view, { token, error, busy, choose, pay }) {
  const amount = formatMoney(view.total);
  const option = view.shippingOptions.find(({ id }) => id === view.selectedShippingOption);
  return [
    view.isTestPayment && notice('test', t('test_payment')),
    choices(
      'method',
      t('pay_with'),
      view.paymentMethods.map(({ token, label }) => ({
        value: token,
        label: t(`method_${token}`, {}, label),
      })),
      token,
      choose,
    ),
    h(
      'div',
      { class: 'recap' },
      h('p', { class: 'you-pay' }, t('you_pay', { amount, shop: view.shopName })),
      h(
        'dl',
        null,
        view.shippingAddress && recap('deliver_to', addressLines(view.shippingAddress).join(', ')),
        option && recap('delivery_method', `${option.title}, ${formatDates(option.earliest, option.latest)}`),
        view.buyer?.email && recap('confirmation_to', view.buyer.email),
      ),
    ),
    h('div', { id: 'pay-error' }, error),
    h(
      'button',
      {
        class: 'button primary pay',
        type: 'button',
        id: 'pay',
        'aria-disabled': busy && 'true',
        onclick: () => !busy && pay(),
      },
      busy ? t('paying') : t('pay', { amount }),
    ),
    h('p', { class: 'hint safe' }, t('safe')),
  ];
}

const recap = (key, text) => h('div', null, h('dt', null, t(key)), h('dd', null, text));

import { h, moveFocus } from './dom.js';
import { t } from './i18n.js';

/**
 * A labelled input (or select, when `options` is given) with room for its hint and its error.
 * @param {{name: string, label: string, value?: string, type?: string, hint?: string, autocomplete?: string,
 *   required?: boolean, maxlength?: number, inputmode?: string, options?: [string, string][], wide?: string}} field
 */
export function field({ name, label, value = '', hint, required = false, options, wide, ...attributes }) {
  const id = `field-${name}`;
  const shared = {
    id,
    name,
    'aria-required': required && 'true',
    'aria-describedby': [hint && `${id}-hint`, `${id}-error`].filter(Boolean).join(' '),
    ...attributes,
  };
  const input = options
    ? h(
        'select',
        shared,
        h('option', { value: '' }, t('choose')),
        options.map(([code, text]) => h('option', { value: code, selected: code === value }, text)),
      )
    : h('input', { type: 'text', ...shared, value });
  return h(
    'div',
    { class: `field ${wide ?? ''}`, 'data-field': name },
    h('label', { for: id }, label, !required && h('span', { class: 'optional' }, ` (${t('optional')})`)),
    input,
    hint && h('p', { class: 'hint', id: `${id}-hint` }, hint),
    h('p', { class: 'field-error', id: `${id}-error` }),
  );
}

/** Marks the fields at fault and goes to the first. @param {Record<string, string>} errors by field name */
export function showErrors(form, errors) {
  let first;
  for (const box of form.querySelectorAll('[data-field]')) {
    const input = box.querySelector('input, select');
    const text = errors[box.dataset.field];
    box.querySelector('.field-error').textContent = text ?? '';
    if (text) input.setAttribute('aria-invalid', 'true');
    else input.removeAttribute('aria-invalid');
    if (text) first ??= input;
  }
  moveFocus(first);
  return Boolean(first);
}

/** Field errors of an answer, by the last part of their path (`shippingAddress.city` is `city`), in the page's language. */
export function errorsByField(error) {
  const errors = {};
  const last = (path) => path.split('.').at(-1);
  for (const { field: path, code } of error.errors) {
    errors[last(path)] = t(
      { email: 'email_error', phone: 'phone_error', country: 'country_error' }[code] ?? code,
    );
  }
  if (error.field && !errors[last(error.field)]) errors[last(error.field)] = error.message || t('invalid');
  return errors;
}

/** A message box. @param {'error' | 'warning' | 'info' | 'test'} level */
export const notice = (level, ...text) =>
  h('div', { class: `notice ${level}`, role: level === 'error' ? 'alert' : 'note' }, ...text);

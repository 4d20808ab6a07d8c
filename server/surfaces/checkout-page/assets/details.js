import { h } from './dom.js';
import { field, showErrors } from './fields.js';
import { byName, countryName, t } from './i18n.js';
import { regionName, regionsOf } from './regions.js';

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/;
/** Where the postal code stands last. */
const REGION_FIRST = ['US', 'CA', 'AU'];
const PHONE = /^\+[1-9]\d{6,14}$/;

/**
 * The form for contact and delivery address.
 * @param {(change: {buyer: object, shippingAddress?: object}) => void} save called with input that passed the first checks
 */
export function detailsForm(view, save) {
  const buyer = view.buyer ?? {};
  const address = view.shippingAddress ?? {};
  const countries = view.countries
    .map((code) => [code, countryName(code)])
    .sort((a, b) => byName(a[1], b[1]));
  const country = address.country ?? (countries.length === 1 ? countries[0][0] : '');

  const regionField = (code, value) => {
    if (!code) return h('div', { 'data-region': true, hidden: true });
    const options = regionsOf(code);
    const shared = { name: 'region', label: t('region'), value, autocomplete: 'shipping address-level1' };
    return options ? field({ ...shared, options, required: true }) : field({ ...shared, maxlength: 10 });
  };
  const onCountry = (event) => {
    const box = form.querySelector('[data-field=region], [data-region]');
    box.replaceWith(regionField(event.target.value, ''));
  };

  const contact = h(
    'fieldset',
    null,
    h('legend', null, t('contact')),
    field({
      name: 'email',
      label: t('email'),
      type: 'email',
      value: buyer.email,
      hint: t('email_hint'),
      required: true,
      autocomplete: 'email',
      maxlength: 254,
    }),
    field({
      name: 'phone',
      label: t('phone'),
      type: 'tel',
      value: buyer.phone,
      hint: t('phone_hint'),
      autocomplete: 'tel',
      maxlength: 24,
    }),
    !view.needsAddress &&
      field({ name: 'name', label: t('name'), value: buyer.name, autocomplete: 'name', maxlength: 120 }),
  );
  const delivery =
    view.needsAddress &&
    h(
      'fieldset',
      null,
      h('legend', null, t('delivery_address')),
      field({
        name: 'country',
        label: t('country'),
        value: country,
        options: countries,
        required: true,
        autocomplete: 'shipping country',
      }),
      field({
        name: 'name',
        label: t('name'),
        value: address.name ?? buyer.name,
        required: true,
        autocomplete: 'shipping name',
        maxlength: 120,
      }),
      field({
        name: 'line1',
        label: t('line1'),
        value: address.line1,
        required: true,
        autocomplete: 'shipping address-line1',
        maxlength: 200,
      }),
      field({
        name: 'line2',
        label: t('line2'),
        value: address.line2,
        autocomplete: 'shipping address-line2',
        maxlength: 200,
      }),
      field({
        name: 'postal_code',
        label: t('postal_code'),
        value: address.postal_code,
        required: true,
        autocomplete: 'shipping postal-code',
        maxlength: 20,
        wide: 'third',
      }),
      field({
        name: 'city',
        label: t('city'),
        value: address.city,
        required: true,
        autocomplete: 'shipping address-level2',
        maxlength: 120,
        wide: 'two-thirds',
      }),
      regionField(country, address.region),
    );
  const form = h(
    'form',
    {
      class: 'details-form',
      novalidate: true,
      onsubmit: (event) => {
        event.preventDefault();
        const values = readForm(form);
        if (!showErrors(form, check(values, view.needsAddress))) save(toChange(values, view.needsAddress));
      },
    },
    contact,
    delivery,
    h('button', { class: 'button primary', type: 'submit', id: 'save-details' }, t('save_continue')),
  );
  form.querySelector('[name=country]')?.addEventListener('change', onCountry);
  return form;
}

function readForm(form) {
  const values = Object.fromEntries(
    [...new FormData(form)].map(([name, value]) => [name, String(value).trim()]),
  );
  values.phone = values.phone?.replace(/[\s().-]/g, '').replace(/^00/, '+');
  return values;
}

function check(values, needsAddress) {
  const errors = {};
  const required = needsAddress ? ['email', 'country', 'name', 'line1', 'postal_code', 'city'] : ['email'];
  if (regionsOf(values.country)) required.push('region');
  if (values.email && !EMAIL.test(values.email)) errors.email = t('email_error');
  if (values.phone && !PHONE.test(values.phone)) errors.phone = t('phone_error');
  for (const name of required) if (!values[name]) errors[name] = t('required');
  return errors;
}

function toChange({ email, phone, ...rest }, needsAddress) {
  const buyer = { email, ...(phone && { phone }), ...(rest.name && { name: rest.name }) };
  if (!needsAddress) return { buyer };
  const { name, line1, line2, city, region, postal_code, country } = rest;
  const address = {
    name,
    line1,
    city,
    postal_code,
    country,
    ...(line2 && { line2 }),
    ...(region && { region: region.toUpperCase() }),
  };
  return { buyer, shippingAddress: address };
}

/** Lines of an address as they stand on a parcel. */
export function addressLines({ name, line1, line2, city, region, postal_code, country }) {
  const place = REGION_FIRST.includes(country)
    ? `${city}, ${[region, postal_code].filter(Boolean).join(' ')}`
    : [`${postal_code} ${city}`, region && regionName(country, region)].filter(Boolean).join(', ');
  return [name, [line1, line2].filter(Boolean).join(', '), place, countryName(country)];
}

/** What was saved, with a button to change it. */
export function detailsSaved(view, onChange) {
  const { buyer, shippingAddress } = view;
  return h(
    'div',
    { class: 'saved' },
    h(
      'div',
      null,
      h('p', null, [buyer?.email, buyer?.phone].filter(Boolean).join(' · ')),
      shippingAddress &&
        h(
          'address',
          null,
          addressLines(shippingAddress).map((line) => h('span', null, line)),
        ),
    ),
    h(
      'button',
      {
        class: 'button link',
        type: 'button',
        id: 'change-details',
        'aria-label': `${t('change')}: ${t('details')}`,
        onclick: onChange,
      },
      t('change'),
    ),
  );
}

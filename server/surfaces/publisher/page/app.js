import { barChart } from './chart.js';
import { h } from './dom.js';
import { snippets } from './snippets.js';

const API = new URL('./api/', import.meta.url);
const root = document.getElementById('page');

async function call(method, path, body) {
  const answer = await fetch(new URL(path, API), {
    method,
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  const json = await answer.json().catch(() => ({}));
  if (answer.ok) return json;
  throw Object.assign(new Error(json.detail ?? 'The shop does not answer. Try again.'), {
    status: answer.status,
  });
}

function signIn(problem) {
  const error = h('p', { class: 'error', role: 'alert' }, problem ?? '');
  const field = h('input', {
    ...{ id: 'key', type: 'password', required: true, spellcheck: 'false', autocomplete: 'off' },
    placeholder: 'sk_…',
  });
  const submit = async (event) => {
    event.preventDefault();
    error.textContent = '';
    try {
      show(await call('POST', 'sign-in', { key: field.value }));
    } catch (failure) {
      error.textContent = failure.message;
      field.focus();
    }
  };
  root.replaceChildren(
    h(
      'main',
      { class: 'sign-in' },
      h('h1', null, 'For publishers'),
      h('p', null, 'Paste a secret key of yours. This browser keeps no copy of it.'),
      h(
        'form',
        { onsubmit: submit },
        h('label', { for: 'key' }, 'Secret key'),
        field,
        error,
        h('button', { type: 'submit' }, 'Show my numbers'),
      ),
    ),
  );
  field.focus();
}

const plainDay = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });
const day = (text) => (text ? plainDay.format(new Date(text)) : '–');

/** Minor units as money. The digits are those of the shop, not of the browser. */
const moneyText = (digits) => (amount, currency) => {
  const places = digits[currency] ?? 2;
  const options = {
    style: 'currency',
    currency,
    minimumFractionDigits: places,
    maximumFractionDigits: places,
  };
  return new Intl.NumberFormat(undefined, options).format(amount / 10 ** places);
};

const amounts = (byCurrency, text) => {
  const entries = Object.entries(byCurrency);
  return entries.length === 0 ? '–' : entries.map(([currency, amount]) => text(amount, currency)).join(' · ');
};

const figure = (name, value, note) =>
  h('div', { class: 'figure' }, h('dt', null, name), h('dd', null, value), note && h('p', null, note));

function table(caption, head, rows, empty) {
  if (rows.length === 0) return h('p', { class: 'soft' }, empty);
  const cell = (value, index) => h('td', { 'data-name': head[index] }, value);
  return h(
    'table',
    null,
    h('caption', null, caption),
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        head.map((name) => h('th', { scope: 'col' }, name)),
      ),
    ),
    h(
      'tbody',
      null,
      rows.map((row) => h('tr', null, row.map(cell))),
    ),
  );
}

/** The currency that moved most. */
function mainCurrency(days) {
  const sums = {};
  for (const { net } of days)
    for (const [currency, amount] of Object.entries(net))
      sums[currency] = (sums[currency] ?? 0) + Math.abs(amount);
  return Object.entries(sums).sort((a, b) => b[1] - a[1])[0]?.[0];
}

function chart({ days }, text) {
  const currency = mainCurrency(days);
  if (!currency) return h('p', { class: 'soft' }, 'Nothing was earned in the last 30 days yet.');
  const bars = days.map(({ date, net, orders, sessions }) => ({
    date: day(date),
    value: net[currency] ?? 0,
    label: `${day(date)}: ${text(net[currency] ?? 0, currency)}, ${orders} orders, ${sessions} sessions`,
  }));
  const title = `Commission of the last ${days.length} days in ${currency}`;
  return h(
    'figure',
    null,
    barChart(bars, (value) => text(value, currency), title, window.innerWidth < 640 ? 360 : 720),
    h('figcaption', null, title),
  );
}

function snippet({ title, note, text }) {
  const status = h('span', { role: 'status' });
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    status.textContent = 'Copied';
  };
  return h(
    'details',
    null,
    h('summary', null, title),
    h('p', { class: 'soft' }, note),
    h('pre', { tabindex: '0' }, h('code', null, text)),
    h('button', { type: 'button', class: 'plain', onclick: copy }, 'Copy'),
    ' ',
    status,
  );
}

const sum = (days, name) => days.reduce((total, one) => total + one[name], 0);

function show(data) {
  const text = moneyText(data.digits);
  const { totals, days, publisher } = data;
  const leave = async () => {
    await call('POST', 'sign-out', {}).catch(() => {});
    signIn();
  };
  document.title = `${publisher.name} · ${data.shop}`;
  root.replaceChildren(
    h(
      'header',
      null,
      h('div', null, h('p', { class: 'soft' }, data.shop), h('h1', null, publisher.name)),
      h('button', { type: 'button', class: 'plain', onclick: leave }, 'Sign out'),
    ),
    h(
      'main',
      null,
      publisher.status === 'suspended' &&
        h(
          'p',
          { class: 'error', role: 'status' },
          'You are suspended: new orders earn nothing. Ask the shop why.',
        ),
      h(
        'dl',
        { class: 'figures' },
        figure('Pending', amounts(totals.pending, text), 'until nothing can be returned'),
        figure('Approved', amounts(totals.approved, text), 'in all, paid or to be paid'),
        Object.keys(totals.paid).length > 0 &&
          figure('Paid', amounts(totals.paid, text), 'of what is approved'),
        Object.keys(totals.held).length > 0 &&
          figure('Held', amounts(totals.held, text), 'the shop looks at it'),
        figure('Orders', String(sum(days, 'orders')), 'in 30 days'),
        figure('Sessions', String(sum(days, 'sessions')), 'in 30 days'),
      ),
      h('section', null, h('h2', null, 'Last 30 days'), chart(data, text)),
      h(
        'section',
        null,
        h('h2', null, 'Statements'),
        table(
          'By month, UTC',
          ['Month', 'Orders', 'Earned', 'Taken back', 'Net', 'To be paid', 'Paid'],
          data.statements.map((one) => [
            one.month,
            String(one.orders),
            text(one.earned, one.currency),
            text(one.reversed + one.restored, one.currency),
            text(one.net, one.currency),
            text(one.payable, one.currency),
            one.paid ? `${day(one.paid.paid_on)}, ${one.paid.reference}` : '–',
          ]),
          'There is nothing to state yet.',
        ),
      ),
      h(
        'section',
        null,
        h('h2', null, 'Last orders'),
        table(
          'Newest first',
          ['Ordered', 'Commission', 'State', 'Approved from'],
          data.orders.map((one) => [
            day(one.ordered_at),
            text(one.commission.amount, one.commission.currency),
            h('span', { class: `state ${one.status}` }, one.status),
            day(one.approved_at ?? one.due_at),
          ]),
          'No order is credited to you yet. Put a snippet to work.',
        ),
      ),
      h(
        'section',
        null,
        h('h2', null, 'Keys'),
        table(
          'Made and revoked by the shop',
          ['Key', 'Name', 'For', 'State'],
          data.keys.map((key) => [
            h('code', null, key.hint),
            key.name,
            key.kind === 'publisher' ? (key.origins ?? ['any page']).join(', ') : 'your servers',
            key.revoked_at ? 'revoked' : key.expires_at ? `until ${day(key.expires_at)}` : 'good',
          ]),
          'There are no keys.',
        ),
      ),
      h('section', null, h('h2', null, 'Snippets'), snippets(data.public_url).map(snippet)),
    ),
  );
}

try {
  show(await call('GET', 'data'));
} catch (failure) {
  signIn(failure.status === 401 ? '' : failure.message);
}

import * as api from './api.js';
import { detailsForm, detailsSaved } from './details.js';
import { announce, h, moveFocus, show } from './dom.js';
import { errorsByField, notice, showErrors } from './fields.js';
import { footer, header, leavesFrame, messages, safeUrl, step, wordsOf } from './frame.js';
import { formatMoney, setLocale, t } from './i18n.js';
import { deliveryChoices, paymentStep } from './payment.js';
import * as screens from './screens.js';
import { summary } from './summary.js';

/** How long to wait before each question what became of a payment, in milliseconds. */
const POLLS = [2000, 3000, 4000, 6000, 8000, 10_000, 15_000, 20_000];
const wide = matchMedia('(min-width: 60rem)');
let view;
let editing = false;
let form;
let token;
let busy = false;
let otherWay = false; // the buyer left the bank's confirmation
let payError;
let codeError;
let polls = 0;
let timer;

const byId = (id) => document.getElementById(id);
const title = () => document.querySelector('#title');

async function boot() {
  const secret = decodeURIComponent(location.hash.slice(1));
  const returning = location.pathname.endsWith('/return');
  if (secret || returning)
    history.replaceState(null, '', new URL('../checkout', new URL('.', import.meta.url)));
  await setLocale(navigator.language);
  await open(() => (secret ? api.exchange(secret) : api.session()), returning);
}

/** Loads the checkout; after the bank, or while a payment runs, asks what became of it. */
async function open(load, returning) {
  show(screens.loading());
  try {
    view = await load();
    await setLocale(view.locale);
    if (view.status === 'completing' || ((returning || view.actionUrl) && view.status !== 'completed')) {
      view = await api.settle();
      if (returning && isOpen() && !view.actionUrl) payError = notice('error', t('err_payment_declined'));
    }
  } catch (error) {
    if (error.isFault || !view) {
      const retry = () => open(load, returning);
      show(error.isFault ? screens.offline(wordsOf(error), retry) : screens.linkGone());
      return moveFocus(title());
    }
    if (error.isUndecided) waitForAnswer();
    else await refused(error);
  }
  editing = needsDetails();
  token ??= view.paymentMethods[0]?.token;
  render();
  document.title = `${t('checkout')} · ${view.shopName}`;
  if (payError) moveFocus(byId('pay-error'));
}

/** A payment that came to nothing: the checkout is open again. */
async function refused(error) {
  view = await api.session().catch(() => view);
  fail(error);
}

function waitForAnswer() {
  view = { ...view, status: 'completing', actionUrl: undefined };
}

const isOpen = () => ['open', 'ready', 'needs_buyer'].includes(view.status);
const needsDetails = () => !view.buyer || (view.needsAddress && !view.shippingAddress);

function render() {
  clearTimeout(timer);
  const closed = { expired: screens.expired, canceled: screens.canceled }[view.status];
  if (closed) return show(header(view, changeLanguage), closed());
  const order = summary(view, {
    apply: applyCode,
    remove: removeCode,
    codeError,
    wide: wide.matches,
    readOnly: !isOpen(),
  });
  if (view.status === 'completed')
    return show(header(view, changeLanguage), screens.success(view, order), footer(view));
  if (view.actionUrl && !otherWay)
    return show(header(view, changeLanguage), screens.atBank(safeUrl(view.actionUrl), check, payAnotherWay));
  if (view.status === 'completing') return waitForPayment();
  show(
    header(view, changeLanguage, t('checkout')),
    h(
      'div',
      { class: 'layout', 'aria-busy': busy && 'true' },
      h('main', { class: 'steps' }, messages(view), steps()),
      order,
    ),
    footer(view),
  );
}

async function changeLanguage(language) {
  await setLocale(language);
  form = undefined;
  payError = undefined;
  render();
}

function steps() {
  if (editing) form ??= detailsForm(view, saveDetails);
  const details = editing ? form : detailsSaved(view, () => changeDetails());
  if (editing) return [step('details', t('details'), details), step('payment', t('payment'), later())];
  return [
    step('details', t('details'), details),
    view.needsShipping &&
      view.shippingOptions.length > 0 &&
      step(
        'delivery',
        t('delivery_method'),
        deliveryChoices(view, (id) => change({ shippingOptionId: id })),
      ),
    step('payment', t('payment'), paymentStep(view, { token, error: payError, busy, choose, pay })),
  ];
}

/** Nothing can be paid before it is known what it costs and where it goes. */
const later = () => [
  h('p', { class: 'hint' }, t('details_first')),
  h('div', { id: 'pay-error', class: 'later' }, payError),
];

function choose(chosen) {
  token = chosen;
}

function payAnotherWay() {
  otherWay = true;
  render();
  moveFocus(byId('payment-heading'));
}

function changeDetails() {
  editing = true;
  form = undefined;
  render();
  byId('field-email')?.focus();
}

/** Sends a change and shows what came of it; true when it was taken. */
async function change(request, onError) {
  if (busy) return false;
  const before = view.total;
  setBusy(true);
  try {
    view = await api.update(request);
    payError = undefined;
    if (view.total.amount !== before.amount) announce(`${t('total_total')}: ${formatMoney(view.total)}`);
    return true;
  } catch (error) {
    if (error.status === 409) view = await api.session().catch(() => view);
    (onError ?? fail)(error);
    return false;
  } finally {
    setBusy(false);
  }
}

function setBusy(value) {
  busy = value;
  if (value) document.querySelector('.layout')?.setAttribute('aria-busy', 'true');
  else render();
}

async function saveDetails(request) {
  let rejected;
  const saved = await change(request, (error) => {
    rejected = error;
  });
  if (saved) {
    editing = needsDetails();
    form = editing ? form : undefined;
    render();
    return moveFocus(byId(view.shippingOptions.length > 0 ? 'delivery-heading' : 'payment-heading'));
  }
  if (rejected && !showErrors(form, errorsByField(rejected))) {
    fail(rejected);
    render();
    moveFocus(byId('pay-error'));
  }
}

async function applyCode(code) {
  codeError = undefined;
  const codes = [...new Set([...view.codes, code.toUpperCase()])];
  const taken = await change({ codes }, (error) => {
    codeError = wordsOf(error);
  });
  if (taken) {
    const refused = view.rejected.find((one) => one.code.toUpperCase() === code.toUpperCase());
    announce(refused ? `${code}: ${refused.message}` : t('code_applied', { code }));
  }
  byId('code')?.focus();
}

async function removeCode(code) {
  codeError = undefined;
  const codes = view.codes.filter((known) => known.toUpperCase() !== code.toUpperCase());
  if (await change({ codes })) announce(t('code_removed', { code }));
  byId('code')?.focus();
}

async function pay() {
  const problem =
    (view.needsShipping && !view.selectedShippingOption && 'choose_delivery') || (!token && 'choose_method');
  if (problem) {
    payError = notice('error', t(problem));
    render();
    return moveFocus(byId(problem === 'choose_delivery' ? 'delivery-0' : 'method-0'));
  }
  payError = undefined;
  busy = true;
  render();
  announce(t('paying'));
  try {
    view = await api.pay(token, view.total, view.agreement);
    busy = false;
    afterPayment();
  } catch (error) {
    busy = false;
    await payFailed(error);
  }
}

function afterPayment() {
  otherWay = false;
  polls = 0;
  render();
  if (view.actionUrl && view.status !== 'completed') {
    if (leavesFrame(view.actionUrl)) return moveFocus(byId('to-bank'));
    announce(t('bank_wait'));
    location.assign(safeUrl(view.actionUrl));
  } else if (isOpen()) {
    payError = notice('error', t('err_payment_declined'));
    render();
    moveFocus(byId('pay-error'));
  } else moveFocus(title());
}

async function payFailed(error) {
  if (error.code === 'payment_unknown' || error.code === 'in_progress') return check();
  const before = view.total;
  if (error.status) view = await api.session().catch(() => view);
  if (!isOpen()) return afterPayment();
  editing = needsDetails();
  fail(error);
  if (view.total.amount !== before.amount) {
    payError.append(
      h('span', null, ` ${t('total_was', { old: formatMoney(before), new: formatMoney(view.total) })}`),
    );
  }
  render();
  moveFocus(byId('pay-error'));
}

function fail(error) {
  payError = notice('error', wordsOf(error));
  if (error.status === 401 || error.code === 'forbidden') {
    payError.append(
      h('button', { class: 'button', type: 'button', onclick: () => location.reload() }, t('reload')),
    );
  }
}

function waitForPayment() {
  const isLong = polls >= POLLS.length;
  show(header(view, changeLanguage), screens.pending(isLong, check));
  if (!isLong) {
    timer = setTimeout(check, POLLS[polls]);
    polls += 1;
  }
}

/** Asks what became of the payment. */
async function check() {
  const was = view.status;
  try {
    view = await api.settle();
    if (isOpen() && !view.actionUrl) payError = notice('error', t('err_payment_declined'));
  } catch (error) {
    if (error.isUndecided) waitForAnswer();
    else await refused(error);
  }
  editing = needsDetails();
  render();
  if (isOpen() && payError) moveFocus(byId('pay-error'));
  else if (view.status !== was) moveFocus(title());
}

wide.addEventListener('change', () => view && render());
boot();

/** An element with attributes and children; text is never read as markup. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== false));
  return made;
}

const textOf = (runs) => (runs ?? []).map((run) => run.text).join('');

/** Only addresses of the web become links: what a server says is data too. They are the shop's, wherever the chat stands. */
const webAddress = (url, { server }) => {
  try {
    const { protocol, href } = new URL(url, new URL(`${server}/`, location.href));
    return protocol === 'https:' || protocol === 'http:' ? href : undefined;
  } catch {
    return undefined;
  }
};

/** A price that leads to where it comes from. */
function proven(runs, context, className) {
  const text = textOf(runs);
  if (!context.proofUrl || !runs.some((run) => run.fact)) return element('span', { class: className }, text);
  return element(
    'a',
    {
      class: `${className} proven`,
      href: webAddress(context.proofUrl, context),
      target: '_blank',
      rel: 'noopener noreferrer',
      title: context.texts.proof,
      'aria-label': `${text}, ${context.texts.proof}`,
    },
    text,
  );
}

function paragraph({ runs }, context) {
  const isMoney = (run) => run.fact && /\p{Sc}|(?<!\p{L})[A-Z]{3}\s\d|\d\s[A-Z]{3}(?!\p{L})/u.test(run.text);
  return element(
    'p',
    { dir: 'auto' },
    runs.map((run) => (isMoney(run) ? proven([run], context, 'inline') : run.text)),
  );
}

function card(item, context) {
  const picture = item.image && webAddress(item.image.url, context);
  return element(
    'li',
    { class: 'card', dir: 'auto' },
    picture &&
      element('img', { src: picture, alt: item.image.alt, loading: 'lazy', width: '160', height: '160' }),
    element('h3', {}, textOf(item.title)),
    item.options && element('p', { class: 'soft' }, textOf(item.options)),
    element(
      'p',
      { class: 'money' },
      proven(item.price, context, 'price'),
      item.compareAt && element('s', { class: 'soft' }, textOf(item.compareAt)),
    ),
    item.stock && element('p', { class: 'soft' }, textOf(item.stock)),
    item.reason && element('p', { class: 'soft' }, textOf(item.reason)),
  );
}

/** Products side by side, to be moved through by touch, wheel, arrow keys or, with a mouse, two buttons. */
function carousel(cards, { texts }) {
  const list = element(
    'ul',
    { class: 'cards carousel', role: 'list', tabindex: '0', 'aria-label': texts.product },
    cards,
  );
  const step = (direction) => {
    const behavior = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth';
    list.scrollBy({ left: direction * list.clientWidth * 0.8, behavior });
  };
  const button = (name, sign, direction) =>
    element(
      'button',
      { type: 'button', class: 'step', 'aria-label': name, onclick: () => step(direction) },
      sign,
    );
  const back = button(texts.back, '‹', -1);
  const forward = button(texts.forward, '›', 1);
  const update = () => {
    const rest = list.scrollWidth - list.clientWidth;
    back.hidden = list.scrollLeft <= 1;
    forward.hidden = list.scrollLeft >= rest - 1;
  };
  list.addEventListener('scroll', update, { passive: true });
  new ResizeObserver(update).observe(list);
  return element('div', { class: 'frame' }, list, back, forward);
}

const rowsOfTotals = (totals, context) =>
  totals.map(({ kind, label, value }) =>
    element(
      'tr',
      { class: kind === 'total' ? 'sum' : undefined },
      element('th', { scope: 'row', colspan: '2' }, label),
      element('td', {}, proven(value, context, 'price')),
    ),
  );

function lines(list, totals, context) {
  const rows = list.map((line) =>
    element(
      'tr',
      {},
      element('td', { class: 'count' }, `${textOf(line.quantity)} ×`),
      element(
        'td',
        {},
        textOf(line.title),
        line.options && element('span', { class: 'soft' }, ` ${textOf(line.options)}`),
      ),
      element('td', {}, proven(line.total, context, 'price')),
    ),
  );
  return element('table', { class: 'lines' }, element('tbody', {}, rows, rowsOfTotals(totals, context)));
}

function comparison(block, context) {
  const head = element(
    'tr',
    {},
    element('th', { scope: 'col' }, context.texts.product),
    block.cards.map((item) => element('th', { scope: 'col' }, textOf(item.title))),
  );
  const prices = element(
    'tr',
    {},
    element('th', { scope: 'row' }, context.texts.price),
    block.cards.map((item) => element('td', {}, proven(item.price, context, 'price'))),
  );
  const rows = block.rows.map(({ label, values }) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, label),
      values.map((value) => element('td', {}, value ? textOf(value) : '–')),
    ),
  );
  return element(
    'div',
    { class: 'wide', tabindex: '0', role: 'region', 'aria-label': context.texts.product },
    element('table', { class: 'compared' }, element('thead', {}, head), element('tbody', {}, prices, rows)),
  );
}

/** The elements of one block of a reply. @param {(text: string) => void} context.say sends a quick reply */
export function blockElement(block, context) {
  switch (block.type) {
    case 'text':
      return paragraph(block, context);
    case 'products':
      return block.layout === 'carousel'
        ? carousel(
            block.cards.map((item) => card(item, context)),
            context,
          )
        : element(
            'ul',
            { class: 'cards', role: 'list' },
            block.cards.map((item) => card(item, context)),
          );
    case 'comparison':
      return comparison(block, context);
    case 'cart':
      return lines(block.lines, block.totals, context);
    case 'order':
      return element(
        'div',
        { class: 'order' },
        element('p', {}, element('strong', {}, textOf(block.number)), ` · ${textOf(block.status)}`),
        lines(block.lines, block.totals, context),
        block.delivery && element('p', {}, textOf(block.delivery)),
        block.tracking.map((runs) => element('p', { class: 'soft' }, textOf(runs))),
      );
    case 'link': {
      const href = webAddress(block.url, context);
      const label = textOf(block.label);
      return href
        ? element(
            'p',
            {},
            element(
              'a',
              {
                class: 'action',
                href,
                target: '_blank',
                rel: 'noopener noreferrer',
                onclick: (event) => context.follow?.(event, href),
              },
              label,
            ),
          )
        : element('p', {}, label);
    }
    case 'quick_replies':
      return element(
        'p',
        { class: 'quick' },
        block.options.map(({ label, send }) =>
          element('button', { type: 'button', onclick: () => context.say(send, label) }, label),
        ),
      );
    default:
      return undefined;
  }
}

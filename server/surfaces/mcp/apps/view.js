// Runs in the sandboxed frame of a host: JSON-RPC over postMessage, as MCP Apps (2026-01-26) has it, with nothing but the DOM.
(() => {
  const host = window.parent;
  const texts = JSON.parse(document.getElementById('texts').textContent);
  const list = document.getElementById('cards');
  const notice = document.getElementById('notice');
  const waiting = new Map();
  let lastId = 0;
  let hostLocale = 'en';
  let shown;

  const send = (message) => host.postMessage({ jsonrpc: '2.0', ...message }, '*');
  const request = (method, params) =>
    new Promise((resolve, reject) => {
      lastId += 1;
      waiting.set(lastId, { resolve, reject });
      send({ id: lastId, method, params });
    });
  const wordsOf = (locale) => texts[String(locale).slice(0, 2).toLowerCase()] ?? texts.en;

  /** Children that are strings become text, never markup. */
  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== undefined) made.setAttribute(key, value);
    }
    made.append(...children.filter((child) => child !== undefined && child !== '' && child !== false));
    return made;
  }

  /** The host opens it: a sandboxed frame may not. */
  function link(address, text, attributes) {
    if (!/^https?:\/\//.test(address ?? '')) return undefined;
    const made = element('a', { ...attributes, href: address, target: '_blank' }, text);
    made.addEventListener('click', (event) => {
      event.preventDefault();
      notice.textContent = '';
      request('ui/open-link', { url: address }).then(
        (result) => result?.isError && refused(address),
        () => refused(address),
      );
    });
    return made;
  }
  const refused = (address) => {
    notice.textContent = `${wordsOf(shown?.locale ?? hostLocale).refused} ${address}`;
  };

  function picture(address, alt) {
    if (!/^https?:\/\//.test(address ?? '')) return undefined;
    const made = element('img', { src: address, alt: alt ?? '' });
    made.addEventListener('error', () => made.remove());
    return made;
  }

  function card(one, words, disclosure) {
    const { price } = one;
    const facts = one.facts.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]);
    const kind = [one.brand, one.options].filter(Boolean).join(' · ');
    return element(
      'li',
      {},
      element(
        'article',
        {},
        picture(one.image, one.image_alt),
        element('h2', {}, one.title),
        kind && element('p', { class: 'kind' }, kind),
        price &&
          element(
            'p',
            { class: 'price' },
            price.text,
            price.compare_at && ' ',
            price.compare_at && element('s', {}, price.compare_at),
          ),
        element('p', { class: 'kind' }, one.in_stock ? words.inStock : words.soldOut),
        one.reason && element('p', { class: 'kind' }, one.reason),
        facts.length > 0 && element('dl', {}, ...facts),
        element(
          'p',
          { class: 'links' },
          one.in_stock &&
            link(one.buy_url, words.buy, {
              class: 'buy',
              rel: 'sponsored nofollow noopener',
              'aria-label': `${words.buy}: ${one.title}`,
            }),
          link(one.proof_url, words.proof, {
            rel: 'nofollow noopener',
            'aria-label': `${words.proof}: ${one.title}`,
          }),
        ),
        disclosure && element('small', {}, disclosure.text),
      ),
    );
  }

  /** The cards as the server made them, each with what only the result itself says of its product. */
  function show(result) {
    const content = result.structuredContent ?? {};
    const made = result._meta?.['shopwright/cards'] ?? (content.cards && content);
    const products = content.products ?? [];
    const cards = (made?.cards ?? products).map((one) => {
      const place = products.findIndex((other) => other.variant_id === one.variant_id);
      const facts = (place < 0 ? [] : (content.attributes ?? []))
        .filter(({ differs, values }) => differs && values[place] != null)
        .slice(0, 8)
        .map(({ name, values }) => [name, values[place]]);
      return { ...one, facts, reason: products[place]?.reason };
    });
    shown = { result, locale: made?.locale ?? hostLocale };
    const words = wordsOf(shown.locale);
    document.documentElement.lang = shown.locale;
    notice.textContent = '';
    list.replaceChildren(...cards.map((one) => card(one, words, made?.disclosure)));
    list.removeAttribute('aria-busy');
  }

  function adopt(context) {
    const root = document.documentElement;
    if (context.theme) root.style.colorScheme = context.theme;
    for (const [name, value] of Object.entries(context.styles?.variables ?? {})) {
      if (name.startsWith('--') && value !== undefined) root.style.setProperty(name, value);
    }
    if (context.locale) hostLocale = context.locale;
    const inset = context.safeAreaInsets;
    if (inset)
      document.body.style.padding = `${inset.top}px ${inset.right}px ${inset.bottom}px ${inset.left}px`;
  }

  const notified = {
    'ui/notifications/tool-result': (params) => show(params),
    'ui/notifications/tool-cancelled': () => list.removeAttribute('aria-busy'),
    'ui/notifications/host-context-changed': (params) => adopt(params),
  };
  const asked = { ping: () => ({}), 'ui/resource-teardown': () => ({}) };

  window.addEventListener('message', ({ source, data }) => {
    if (source !== host || data?.jsonrpc !== '2.0') return;
    const { id, method, params = {} } = data;
    if (method === undefined) {
      const caller = waiting.get(id);
      waiting.delete(id);
      if (data.error) caller?.reject(new Error(data.error.message));
      else caller?.resolve(data.result);
    } else if (id === undefined) notified[method]?.(params);
    else if (asked[method]) send({ id, result: asked[method](params) });
    else send({ id, error: { code: -32601, message: `Unknown method: ${method}` } });
  });

  let size = '';
  const tellSize = () => {
    const width = window.innerWidth;
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    if (size === `${width}x${height}`) return;
    size = `${width}x${height}`;
    send({ method: 'ui/notifications/size-changed', params: { width, height } });
  };

  request('ui/initialize', {
    appInfo: { name: 'shopwright-product-cards', version: '1' },
    appCapabilities: { availableDisplayModes: ['inline'] },
    protocolVersion: '2026-01-26',
  }).then(
    (result) => {
      adopt(result.hostContext ?? {});
      send({ method: 'ui/notifications/initialized', params: {} });
      new ResizeObserver(tellSize).observe(document.documentElement);
    },
    () => list.removeAttribute('aria-busy'),
  );
})();

/**
 * Makes an element. Children that are strings become text nodes: nothing here ever parses HTML.
 * @param {string} tag
 * @param {Record<string, unknown>} [props] `class`, `on<event>`, attributes; false, null and undefined leave one out
 * @param {...(Node | string | false | null | undefined | Array<unknown>)} children
 */
export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'value' || name === 'checked' || name === 'selected' || name === 'open')
      element[name] = value;
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat(9).filter((child) => child || child === 0));
  return element;
}

/** Shows `nodes` as the page; the element that had the focus keeps it when it is still there. */
export function show(...nodes) {
  const focused = document.activeElement?.id;
  document.getElementById('page').replaceChildren(...nodes);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

/** Puts the reading position on something new, without making it a tab stop. */
export function moveFocus(element) {
  if (!element) return;
  if (!element.matches('input, select, button, a, textarea')) element.setAttribute('tabindex', '-1');
  element.focus();
  element.scrollIntoView?.({ block: 'nearest' });
}

/** Says something to screen readers. */
export function announce(text) {
  const announcer = document.getElementById('announcer');
  announcer.textContent = '';
  requestAnimationFrame(() => {
    announcer.textContent = text;
  });
}

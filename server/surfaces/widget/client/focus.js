const CANDIDATES = 'a[href], button, input, select, textarea, iframe, [tabindex]';

/** What Tab reaches within a node, in order, through shadow roots; a link that is not shown is not reached. */
function tabbable(node) {
  return [...node.querySelectorAll('*')].flatMap((one) => {
    if (!one.checkVisibility({ visibilityProperty: true }) || one.closest('[inert]')) return [];
    if (one.shadowRoot) return tabbable(one.shadowRoot);
    return one.matches(CANDIDATES) && one.tabIndex >= 0 && !one.disabled ? [one] : [];
  });
}

/** The element that has the focus, through shadow roots. */
function focused(root = document) {
  const { activeElement } = root;
  return activeElement?.shadowRoot ? focused(activeElement.shadowRoot) : activeElement;
}

/** Keeps Tab within a dialog: from the last element to the first, and back. @param {KeyboardEvent} event */
export function keepFocusIn(dialog, event) {
  if (event.key !== 'Tab') return;
  const reached = tabbable(dialog);
  const leaves = event.shiftKey ? reached[0] : reached.at(-1);
  if (focused() !== leaves) return;
  event.preventDefault();
  (event.shiftKey ? reached.at(-1) : reached[0]).focus();
}

/** Settings that are attributes of the element, and what they are called there. */
const ATTRIBUTES = {
  server: 'server',
  key: 'publisher-key',
  market: 'market',
  locale: 'locale',
  theme: 'theme',
  message: 'message',
  position: 'position',
  title: 'title-text',
};

/** Settings of looks, and the CSS variables that they stand for. */
const LOOKS = {
  accent: '--shopwright-accent',
  onAccent: '--shopwright-on-accent',
  text: '--shopwright-text',
  background: '--shopwright-background',
  bubble: '--shopwright-bubble',
  font: '--shopwright-font',
  radius: '--shopwright-radius',
  height: '--shopwright-height',
};

/** As the script's `data-` attributes say them. */
export const settingsOf = (script) => ({ ...script?.dataset });

/** Puts settings on an element. Looks go through the style object, which no policy forbids. */
export function apply(node, settings) {
  for (const [name, attribute] of Object.entries(ATTRIBUTES))
    if (settings[name] !== undefined) node.setAttribute(attribute, settings[name]);
  for (const [name, variable] of Object.entries(LOOKS))
    if (settings[name] !== undefined) node.style.setProperty(variable, settings[name]);
}

const isYes = (value) => value === true || value === 'true' || value === '';

export const wantsOpen = ({ open }) => isYes(open);

/** What is on the screen, if the website says so. */
export function contextOf({ page, product, consent }) {
  if (page === undefined && product === undefined && consent === undefined) return undefined;
  return { page, product, consent: isYes(consent) };
}

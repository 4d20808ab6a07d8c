const SVG = 'http://www.w3.org/2000/svg';

const fill = (element, props, children) => {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat(9).filter((child) => child || child === 0));
  return element;
};

/** Makes an element. Children that are strings become text nodes: nothing here ever parses HTML. */
export const h = (tag, props, ...children) => fill(document.createElement(tag), props, children);
export const svg = (tag, props, ...children) => fill(document.createElementNS(SVG, tag), props, children);

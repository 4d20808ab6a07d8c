import { escapeHtml } from './escape.ts';

/** Markup that is safe to put into a page as it stands. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = Html | string | number | undefined | false | readonly Part[];

/** Makes a template tag whose values pass through `safe`, which makes text markup. */
export const template = (safe: (text: string) => string) => {
  const written = (part: Part): string => {
    if (part === undefined || part === false) return '';
    if (part instanceof Html) return part.text;
    return typeof part === 'object' ? part.map(written).join('') : safe(String(part));
  };
  return (strings: TemplateStringsArray, ...parts: Part[]): Html =>
    new Html(strings.reduce((text, string, index) => text + written(parts[index - 1]) + string));
};

/**
 * A template that escapes whatever is put into it.
 *
 * @example html`<b>${'<i>'}</b>` // <b>&#60;i&#62;</b>
 */
export const html = template(escapeHtml);

/** Trusted text, such as our own style sheet. */
export const raw = (text: string): Html => new Html(text);

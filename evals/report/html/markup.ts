/** HTML that is safe to put into the page. */
export interface Html {
  readonly html: string;
}

type Part = Html | string | number | undefined | false | readonly Part[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const written = (part: Part): string => {
  if (part === undefined || part === false) return '';
  if (Array.isArray(part)) return part.map(written).join('');
  if (typeof part === 'object') return (part as Html).html;
  // Bidirectional controls would show a text in another order than it has.
  return String(part)
    .toWellFormed()
    .replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign]!)
    .replaceAll(
      /[\u202a-\u202e\u2066-\u2069]/g,
      (sign) => `<i title="U+${sign.charCodeAt(0).toString(16)}">⍰</i>`,
    );
};

/** Markup with every value escaped. */
export const html = (strings: TemplateStringsArray, ...parts: Part[]): Html => ({
  html: strings.reduce((text, string, index) => `${text}${written(parts[index - 1])}${string}`),
});

/** Trusted text, such as our own style sheet. */
export const raw = (text: string): Html => ({ html: text });

import { escapeHtml } from '../../../server/platform/html/escape.ts';
import { template } from '../../../server/platform/html/html.ts';

export { type Html, raw } from '../../../server/platform/html/html.ts';

/** Bidirectional controls would show what a bot said in another order than it has. */
const shown = (text: string): string =>
  escapeHtml(text.toWellFormed()).replaceAll(
    /[\u202a-\u202e\u2066-\u2069]/g,
    (sign) => `<i title="U+${sign.charCodeAt(0).toString(16)}">⍰</i>`,
  );

/** Markup with every value escaped. */
export const html = template(shown);

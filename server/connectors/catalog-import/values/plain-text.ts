import { compile } from 'html-to-text';

const skipped = ['img', 'script', 'style', 'iframe', 'object', 'video', 'audio', 'svg', 'form', 'button'];
const headings = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];

/** More markup than a description needs; what is beyond is dropped rather than worked through. */
const MAX_HTML = 60_000;
/** Pictures that are written out in the text. */
const INLINE_DATA = /\bdata:[a-z]+\/[a-z+.-]+;base64,[a-z0-9+/=\s]*/gi;
const toText = compile({
  wordwrap: false,
  limits: { maxDepth: 50, maxChildNodes: 5_000, ellipsis: '' },
  selectors: [
    { selector: 'a', options: { ignoreHref: true } },
    ...skipped.map((selector) => ({ selector, format: 'skip' })),
    ...headings.map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: 'table', format: 'dataTable', options: { uppercaseHeaderCells: false, colSpacing: 2 } },
    { selector: 'ul', options: { itemPrefix: '- ' } },
    { selector: 'blockquote', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
  ],
});

/** Whether a text is written in HTML: it has tags or character references. */
export const looksLikeHtml = (text: string): boolean =>
  /<\/?[a-z][a-z0-9]*(?:\s[^<>]*)?\/?>|&(?:[a-z]{2,8}|#\d{2,6}|#x[\da-f]{2,6});/i.test(text);

/** What a shopper reads of an HTML description: lines and lists stay, markup, links and scripts go. */
export function plainText(html: string): string {
  if (!looksLikeHtml(html)) return html.trim();
  return toText(html.replace(INLINE_DATA, '').slice(0, MAX_HTML))
    .replace(/[^\S\n]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

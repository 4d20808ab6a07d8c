import { escapeHtml } from '../../platform/html/escape.ts';
/** A part of a message, the same for plain text and HTML. A part whose value is missing or empty is left out. */
export type Part =
  | { kind: 'text'; text: string }
  /** One line each, as the sender wrote them. */
  | { kind: 'list'; lines: string | undefined }
  | { kind: 'fact'; label: string; value: string | undefined }
  | { kind: 'code'; code: string | undefined }
  | { kind: 'link'; label: string; url: string | undefined };

export interface Message {
  subject: string;
  parts: Part[];
}

export interface Rendered {
  subject: string;
  text: string;
  html: string;
}

/** @param locale BCP 47, for the HTML's `lang` */
export function render(message: Message, locale: string): Rendered {
  const parts = message.parts.filter(hasValue);
  return {
    subject: message.subject.replace(/\s+/g, ' ').trim().slice(0, 200),
    text: `${blocks(parts).join('\n\n')}\n`,
    html: `<!doctype html>
<html lang="${escapeHtml(locale)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(message.subject)}</title></head>
<body style="margin:0;padding:24px 16px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif;color:#1b2420;background:#f4f6f5">
<div style="max-width:560px;margin:0 auto;padding:24px;background:#ffffff;border:1px solid #d8dfdb;border-radius:12px">
${parts.map(htmlOf).join('\n')}
</div></body></html>
`,
  };
}

function hasValue(part: Part): boolean {
  switch (part.kind) {
    case 'text':
      return part.text !== '';
    case 'list':
      return Boolean(part.lines);
    case 'fact':
      return Boolean(part.value);
    case 'code':
      return Boolean(part.code);
    case 'link':
      return isWebAddress(part.url);
  }
}

/** Facts that follow each other stand together. */
function blocks(parts: readonly Part[]): string[] {
  const out: string[] = [];
  let afterFact = false;
  for (const part of parts) {
    const text = textOf(part);
    if (part.kind === 'fact' && afterFact) out[out.length - 1] += `\n${text}`;
    else out.push(text);
    afterFact = part.kind === 'fact';
  }
  return out;
}

function textOf(part: Part): string {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'list':
      return part.lines ?? '';
    case 'fact':
      return `${part.label}: ${part.value}`;
    case 'code':
      return `    ${part.code}`;
    case 'link':
      return `${part.label}: ${part.url}`;
  }
}

function htmlOf(part: Part): string {
  switch (part.kind) {
    case 'text':
      return `<p style="margin:0 0 16px">${escapeHtml(part.text)}</p>`;
    case 'list':
      return `<p style="margin:0 0 16px;padding:12px 16px;background:#f4f6f5;border-radius:8px">${escapeHtml(part.lines ?? '').replaceAll('\n', '<br>')}</p>`;
    case 'fact':
      return `<p style="margin:0 0 8px"><span style="color:#56635d">${escapeHtml(part.label)}:</span> <strong>${escapeHtml(part.value ?? '')}</strong></p>`;
    case 'code':
      return `<p style="margin:0 0 16px;font-size:28px;font-weight:700;letter-spacing:4px">${escapeHtml(part.code ?? '')}</p>`;
    case 'link':
      return `<p style="margin:16px 0"><a href="${escapeHtml(part.url ?? '')}" style="color:#14694c;font-weight:600">${escapeHtml(part.label)}</a></p>`;
  }
}

const isWebAddress = (url: string | undefined): boolean => /^https?:\/\/[^\s]+$/.test(url ?? '');

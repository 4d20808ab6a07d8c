import { escapeHtml } from './escape.ts';

export interface PageShell {
  /** BCP 47. */
  language: string;
  title: string;
  /** Markup: style sheets, scripts. */
  head?: string;
  /** Markup. */
  body: string;
  /** Says that there is no icon, so that none is asked for; a policy of the page must allow `img-src data:`. @default true */
  icon?: boolean;
  /** Search engines may list it. @default false */
  listed?: boolean;
}

/** What every page of this server has around it. */
export const pageHtml = ({
  language,
  title,
  head = '',
  body,
  icon = true,
  listed = false,
}: PageShell): string =>
  `<!doctype html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${listed ? '' : '<meta name="robots" content="noindex">\n'}<title>${escapeHtml(title)}</title>
${icon ? '<link rel="icon" href="data:,">\n' : ''}${head}
</head>
<body>
${body}
</body>
</html>
`;

import { escapeHtml } from '../../platform/html/escape.ts';
import { pageHtml } from '../../platform/html/page.ts';

/**
 * The one static page; its script fills it. The same for everybody, so it holds nothing about anybody.
 * @param basePath path under which the server is reached, without a trailing slash
 */
export function checkoutHtml(basePath: string): string {
  const at = `${escapeHtml(basePath)}/checkout`;
  return pageHtml({
    language: 'en',
    title: 'Checkout',
    head: `<link rel="stylesheet" href="${at}/style.css">
<script type="module" src="${at}/app.js"></script>`,
    body: `<div id="announcer" class="visually-hidden" role="status" aria-live="polite"></div>
<div id="page"><main class="state" id="loading"><div class="spinner" aria-hidden="true"></div><p>Checkout</p></main></div>
<noscript><main class="state"><h1>This page needs JavaScript</h1><p>Switch it on and open the link again, or ask for a payment link that works without it.</p></main></noscript>`,
  });
}

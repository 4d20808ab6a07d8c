import { type Html, html } from '../../../platform/html/html.ts';
import { pageHtml } from '../../../platform/html/page.ts';
import type { Field } from './fields.ts';

import type { Group, Operation } from './operations.ts';

export interface PageContent {
  groups: readonly Group[];
  publicUrl: string;
  version: string;
}

/** The whole reference as one page: no script, one style sheet, found with the browser's own search. */
export function referencePage({ groups, publicUrl, version }: PageContent): string {
  return pageHtml({
    language: 'en',
    title: 'Shopwright API reference',
    head: '<link rel="stylesheet" href="/docs/style.css">',
    body: html`<a class="skip" href="#content">Skip to the content</a>
<nav aria-label="Contents">
<p class="brand"><a href="#top">Shopwright</a> <small>${version}</small></p>
<p><a href="#start">Start here</a></p>
${groups.map(
  (group) => html`<h2><a href="#${group.id}">${group.title}</a></h2>
<ul>${group.operations.map((operation) => html`<li><a href="#${operation.id}">${navigationName(operation)}</a></li>`)}</ul>`,
)}
</nav>
<main id="content">
${introduction(publicUrl)}
${groups.map(
  (group) => html`<section class="group" aria-labelledby="${group.id}">
<h2 id="${group.id}">${group.title}</h2>
${group.operations.map((operation) => article(operation, publicUrl))}
</section>`,
)}
</main>`.text,
    icon: false,
    listed: true,
  });
}

const isTool = (operation: Operation): boolean => operation.path.startsWith('/v1/tools/');
const navigationName = (operation: Operation): string => (isTool(operation) ? operation.id : operation.title);

function introduction(publicUrl: string): Html {
  const first = `curl ${publicUrl}/v1/tools/search_catalog \\
  -H 'Content-Type: application/json' \\
  -d '{"query": "backpack", "limit": 2}'`;
  return html`<header id="top">
<h1 id="start">API reference</h1>
<p class="lead">A shop for AI assistants: typed tools over REST and MCP, and an admin API for the merchant.</p>
<dl class="facts">
<div><dt>REST</dt><dd><code>${publicUrl}/v1/tools/{name}</code></dd></div>
<div><dt>MCP</dt><dd><code>${publicUrl}/mcp</code></dd></div>
<div><dt>OpenAPI 3.1</dt><dd><a href="/openapi.json">/openapi.json</a></dd></div>
</dl>
<h3>The first call</h3>
<p>Shopping needs no key. A tool is one POST with a JSON object; the answer is a JSON object.</p>
<pre><code>${first}</code></pre>
<h3>Sessions</h3>
<p>Every answer holds a <code>session_id</code>. Pass it on each later call: cart, checkout and orders hang on it. It works only with the credential that made it, so keep it as you keep a password.</p>
<h3>Keys</h3>
<p>Send a key as <code>Authorization: Bearer KEY</code>. What a key may do is its list of scopes; the scope that a call needs stands beside it. The admin API always needs a key.</p>
<h3>Money and time</h3>
<p>Money is an integer in minor units and an ISO 4217 currency: <code>{"amount": 1999, "currency": "USD"}</code> is 19.99 USD. Moments are ISO 8601 in UTC.</p>
<h3>Quotes</h3>
<p>A price comes with a <code>quote_id</code> and <code>expires_at</code>. Put that quote into the cart and exactly that price is charged until it expires. Its signed proof is at <code>/v1/quotes/{id}</code> and can be checked offline with the keys at <code>/.well-known/jwks.json</code>.</p>
<h3>When a call fails</h3>
<p>The answer is a problem document (RFC 9457). <code>detail</code> says how to mend the call, <code>code</code> is for programs, <code>field</code> names the argument at fault.</p>
<pre><code>{
  "type": "urn:shopwright:problem:quantity-not-available",
  "title": "Conflict",
  "status": 409,
  "detail": "Only 3 of Ridgeline 28 are available. Retry with 3 or fewer.",
  "code": "quantity_not_available",
  "details": { "available": 3 }
}</code></pre>
<h3>Repeating a call</h3>
<p><code>complete_checkout</code> takes an <code>idempotency_key</code>, and admin calls that move money or stock take an <code>Idempotency-Key</code> header: repeat the same call with the same key after a timeout and it has its effect once. On 429 wait for <code>Retry-After</code> seconds.</p>
</header>`;
}

function article(operation: Operation, publicUrl: string): Html {
  const heading = isTool(operation) ? operation.id : operation.title;
  return html`<article id="${operation.id}">
<h3><a class="anchor" href="#${operation.id}">${heading}</a>${isTool(operation) && html` <small>${operation.title}</small>`}</h3>
<p class="address"><span class="method ${operation.method.toLowerCase()}">${operation.method}</span> <code>${operation.path}</code>${access(operation)}</p>
<div class="columns">
<div>
${operation.description && html`<p>${operation.description}</p>`}
${table('Parameters', operation.parameters)}
${table(isTool(operation) ? 'Arguments' : 'Body', operation.body)}
${table('Answer', operation.answer)}
${
  operation.problems.length > 0 &&
  html`<details class="problems"><summary>Problems: ${operation.problems.map((p) => p.status).join(', ')}</summary>
<dl>${operation.problems.map((p) => html`<dt>${p.status}</dt><dd>${p.description}</dd>`)}</dl></details>`
}
</div>
<div class="examples">
<h4>Request</h4>
<pre tabindex="0"><code>${curl(operation, publicUrl)}</code></pre>
${
  operation.exampleAnswer !== undefined &&
  html`<h4>Response</h4>
<pre tabindex="0"><code>${JSON.stringify(operation.exampleAnswer, null, 2)}</code></pre>`
}
</div>
</div>
</article>`;
}

function access({ scope, withoutKey }: Operation): Html | false {
  if (scope === undefined) return false;
  return html` <span class="scope">${withoutKey ? 'no key, or a key with ' : 'key with '}<code>${scope}</code></span>`;
}

function table(caption: string, fields: readonly Field[]): Html | false {
  if (fields.length === 0) return false;
  const many = fields.length > 24;
  const rows = html`<table>
<thead><tr><th scope="col">Name</th><th scope="col">Type</th><th scope="col">Meaning</th></tr></thead>
<tbody>${fields.map(
    (
      field,
    ) => html`<tr><td><code>${breakable(field.name)}</code>${field.required && html` <span class="required">required</span>`}</td><td class="type">${field.type}</td><td>${field.description}</td></tr>
`,
  )}</tbody>
</table>`;
  if (many) return html`<details><summary>${caption}: ${fields.length} fields</summary>${rows}</details>`;
  return html`<h4>${caption}</h4>${rows}`;
}

/** Long dotted names may wrap behind a dot. */
const breakable = (name: string): Html[] =>
  name.split('.').map((part, index) => html`${index > 0 && html`.<wbr>`}${part}`);

function curl({ method, path, withoutKey, bodyType, exampleBody }: Operation, publicUrl: string): string {
  const implied = method === 'GET' || (method === 'POST' && bodyType !== undefined);
  // Braces mean something to curl.
  const url = publicUrl + path.replaceAll(/\{(\w+)\}/g, (_, name: string) => name.toUpperCase());
  const parts = [`curl${implied ? '' : ` -X ${method}`} ${url}`];
  if (!withoutKey) parts.push(`-H "Authorization: Bearer $SHOPWRIGHT_KEY"`);
  if (bodyType !== undefined) {
    parts.push(`-H 'Content-Type: ${bodyType}'`);
    const body = JSON.stringify(exampleBody, null, 2)?.replaceAll("'", "'\\''").replaceAll('\n', '\n  ');
    parts.push(body === undefined ? '--data-binary @products.jsonl' : `-d '${body}'`);
  }
  return parts.join(' \\\n  ');
}

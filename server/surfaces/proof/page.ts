import { Fact } from '../../grounding/fact.ts';
import { escapeHtml } from '../../platform/html/escape.ts';
import { pageHtml } from '../../platform/html/page.ts';
import type { CertificateResult, ProvenStatement } from '../../proof/index.ts';
import { proofWords } from './words.ts';

export interface ProofPage {
  result: CertificateResult;
  language: string;
  shopName: string;
  /** By quote id: of which catalogue version the price was. */
  priceVersions: ReadonlyMap<string, number>;
  /** Title of the product that a fact is about. */
  titles: ReadonlyMap<string, string>;
  /** By call id: the tool's name. */
  tools: ReadonlyMap<string, string>;
  jsonUrl: string;
  styleUrl: string;
}

/** Who said what, from which version of the catalogue, and when: for people. */
export function proofPage(page: ProofPage): string {
  const { result, language } = page;
  const words = proofWords(language);
  return pageHtml({
    language,
    title: `${words.title} · ${page.shopName}`,
    head: `<link rel="stylesheet" href="${escapeHtml(page.styleUrl)}">`,
    body: `<main>
<h1>${escapeHtml(words.title)}</h1>
${result.valid ? valid(page, result) : `<p class="bad" role="status">✗ ${escapeHtml(words.bad)} ${escapeHtml(result.message)}</p>`}
<p class="small">${escapeHtml(words.check)}</p>
<p><a href="${escapeHtml(page.jsonUrl)}">${escapeHtml(words.download)}</a></p>
</main>`,
  });
}

function valid(page: ProofPage, result: Extract<CertificateResult, { valid: true }>): string {
  const words = proofWords(page.language);
  const { reply, statements, sequence, issuedAt } = result;
  return `<p class="good" role="status">✓ ${escapeHtml(words.good)}</p>
<p class="small">${escapeHtml(page.shopName)} · ${escapeHtml(time(issuedAt, page.language))} · ${escapeHtml(words.place)}: ${sequence}</p>
${result.erased ? `<p class="erased">${escapeHtml(words.erased)}</p>` : ''}
${reply ? `<blockquote lang="${escapeHtml(reply.language)}">${marked(reply.text, statements)}</blockquote>` : ''}
${statements.length > 0 ? table(page, statements) : result.erased ? '' : `<p>${escapeHtml(words.none)}</p>`}`;
}

/** The reply with every statement marked and numbered as in the table. */
function marked(text: string, statements: readonly ProvenStatement[]): string {
  const spans = statements
    .flatMap(({ spans: places }, index) => places.map((place) => ({ ...place, index })))
    .sort((a, b) => a.start - b.start);
  let html = '';
  let at = 0;
  for (const { start, end, index } of spans) {
    if (start < at) continue;
    html += escapeHtml(text.slice(at, start));
    html += `<mark><a href="#s${index + 1}">${escapeHtml(text.slice(start, end))}<sup>${index + 1}</sup></a></mark>`;
    at = end;
  }
  return html + escapeHtml(text.slice(at));
}

function table(page: ProofPage, statements: readonly ProvenStatement[]): string {
  const words = proofWords(page.language);
  const head = ['', words.said, words.fact, words.about, words.source, words.when];
  const rows = statements.map((statement, index) => {
    const fact = Fact.parse(statement.fact);
    const about = page.titles.get(fact.subject.productId ?? '') ?? '';
    const quoted =
      fact.quoteId === undefined
        ? ''
        : `<br><span class="small">${escapeHtml(words.quote)} <code>${escapeHtml(fact.quoteId.slice(0, 14))}…</code>${versionOf(page, fact)}${
            fact.expiresAt === undefined
              ? ''
              : `, ${escapeHtml(words.until)} ${escapeHtml(time(fact.expiresAt, page.language))}`
          }</span>`;
    const cells = [
      String(index + 1),
      `${escapeHtml(statement.spans[0]!.text)}${quoted}`,
      escapeHtml(fact.label ?? fact.kind.replaceAll('_', ' ')),
      escapeHtml(about),
      `<code>${escapeHtml(page.tools.get(fact.callId) ?? fact.callId)}</code>`,
      escapeHtml(time(fact.observedAt, page.language)),
    ];
    return `<tr id="s${index + 1}">${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  return `<div class="scroll"><table><thead><tr>${head.map((cell) => `<th scope="col">${escapeHtml(cell)}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function versionOf(page: ProofPage, { quoteId }: Pick<Fact, 'quoteId'>): string {
  const version = page.priceVersions.get(quoteId ?? '');
  return version === undefined ? '' : `, ${escapeHtml(proofWords(page.language).priceVersion)} ${version}`;
}

const time = (at: number, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'long', timeZone: 'UTC' }).format(at);

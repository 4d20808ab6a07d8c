import { escapeHtml } from '../../platform/html/escape.ts';
import { pageHtml } from '../../platform/html/page.ts';
import { buyWords } from './words.ts';

export interface BuyPageLine {
  title: string;
  options: string;
  image?: { url: string; alt: string } | undefined;
  quantity: number;
  /** Of one unit, formatted; absent when it is not sold any more. */
  price?: string | undefined;
  available: number;
}

export interface BuyPage {
  locale: string;
  shopName: string;
  lines: readonly BuyPageLine[];
  /** That the link is paid for. */
  disclosure: string | undefined;
  styleUrl: string;
  /** Where the form goes. */
  action: string;
}

/** Whether enough of it is there to go into a cart. */
export const isBuyable = ({ price, available, quantity }: BuyPageLine): boolean =>
  price !== undefined && available >= quantity;

/** What a buy link leads to: goods, their prices now, who is paid for the link, and one button. Runs no script. */
export function buyPage(page: BuyPage): string {
  const words = buyWords(page.locale);
  const buyable = page.lines.some(isBuyable);
  return pageHtml({
    language: page.locale,
    title: `${words.title} · ${page.shopName}`,
    head: `<link rel="stylesheet" href="${escapeHtml(page.styleUrl)}">`,
    body: `<main>
<p class="shop">${escapeHtml(page.shopName)}</p>
<h1>${escapeHtml(words.title)}</h1>
${page.disclosure === undefined ? '' : `<p class="disclosure">${escapeHtml(page.disclosure)}</p>`}
<ul>
${page.lines.map((line) => lineHtml(line, page.locale)).join('\n')}
</ul>
${
  buyable
    ? `<form method="post" action="${escapeHtml(page.action)}"><button type="submit">${escapeHtml(words.go)}</button></form>
<p class="small">${escapeHtml(words.change)}</p>`
    : `<p role="status">${escapeHtml(words.nothing)}</p>`
}
</main>`,
  });
}

function lineHtml(line: BuyPageLine, locale: string): string {
  const words = buyWords(locale);
  const { title, options, image, quantity, price } = line;
  const state =
    price === undefined ? words.gone : line.available === 0 ? words.soldOut : words.few(line.available);
  return `<li>
${image ? `<img src="${escapeHtml(image.url)}" alt="${escapeHtml(image.alt)}" width="96" height="96">` : ''}
<div>
<p class="title">${escapeHtml(title)}</p>
${options === '' ? '' : `<p class="small">${escapeHtml(options)}</p>`}
<p class="small">${escapeHtml(words.quantity)}: ${quantity}</p>
${isBuyable(line) ? '' : `<p class="warn">${escapeHtml(state)}</p>`}
</div>
${price === undefined ? '' : `<p class="price">${escapeHtml(price)}<span class="small"> ${escapeHtml(words.each)}</span></p>`}
</li>`;
}

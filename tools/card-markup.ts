import { escapeHtml } from '../server/platform/html/escape.ts';

/** What a card shows, in the shopper's language. */
export interface CardContent {
  title: string;
  options?: string | undefined;
  brand?: string | undefined;
  image?: { url: string; alt: string } | undefined;
  price: string;
  compareAt?: string | undefined;
  inStock: boolean;
  buyUrl: string;
  proofUrl: string;
  disclosure?: string | undefined;
}

export interface CardWords {
  buy: string;
  proof: string;
  inStock: string;
  soldOut: string;
}

/** By language. */
export const CARD_WORDS: Readonly<Record<string, CardWords>> = {
  en: { buy: 'Buy', proof: 'Proof of this price', inStock: 'In stock', soldOut: 'Sold out' },
  es: { buy: 'Comprar', proof: 'Prueba de este precio', inStock: 'Disponible', soldOut: 'Agotado' },
  pt: { buy: 'Comprar', proof: 'Prova deste preço', inStock: 'Em estoque', soldOut: 'Esgotado' },
  de: { buy: 'Kaufen', proof: 'Beleg für diesen Preis', inStock: 'Auf Lager', soldOut: 'Ausverkauft' },
  fr: { buy: 'Acheter', proof: 'Preuve de ce prix', inStock: 'En stock', soldOut: 'Épuisé' },
};
const wordsOf = (locale: string): CardWords => CARD_WORDS[locale.slice(0, 2).toLowerCase()] ?? CARD_WORDS.en!;

/** Characters with a meaning in Markdown, and in the HTML that Markdown lets through. */
const markdown = (text: string): string =>
  text.replaceAll(/\s+/g, ' ').replace(/[\\`*_{}[\]()<>#+!|~&-]/g, (c) => `\\${c}`);

/** One `<article>` without style or script: the publisher's page says how `shopwright-card` looks. */
export function cardHtml(card: CardContent, locale: string): string {
  const words = wordsOf(locale);
  const { image, brand, options, compareAt, disclosure } = card;
  return [
    `<article class="shopwright-card" lang="${escapeHtml(locale)}">`,
    image && `<img src="${escapeHtml(image.url)}" alt="${escapeHtml(image.alt)}" loading="lazy">`,
    `<h3>${escapeHtml(card.title)}</h3>`,
    (brand || options) &&
      `<p class="shopwright-card-kind">${escapeHtml([brand, options].filter(Boolean).join(' · '))}</p>`,
    `<p class="shopwright-card-price"><strong>${escapeHtml(card.price)}</strong>${compareAt ? ` <s>${escapeHtml(compareAt)}</s>` : ''}</p>`,
    `<p class="shopwright-card-stock">${card.inStock ? words.inStock : words.soldOut}</p>`,
    card.inStock &&
      `<p><a class="shopwright-card-buy" href="${escapeHtml(card.buyUrl)}" rel="sponsored nofollow noopener">${words.buy}</a></p>`,
    disclosure && `<p class="shopwright-card-disclosure"><small>${escapeHtml(disclosure)}</small></p>`,
    `<p class="shopwright-card-proof"><small><a href="${escapeHtml(card.proofUrl)}" rel="nofollow noopener">${words.proof}</a></small></p>`,
    '</article>',
  ]
    .filter(Boolean)
    .join('\n');
}

/** For chats that render Markdown. */
export function cardMarkdown(card: CardContent, locale: string): string {
  const words = wordsOf(locale);
  const kind = [card.brand, card.options].filter((part) => part !== undefined).map(markdown);
  const price = card.compareAt ? `**${card.price}** ~~${card.compareAt}~~` : `**${card.price}**`;
  return [
    `**${markdown(card.title)}**${kind.length > 0 ? ` · ${kind.join(' · ')}` : ''}`,
    `${price} · ${card.inStock ? words.inStock : words.soldOut}`,
    [card.inStock && `[${words.buy}](${card.buyUrl})`, `[${words.proof}](${card.proofUrl})`]
      .filter(Boolean)
      .join(' · '),
    card.disclosure && `_${markdown(card.disclosure)}_`,
  ]
    .filter(Boolean)
    .join('  \n');
}

import { readFileSync } from 'node:fs';
import type { CallTool } from '../../../../tools/call-tool.ts';
import { CARD_WORDS } from '../../../../tools/card-markup.ts';
import productCards, { MAX_CARDS } from '../../../../tools/product-cards.ts';
import type { Principal } from '../../../commerce/principals/model.ts';
import { pageHtml } from '../../../platform/html/page.ts';
import type { McpApp } from '../contract.ts';
import { APP_MIME_TYPE } from './extension.ts';

/** In `_meta` of results: what `product_cards` answers for the products of the result. */
export const CARDS_META_KEY = 'shopwright/cards';
const URI = 'ui://shopwright/product-cards';

/** That the host did not open a link; its address follows. */
const REFUSED: Readonly<Record<string, string>> = {
  en: 'This link was not opened:',
  es: 'Este enlace no se abrió:',
  pt: 'Este link não foi aberto:',
  de: 'Dieser Link wurde nicht geöffnet:',
  fr: 'Ce lien n’a pas été ouvert :',
};

interface Shown {
  session_id: string;
  products?: { variant_id: string }[];
  variants?: { variant_id: string; available: number }[];
}

/** The variants that a result is about, those that can be bought first where it lists all of one product. */
function variantsOf({ products, variants }: Shown): string[] {
  const listed =
    products ?? variants?.toSorted((a, b) => Number(b.available > 0) - Number(a.available > 0)) ?? [];
  return [...new Set(listed.map(({ variant_id }) => variant_id))].slice(0, MAX_CARDS);
}

/**
 * Product cards in the chat of a host: picture, price with its proof, disclosure, and a buy link whose cart is filled. The page
 * is the same for all; what it shows comes with each result.
 *
 * @param imageOrigins where its pictures may come from
 */
export function productCardsApp(deps: {
  callTool: CallTool;
  imageOrigins: () => Promise<readonly string[]>;
}): McpApp<Principal> {
  const html = cardsPage();
  return {
    resource: {
      uri: URI,
      name: 'product-cards',
      title: 'Product cards',
      description: 'Shows products of this shop as cards with price, proof and buy link',
      mimeType: APP_MIME_TYPE,
    },
    tools: new Set([
      'search_catalog',
      'recommend_products',
      'compare_products',
      'get_product',
      productCards.name,
    ]),
    read: async () => ({
      mimeType: APP_MIME_TYPE,
      text: html,
      _meta: { ui: { csp: { resourceDomains: [...(await deps.imageOrigins())] }, prefersBorder: false } },
    }),
    meta: async (tool, outcome, principal) => {
      if (tool === productCards.name) return undefined;
      const output = outcome.output as unknown as Shown;
      const variant_ids = variantsOf(output);
      if (variant_ids.length === 0) return undefined;
      const { session_id } = output;
      const made = await deps.callTool(productCards.name, { session_id, variant_ids }, { principal });
      // The page then shows what the result itself says.
      if (!made.ok) return undefined;
      const { session_id: _session, ...cards } = made.output;
      return { [CARDS_META_KEY]: cards };
    },
  };
}

function cardsPage(): string {
  const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
  const texts = Object.fromEntries(
    Object.entries(CARD_WORDS).map(([language, words]) => [
      language,
      { ...words, refused: REFUSED[language] },
    ]),
  );
  return pageHtml({
    language: 'en',
    title: 'Product cards',
    head: `<style>
${read('./view.css')}</style>`,
    body: `<ul id="cards" role="list" aria-busy="true"></ul>
<p id="notice" role="status"></p>
<script type="application/json" id="texts">${JSON.stringify(texts).replaceAll('<', '\\u003c')}</script>
<script>
${read('./view.js')}</script>`,
  });
}

/** What a publisher copies into a bot or a page, with the address of this shop in it. */
export const snippets = (url) => [
  {
    title: 'Search and recommend, over REST',
    note: 'From your server. Each answer has a session_id: pass it on the next calls.',
    text: `curl ${url}/v1/tools/search_catalog \\
  -H "Authorization: Bearer sk_…" -H "Content-Type: application/json" \\
  -d '{"query": "a gift for a hiker"}'
curl ${url}/v1/tools/recommend_products \\
  -H "Authorization: Bearer sk_…" -H "Content-Type: application/json" \\
  -d '{"product_id": "…", "kind": "complement"}'`,
  },
  {
    title: 'Ready-made cards with buy links',
    note: 'Show the disclosure beside them.',
    text: `curl ${url}/v1/tools/product_cards \\
  -H "Authorization: Bearer sk_…" -H "Content-Type: application/json" \\
  -d '{"variant_ids": ["…"], "formats": ["html"], "locale": "en"}'`,
  },
  {
    title: 'A bot that speaks MCP',
    note: 'Any MCP client, with your key as bearer.',
    text: `{
  "mcpServers": {
    "shop": {
      "type": "http",
      "url": "${url}/mcp",
      "headers": { "Authorization": "Bearer sk_…" }
    }
  }
}`,
  },
  {
    title: 'TypeScript',
    note: 'npm install shopwright',
    text: `import { createClient } from 'shopwright/client';

const shop = createClient({ url: '${url}', key: process.env.SHOP_KEY });
const found = await shop.call('search_catalog', { query: 'a gift for a hiker' });`,
  },
  {
    title: 'In a web page',
    note: 'With a browser key (pk_…) for the origin of the page.',
    text: `<script type="module">
const answer = await fetch('${url}/v1/tools/product_cards', {
  method: 'POST',
  headers: { Authorization: 'Bearer pk_…', 'Content-Type': 'application/json' },
  body: JSON.stringify({ variant_ids: ['…'], formats: ['html'] }),
});
</script>`,
  },
];

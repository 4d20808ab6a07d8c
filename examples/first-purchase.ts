/**
 * A first purchase as an AI assistant makes it, over MCP: `npx node examples/first-purchase.ts http://127.0.0.1:3000/mcp`.
 * The shop's prices come with signed proofs, which are checked here without asking the shop about them.
 */
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { type JSONWebKeySet, verifyQuote } from '../server/proof/index.ts'; // elsewhere: from 'shopwright/proof'

const url = new URL(process.argv[2] ?? 'http://127.0.0.1:3000/mcp');
const client = new Client({ name: 'first-purchase', version: '1.0.0' });
await client.connect(new StreamableHTTPClientTransport(url));

/** The parts of the answers that are used here; the reference at /docs has the whole shapes. */
interface Answer {
  session_id: string;
  products: { variant_id: string; title: string; price: { text: string; quote_id: string } }[];
  checkout_id: string;
  shipping_options: { id: string }[];
  total: { amount: number; currency: string; text: string };
  status: string;
  order_number: string;
  proofs: { id: string; proof: string }[];
}

let session_id: string | undefined;
async function call(name: string, args: object): Promise<Answer> {
  const result = await client.callTool({ name, arguments: { ...args, ...(session_id && { session_id }) } });
  if (result.isError) throw new Error(JSON.stringify(result.content));
  const answer = result.structuredContent as unknown as Answer;
  session_id = answer.session_id;
  return { ...answer, proofs: result._meta?.['shopwright/quotes'] as Answer['proofs'] };
}

const found = await call('search_catalog', { query: 'espresso', filters: { in_stock: true }, limit: 3 });
const product = found.products[0]!;
console.log(`${product.title}: ${product.price.text}`);

const jwks = (await (await fetch(new URL('/.well-known/jwks.json', url))).json()) as JSONWebKeySet;
const { proof } = found.proofs.find((p) => p.id === product.price.quote_id)!;
const verdict = await verifyQuote(proof, jwks);
console.log(`the price is proven: ${verdict.valid}`);

await call('update_cart', { add: [{ variant_id: product.variant_id, quote_id: product.price.quote_id }] });
const shipping_address = {
  name: 'Ada Buyer',
  line1: '1 Main St',
  city: 'Seattle',
  region: 'WA',
  postal_code: '98101',
  country: 'US',
};
const checkout = await call('create_checkout', { buyer: { email: 'ada@example.com' }, shipping_address });
const ready = await call('update_checkout', {
  checkout_id: checkout.checkout_id,
  ...(checkout.shipping_options[0] && { shipping_option_id: checkout.shipping_options[0].id }),
});
const done = await call('complete_checkout', {
  checkout_id: ready.checkout_id,
  idempotency_key: `purchase-${ready.checkout_id}`,
  confirmed_total: { amount: ready.total.amount, currency: ready.total.currency },
  confirmed_address: { line1: '1 Main St', postal_code: '98101', country: 'US' },
  payment_token: 'tok_success',
});
console.log(`${done.status}: order ${done.order_number}, ${done.total.text}`);
await client.close();

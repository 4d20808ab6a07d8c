import { type ChatRequest, lastResult, type Script } from '../../fakes/openai/server.ts';
import type { Said } from './conversations.ts';

type Call = { name: string; args: Record<string, unknown> };
type Made = readonly string[];

/** Tools that a good model would ask, in this order, for what is wanted; then it replies. */
const ASKS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    'recommend gift alternatives cheaper accessories price_objection'
      .split(' ')
      .map((wants) => [wants, ['recommend_products']]),
  ),
  ...Object.fromEntries(
    'product_details attribute_question size_fit change_variant price_proof choose'
      .split(' ')
      .map((wants) => [wants, ['search_catalog', 'get_product']]),
  ),
  ...Object.fromEntries(
    'search browse_category bestsellers new_arrivals price stock correction several restock_alert price_alert'
      .split(' ')
      .map((wants) => [wants, ['search_catalog']]),
  ),
  ...Object.fromEntries(
    'return_policy warranty_policy payment_methods shipping_cost delivery_time shipping_destination tax_question store_info ask_discount price_match trust_objection'
      .split(' ')
      .map((wants) => [wants, ['get_policy']]),
  ),
  ...Object.fromEntries(
    'order_status give_order_number tracking return_item refund_status damaged_item missing_item warranty_claim exchange cancel_order change_order change_address invoice'
      .split(' ')
      .map((wants) => [wants, ['get_order']]),
  ),
  compare: ['search_catalog', 'search_catalog', 'compare_products'],
  add_to_cart: ['search_catalog', 'update_cart'],
  change_quantity: ['get_cart', 'update_cart'],
  apply_coupon: ['update_cart'],
  show_cart: ['get_cart'],
  start_checkout: ['get_cart', 'create_checkout'],
  lead: ['qualify_lead'],
  person: ['request_handoff'],
};
const POLICIES: Readonly<Record<string, string>> = {
  return_policy: 'returns',
  warranty_policy: 'warranty',
  payment_methods: 'payment',
};
/** About as long as what shops answer; facts stand on the cards. */
const REPLIES: Readonly<Record<string, string>> = {
  en: 'I had a look at that for you. Would you like me to put it into your cart, or shall we look at something else together?',
  es: 'Lo he mirado. ¿Quieres que lo ponga en tu carrito o prefieres que miremos otra cosa juntos?',
  pt: 'Estive a ver isso. Quer que o ponha no seu carrinho ou prefere que vejamos outra coisa juntos?',
  de: 'Ich habe für Sie nachgesehen. Soll ich es in den Warenkorb legen, oder wollen wir uns zusammen etwas anderes ansehen?',
  fr: 'J’ai regardé pour vous. Voulez-vous que je le mette dans votre panier, ou préférez-vous que nous regardions autre chose ensemble?',
};
/** Every so many replies the model types a number first, which is refused. */
const SLIPS = 8;

/** What a model would do next, told what each text of the day is meant to want. */
export function scriptOf(
  labels: ReadonlyMap<string, Said & { language: string }>,
): (request: ChatRequest) => Script {
  let replies = 0;
  return (request) => {
    const last = request.messages.findLastIndex(({ role }) => role === 'user');
    const words = String(request.messages[last]?.content ?? '');
    const text = words.split('\n').at(-1)!;
    const { wants, language } = labels.get(text) ?? { wants: 'search', language: 'en' };
    const offered = new Set((request.tools ?? []).map((tool) => tool.function.name));
    const made = request.messages
      .slice(last + 1)
      .flatMap((message) => (message.role === 'assistant' ? (message.tool_calls ?? []) : []))
      .map((call) => call.function.name);
    const asks = (ASKS[wants] ?? []).filter((tool) => offered.has(tool));
    const asked = made.filter((name) => name !== 'reply').length;
    if (asked < asks.length) {
      const call = callOf(asks[asked]!, { text, wants, request, made });
      if (call) return { calls: [call] };
    }
    const refused = made.includes('reply');
    if (!refused) replies += 1;
    const slip = !refused && replies % SLIPS === 0;
    const products = variantsIn(request, made).slice(0, 3);
    const said = REPLIES[language] ?? REPLIES.en!;
    const args = {
      text: slip ? `${said} It is only 5 dollars.` : said,
      ...(products.length > 0 && !refused && { products }),
    };
    return { calls: [{ name: 'reply', args }] };
  };
}

const variantsIn = (request: ChatRequest, made: Made): string[] => {
  const tool = made.findLast((name) => /search_catalog|recommend_products|get_product|compare/.test(name));
  const found = tool === undefined ? undefined : lastResult(request, tool);
  return [...new Set(found?.match(/var_[\w-]+/g) ?? [])];
};

function callOf(
  tool: string,
  about: { text: string; wants: string; request: ChatRequest; made: Made },
): Call | undefined {
  const { text, wants, request, made } = about;
  const [first, second] = variantsIn(request, made);
  const words = { customer_words: text.slice(0, 500) };
  switch (tool) {
    case 'search_catalog':
      return { name: tool, args: { query: text.slice(0, 200), limit: 5 } };
    case 'recommend_products':
      return { name: tool, args: { needs: { text: text.slice(0, 300) } } };
    case 'get_product':
      return first === undefined ? undefined : { name: tool, args: { product_id: first } };
    case 'compare_products':
      return second === undefined ? undefined : { name: tool, args: { product_ids: [first, second] } };
    case 'get_policy':
      return { name: tool, args: { kind: POLICIES[wants] ?? 'shipping' } };
    case 'get_order':
      return { name: tool, args: { order_number: 'SW-7K4QPX2M' } };
    case 'get_cart':
      return { name: tool, args: {} };
    case 'update_cart':
      if (wants === 'apply_coupon') return { name: tool, args: { add_codes: ['WELCOME10'], ...words } };
      return first === undefined
        ? undefined
        : { name: tool, args: { add: [{ variant_id: first, quantity: 1 }], ...words } };
    case 'create_checkout':
      return { name: tool, args: words };
    case 'qualify_lead':
      return { name: tool, args: { need: text.slice(0, 500), ...words } };
    case 'request_handoff':
      return { name: tool, args: { reason: 'asked_for', summary: `The customer wrote: ${text}`, ...words } };
    default:
      return undefined;
  }
}

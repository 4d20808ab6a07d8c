/** What a customer's turn may want, in the groups in which the conversation answers them. */
export const INTENT_NAMES = [
  ...(['greeting', 'goodbye', 'thanks', 'small_talk', 'abuse', 'bot_question', 'capabilities'] as const),
  ...(['repeat', 'language_switch', 'search', 'browse_category', 'recommend', 'gift', 'compare'] as const),
  ...(['product_details', 'attribute_question', 'price', 'stock', 'size_fit', 'alternatives'] as const),
  ...(['cheaper', 'accessories', 'bestsellers', 'new_arrivals', 'add_to_cart', 'remove_from_cart'] as const),
  ...(['change_quantity', 'change_variant', 'show_cart', 'clear_cart', 'apply_coupon'] as const),
  ...(['remove_coupon', 'ask_discount', 'price_match', 'start_checkout', 'shipping_cost'] as const),
  ...(['delivery_time', 'shipping_destination', 'payment_methods', 'payment_problem'] as const),
  ...([
    'tax_question',
    'order_status',
    'tracking',
    'change_order',
    'change_address',
    'cancel_order',
  ] as const),
  ...(['return_item', 'exchange', 'refund_status', 'damaged_item', 'missing_item', 'return_policy'] as const),
  ...(['warranty_policy', 'warranty_claim', 'invoice', 'restock_alert', 'price_alert', 'review'] as const),
  ...(['lead', 'person', 'opt_out', 'opt_in', 'delete_data', 'yes', 'no', 'choose', 'correction'] as const),
  ...(['give_contact', 'give_address', 'give_order_number', 'price_proof', 'price_objection'] as const),
  ...(['trust_objection', 'store_info', 'wait'] as const),
] as const;
export type IntentName = (typeof INTENT_NAMES)[number];

/** What the shop asked or showed last. */
export const ASKED = [
  ...(['which_product', 'products_shown', 'product_shown', 'add_to_cart?', 'checkout?'] as const),
  ...(['confirm_total?', 'quantity?', 'size?', 'colour?', 'budget?', 'recipient?', 'order_number?'] as const),
  ...(['order_code?', 'email?', 'address?', 'contact?', 'coupon?', 'cancel?', 'person?'] as const),
  ...(['anything_else?', 'cart_shown', 'order_shown'] as const),
] as const;
export type Asked = (typeof ASKED)[number];

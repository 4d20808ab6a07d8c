/**
 * What customers of a shop come for, by how often of a thousand. A step is an intent, or one of several; `?` may be left out,
 * `@` is an answer to what the shop asked. `out` is no matter for a shop, `several` wants two things at once.
 */
export const FLOWS: readonly (readonly [perThousand: number, steps: readonly string[]])[] = [
  [130, ['greeting?', 'search', 'price|stock|attribute_question|product_details', 'thanks|goodbye?']],
  [
    110,
    [
      'search',
      'product_details|attribute_question|price',
      'add_to_cart',
      'show_cart|shipping_cost?',
      'start_checkout',
      'thanks?',
    ],
  ],
  [
    70,
    ['search', 'choose@products_shown', 'add_to_cart', 'change_quantity?', 'apply_coupon?', 'start_checkout'],
  ],
  [
    60,
    ['browse_category|bestsellers|new_arrivals', 'choose@products_shown', 'cheaper|alternatives|accessories'],
  ],
  [60, ['greeting?', 'recommend', 'price_objection|cheaper', 'add_to_cart|thanks']],
  [60, ['gift', 'alternatives|cheaper', 'add_to_cart|thanks?']],
  [45, ['search', 'compare', 'attribute_question|price', 'add_to_cart?']],
  [
    120,
    ['greeting?', 'order_status', 'give_order_number@order_number?', 'tracking|delivery_time', 'thanks?'],
  ],
  [40, ['return_policy', 'return_item', 'refund_status?', 'thanks?']],
  [25, ['damaged_item|missing_item|warranty_claim', 'exchange|person', 'thanks?']],
  [25, ['cancel_order|change_order|change_address', 'person?', 'thanks?']],
  [70, ['shipping_cost|delivery_time|shipping_destination', 'payment_methods|tax_question?', 'thanks?']],
  [25, ['warranty_policy|store_info|invoice', 'thanks?']],
  [30, ['price', 'ask_discount|price_match', 'trust_objection|price_proof?', 'add_to_cart?']],
  [25, ['search', 'stock', 'restock_alert|price_alert']],
  [20, ['lead', 'person?']],
  [20, ['person']],
  [25, ['greeting', 'bot_question|capabilities|small_talk', 'search']],
  [15, ['size_fit', 'change_variant|correction', 'add_to_cart']],
  [15, ['several', 'thanks?']],
  [10, ['out', 'search?']],
];

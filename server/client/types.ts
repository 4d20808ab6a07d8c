// Made by scripts/write-docs.ts from the OpenAPI document. Change the tools and routes instead.
// biome-ignore-all format: generated

export type SearchCatalogInput = {
  /** What to look for, such as "waterproof hiking jacket" or "black boots under 80". Empty: browse */
  query?: string;
  /** true: read no price, colour, size, brand or order out of the query */
  literal?: boolean;
  filters?: {
    /** Minor units of the market’s currency (cents), inclusive */
    price_min?: number;
    /** Minor units (cents), inclusive */
    price_max?: number;
    /** true: only what can be bought now */
    in_stock?: boolean;
    /** Category ids, subcategories included */
    categories?: string[];
    brands?: string[];
    product_types?: string[];
    /** Attribute or option name to accepted values, such as {"color": ["blue"]} */
    attributes?: Record<string, string[]>;
  };
  sort?: "relevance" | "price_asc" | "price_desc" | "newest";
  limit?: number;
  /** next_cursor of the page before; repeat the rest of the query unchanged */
  cursor?: string;
  /** Count results by brand, category, product_type, price or an attribute name */
  facets?: string[];
  /** From the first answer; pass it on every later call so that cart and checkout are found again */
  session_id?: string;
  /** Market id: sets currency and prices. Default: the shop’s */
  market?: string;
  /** Language of texts, such as en, es, pt, de, fr */
  locale?: string;
};

export type SearchCatalogOutput = {
  /** Pass this on later calls */
  session_id: string;
  products: Array<{
    product_id: string;
    title: string;
    brand?: string;
    /** The variant that the price and stock below are of */
    variant_id: string;
    /** Options of that variant */
    options?: string;
    price: {
      /** Minor units: 1999 is 19.99 */
      amount: number;
      currency: string;
      /** Formatted for the customer; repeat it as it is */
      text: string;
      /** Promise of this price until expires_at; pass it to update_cart */
      quote_id: string;
      expires_at: string;
      /** Earlier price, formatted */
      compare_at?: string;
      tax_included: boolean;
    };
    /** How many other variants there are; see get_product */
    more_variants: number;
    in_stock: boolean;
    /** Units of that variant */
    available: number;
    reason?: string;
  }>;
  total: number;
  next_cursor?: string;
  facets?: Record<string, Array<{
    value: string;
    count: number;
  }>>;
  /** Filters and order read out of the query */
  understood?: {
    /** Minor units */
    price_min?: number;
    /** Minor units */
    price_max?: number;
    /** A price in another currency than the market’s: no filter */
    currency?: string;
    in_stock?: true;
    color?: string;
    size?: string;
    brand?: string;
    /** Only things of this kind */
    kind?: string;
    sort?: string;
    /** What was written to what was searched */
    spelling?: Record<string, string>;
  };
  /** Given up to find anything: parts of understood, "words" (not all words), "similar", "meaning" (only like it) */
  relaxed?: string[];
};

export type SuggestSearchesInput = {
  /** What is typed so far, such as "lap" or "red running sh"; a blank at the end ends the last word */
  query: string;
  /** How many suggestions at most */
  limit?: number;
  /** How many products to name at most */
  products?: number;
  /** From the first answer; pass it on every later call so that cart and checkout are found again */
  session_id?: string;
  /** Market id: sets currency and prices. Default: the shop’s */
  market?: string;
  /** Language of texts, such as en, es, pt, de, fr */
  locale?: string;
};

export type SuggestSearchesOutput = {
  /** Pass this on later calls */
  session_id: string;
  suggestions: Array<{
    text: string;
    kind: "query" | "category" | "brand" | "product_type";
    /** For search_catalog, in place of text */
    filters?: {
      categories?: string[];
      brands?: string[];
      product_types?: string[];
    };
  }>;
  products: Array<{
    product_id: string;
    title: string;
    brand?: string;
  }>;
};

export type GetProductInput = {
  /** Product id, variant id or SKU */
  product_id: string;
  /** Only variants with these option values, such as {"color": "blue"} */
  options?: Record<string, string>;
  /** From the first answer; pass it on every later call so that cart and checkout are found again */
  session_id?: string;
  /** Market id: sets currency and prices. Default: the shop’s */
  market?: string;
  /** Language of texts, such as en, es, pt, de, fr */
  locale?: string;
};

export type GetProductOutput = {
  /** Pass this on later calls */
  session_id: string;
  product_id: string;
  title: string;
  brand?: string;
  product_type?: string;
  description: string;
  categories: string[];
  attributes: Array<{
    name: string;
    value: string;
  }>;
  options: Array<{
    name: string;
    label: string;
    values: Array<{
      value: string;
      label: string;
    }>;
  }>;
  variants: Array<{
    variant_id: string;
    sku?: string;
    options: Record<string, string>;
    price: {
      /** Minor units: 1999 is 19.99 */
      amount: number;
      currency: string;
      /** Formatted for the customer; repeat it as it is */
      text: string;
      /** Promise of this price until expires_at; pass it to update_cart */
      quote_id: string;
      expires_at: string;
      /** Earlier price, formatted */
      compare_at?: string;
      tax_included: boolean;
    };
    available: number;
  }>;
  /** How many variants fit; at most 30 are listed */
  variants_total: number;
  image?: string;
  related: Array<{
    product_id: string;
    title: string;
    kind: "complement" | "alternative" | "upsell";
  }>;
};

export type CompareProductsInput = {
  /** Product or variant ids from search_catalog */
  product_ids: string[];
  /** From the first answer; pass it on every later call so that cart and checkout are found again */
  session_id?: string;
  /** Market id: sets currency and prices. Default: the shop’s */
  market?: string;
  /** Language of texts, such as en, es, pt, de, fr */
  locale?: string;
};

export type CompareProductsOutput = {
  /** Pass this on later calls */
  session_id: string;
  products: Array<{
    product_id: string;
    title: string;
    brand?: string;
    /** The variant that the price and stock below are of */
    variant_id: string;
    /** Options of that variant */
    options?: string;
    price: {
      /** Minor units: 1999 is 19.99 */
      amount: number;
      currency: string;
      /** Formatted for the customer; repeat it as it is */
      text: string;
      /** Promise of this price until expires_at; pass it to update_cart */
      quote_id: string;
      expires_at: string;
      /** Earlier price, formatted */
      compare_at?: string;
      tax_included: boolean;
    };
    /** How many other variants there are; see get_product */
    more_variants: number;
    in_stock: boolean;
    /** Units of that variant */
    available: number;
    reason?: string;
  }>;
  attributes: Array<{
    name: string;
    differs: boolean;
    /** In the order of products */
    values: Array<string | null>;
  }>;
  /** Of these products only */
  cheapest_product_id: string;
};

export type RecommendProductsInput = {
  /** Product or variant id that the recommendation starts from; or give needs */
  product_id?: string;
  needs?: {
    /** What is needed, in the customer’s words; prices, colours, measures and "not X" in it are limits */
    text?: string;
    /** Who a present is for: a preference, no limit */
    recipient?: string;
    /** What it is for: a preference, no limit */
    occasion?: string;
    /** Minor units (cents), inclusive */
    price_min?: number;
    /** Budget in minor units (cents), inclusive */
    price_max?: number;
    /** Of the budget, where the customer named one */
    currency?: string;
    brands?: string[];
    not_brands?: string[];
    /** Category ids, subcategories included */
    categories?: string[];
    product_types?: string[];
    /** In any of en, es, pt, de, fr */
    color?: string;
    size?: string;
    /** Attribute or option name to values, any of which will do, such as {"material": ["wool"]} */
    attributes?: Record<string, string[]>;
    /** Attribute name to its lowest number, in the attribute’s unit */
    at_least?: Record<string, number>;
    /** Attribute name to its highest number, in the attribute’s unit */
    at_most?: Record<string, number>;
    /** Words the product itself must state, such as "A4" or "17 inch" */
    must_have?: string[];
    /** Words it must state nowhere, such as "refurbished" */
    must_not?: string[];
    /** Seen and declined */
    exclude_product_ids?: string[];
    /** Questions not to ask: attribute names, "budget", "product_type" */
    indifferent?: string[];
  };
  /** With product_id only */
  kind?: "complement" | "alternative" | "upsell";
  /** Highest price in minor units (cents). With needs: of the pick and an add-on together */
  budget_max?: number;
  limit?: number;
  /** From the first answer; pass it on every later call so that cart and checkout are found again */
  session_id?: string;
  /** Market id: sets currency and prices. Default: the shop’s */
  market?: string;
  /** Language of texts, such as en, es, pt, de, fr */
  locale?: string;
};

export type RecommendProductsOutput = {
  /** Pass this on later calls */
  session_id: string;
  /** For needs the pick first */
  products: Array<{
    product_id: string;
    title: string;
    brand?: string;
    /** The variant that the price and stock below are of */
    variant_id: string;
    /** Options of that variant */
    options?: string;
    price: {
      /** Minor units: 1999 is 19.99 */
      amount: number;
      currency: string;
      /** Formatted for the customer; repeat it as it is */
      text: string;
      /** Promise of this price until expires_at; pass it to update_cart */
      quote_id: string;
      expires_at: string;
      /** Earlier price, formatted */
      compare_at?: string;
      tax_included: boolean;
    };
    /** How many other variants there are; see get_product */
    more_variants: number;
    in_stock: boolean;
    /** Units of that variant */
    available: number;
    reason?: string;
    role?: "pick" | "alternative" | "add_on";
    /** Facts of the product; say no others */
    reasons?: Array<{
      kind: "attribute" | "option" | "brand" | "stated" | "under_budget" | "cheapest" | "highest" | "lowest" | "cheaper" | "dearer" | "in_stock" | "goes_with" | "bought_together";
      /** Name of the attribute or option; of a stated word, where it stands */
      attribute?: string;
      /** As the shop states it */
      value?: string;
      /** What is left of the budget, or the difference to the pick */
      amount?: {
        /** Minor units: 1999 is 19.99 */
        amount: number;
        currency: string;
        /** Formatted for the customer; repeat it as it is */
        text: string;
      };
      /** How many products it was compared among: see compared_product_ids */
      of?: number;
      /** In stock of this variant */
      units?: number;
      /** The fact in the customer’s language */
      text: string;
    }>;
  }>;
  /** What goes with the pick; each costs no more than the pick leaves of the budget */
  add_ons?: Array<{
    product_id: string;
    title: string;
    brand?: string;
    /** The variant that the price and stock below are of */
    variant_id: string;
    /** Options of that variant */
    options?: string;
    price: {
      /** Minor units: 1999 is 19.99 */
      amount: number;
      currency: string;
      /** Formatted for the customer; repeat it as it is */
      text: string;
      /** Promise of this price until expires_at; pass it to update_cart */
      quote_id: string;
      expires_at: string;
      /** Earlier price, formatted */
      compare_at?: string;
      tax_included: boolean;
    };
    /** How many other variants there are; see get_product */
    more_variants: number;
    in_stock: boolean;
    /** Units of that variant */
    available: number;
    reason?: string;
    role?: "pick" | "alternative" | "add_on";
    /** Facts of the product; say no others */
    reasons?: Array<{
      kind: "attribute" | "option" | "brand" | "stated" | "under_budget" | "cheapest" | "highest" | "lowest" | "cheaper" | "dearer" | "in_stock" | "goes_with" | "bought_together";
      /** Name of the attribute or option; of a stated word, where it stands */
      attribute?: string;
      /** As the shop states it */
      value?: string;
      /** What is left of the budget, or the difference to the pick */
      amount?: {
        /** Minor units: 1999 is 19.99 */
        amount: number;
        currency: string;
        /** Formatted for the customer; repeat it as it is */
        text: string;
      };
      /** How many products it was compared among: see compared_product_ids */
      of?: number;
      /** In stock of this variant */
      units?: number;
      /** The fact in the customer’s language */
      text: string;
    }>;
  }>;
  /** Ask this one at most */
  question?: {
    /** "budget", "product_type" or the name of an attribute */
    attribute: string;
    label: string;
    options: Array<{
      /** Pass it in needs: price_max, product_types or attributes */
      value: string;
      text: string;
      /** The pick with this answer */
      product_id: string;
      /** How many of the compared remain */
      count: number;
    }>;
  };
  /** All that the superlatives are among */
  compared_product_ids?: string[];
  /** Why there is nothing */
  unmet?: Array<{
    /** Field of needs */
    constraint: string;
    value: string;
    /** Products that meet all the rest */
    others: number;
    /** The lowest price among those */
    cheapest?: {
      /** Minor units: 1999 is 19.99 */
      amount: number;
      currency: string;
      /** Formatted for the customer; repeat it as it is */
      text: string;
    };
  }>;
};

export type RelatedProductsInput = {
  /** Product or variant id */
  product_id: string;
  kind?: "similar" | "bought_together";
  limit?: number;
  /** From the first answer; pass it on every later call so that cart and checkout are found again */
  session_id?: string;
  /** Market id: sets currency and prices. Default: the shop’s */
  market?: string;
  /** Language of texts, such as en, es, pt, de, fr */
  locale?: string;
};

export type RelatedProductsOutput = {
  /** Pass this on later calls */
  session_id: string;
  products: Array<{
    product_id: string;
    title: string;
    brand?: string;
    /** The variant that the price and stock below are of */
    variant_id: string;
    /** Options of that variant */
    options?: string;
    price: {
      /** Minor units: 1999 is 19.99 */
      amount: number;
      currency: string;
      /** Formatted for the customer; repeat it as it is */
      text: string;
      /** Promise of this price until expires_at; pass it to update_cart */
      quote_id: string;
      expires_at: string;
      /** Earlier price, formatted */
      compare_at?: string;
      tax_included: boolean;
    };
    /** How many other variants there are; see get_product */
    more_variants: number;
    in_stock: boolean;
    /** Units of that variant */
    available: number;
    reason?: string;
  }>;
};

export type ProductCardsInput = {
  /** Variant ids or SKUs, as search_catalog and recommend_products give them */
  variant_ids?: string[];
  /** Markup to add to each card */
  formats?: Array<"html" | "markdown">;
  /** true: a buy link of the whole cart too */
  cart?: boolean;
  /** From the first answer; pass it on every later call so that cart and checkout are found again */
  session_id?: string;
  /** Market id: sets currency and prices. Default: the shop’s */
  market?: string;
  /** Language of texts, such as en, es, pt, de, fr */
  locale?: string;
};

export type ProductCardsOutput = {
  /** Pass this on later calls */
  session_id: string;
  cards: Array<{
    product_id: string;
    variant_id: string;
    title: string;
    brand?: string;
    options?: string;
    image?: string;
    /** What the picture shows */
    image_alt?: string;
    price: {
      /** Minor units: 1999 is 19.99 */
      amount: number;
      currency: string;
      /** Formatted for the customer; repeat it as it is */
      text: string;
      /** Promise of this price until expires_at; pass it to update_cart */
      quote_id: string;
      expires_at: string;
      /** Earlier price, formatted */
      compare_at?: string;
      tax_included: boolean;
    };
    in_stock: boolean;
    /** Opens the shop with this in the cart */
    buy_url: string;
    /** The price with its signed proof */
    proof_url: string;
    html?: string;
    markdown?: string;
  }>;
  /** Language of the texts */
  locale: string;
  /** Opens the shop with the goods of this cart */
  cart_url?: string;
  /** Must be shown: the link is paid for */
  disclosure?: {
    label: string;
    text: string;
  };
};

export type CheckStockInput = {
  /** Variant ids or SKUs from search_catalog or get_product */
  variant_ids: string[];
  /** How many the customer wants of each */
  quantity?: number;
  /** From the first answer; pass it on every later call so that cart and checkout are found again */
  session_id?: string;
  /** Market id: sets currency and prices. Default: the shop’s */
  market?: string;
  /** Language of texts, such as en, es, pt, de, fr */
  locale?: string;
};

export type CheckStockOutput = {
  /** Pass this on later calls */
  session_id: string;
  variants: Array<{
    variant_id: string;
    title: string;
    options?: string;
    available: number;
    /** Whether quantity can be bought now */
    enough: boolean;
    locations: Array<{
      location: string;
      available: number;
    }>;
  }>;
};

export type GetCartInput = {
  /** From the first answer; pass it on every later call so that cart and checkout are found again */
  session_id?: string;
  /** Market id: sets currency and prices. Default: the shop’s */
  market?: string;
  /** Language of texts, such as en, es, pt, de, fr */
  locale?: string;
};

export type GetCartOutput = {
  /** Pass this on later calls */
  session_id: string;
  cart_id: string;
  version: number;
  currency: string;
  lines: Array<{
    line_id: string;
    product_id: string;
    variant_id: string;
    title: string;
    options?: string;
    quantity: number;
    unit_price: {
      /** Minor units: 1999 is 19.99 */
      amount: number;
      currency: string;
      /** Formatted for the customer; repeat it as it is */
      text: string;
    };
    /** Negative */
    discount?: {
      /** Minor units: 1999 is 19.99 */
      amount: number;
      currency: string;
      /** Formatted for the customer; repeat it as it is */
      text: string;
    };
    /** After discounts; with tax when prices exclude it and the destination is known */
    total: {
      /** Minor units: 1999 is 19.99 */
      amount: number;
      currency: string;
      /** Formatted for the customer; repeat it as it is */
      text: string;
    };
    quote_id: string;
  }>;
  /** Signed; add up to total. A tax marked included is part of the others */
  totals: Array<{
    kind: string;
    label: string;
    /** Minor units: 1999 is 19.99 */
    amount: number;
    currency: string;
    /** Formatted for the customer; repeat it as it is */
    text: string;
    included?: boolean;
  }>;
  total: {
    /** Minor units: 1999 is 19.99 */
    amount: number;
    currency: string;
    /** Formatted for the customer; repeat it as it is */
    text: string;
  };
  /** False while tax or shipping are not known yet: say "before tax and shipping" */
  total_is_final: boolean;
  discounts: {
    applied: Array<{
      code?: string;
      title: string;
      amount: {
        /** Minor units: 1999 is 19.99 */
        amount: number;
        currency: string;
        /** Formatted for the customer; repeat it as it is */
        text: string;
      };
    }>;
    rejected: Array<{
      code: string;
      reason: string;
      message: string;
    }>;
  };
  /** What changed or needs attention; tell the customer */
  messages: string[];
};

export type UpdateCartInput = {
  add?: Array<{
    /** Variant id or SKU */
    variant_id: string;
    quantity?: number;
    /** The quote shown to the customer, so that exactly that price counts */
    quote_id?: string;
  }>;
  set?: Array<{
    line_id: string;
    /** 0 removes the line */
    quantity: number;
  }>;
  /** line_ids */
  remove?: string[];
  /** Discount codes that the customer gave */
  add_codes?: string[];
  remove_codes?: string[];
  /** For tax and shipping before checkout */
  destination?: {
    /** ISO 3166-1 alpha-2, such as US */
    country: string;
    /** State, such as CA */
    region?: string;
  };
  /** A buy link (…/buy/…) that the customer has: adds its goods */
  link?: string;
  /** Refuse if the cart has changed since this version */
  expected_version?: number;
  /** From the first answer; pass it on every later call so that cart and checkout are found again */
  session_id?: string;
  /** Market id: sets currency and prices. Default: the shop’s */
  market?: string;
  /** Language of texts, such as en, es, pt, de, fr */
  locale?: string;
};

export type UpdateCartOutput = {
  /** Pass this on later calls */
  session_id: string;
  cart_id: string;
  version: number;
  currency: string;
  lines: Array<{
    line_id: string;
    product_id: string;
    variant_id: string;
    title: string;
    options?: string;
    quantity: number;
    unit_price: {
      /** Minor units: 1999 is 19.99 */
      amount: number;
      currency: string;
      /** Formatted for the customer; repeat it as it is */
      text: string;
    };
    /** Negative */
    discount?: {
      /** Minor units: 1999 is 19.99 */
      amount: number;
      currency: string;
      /** Formatted for the customer; repeat it as it is */
      text: string;
    };
    /** After discounts; with tax when prices exclude it and the destination is known */
    total: {
      /** Minor units: 1999 is 19.99 */
      amount: number;
      currency: string;
      /** Formatted for the customer; repeat it as it is */
      text: string;
    };
    quote_id: string;
  }>;
  /** Signed; add up to total. A tax marked included is part of the others */
  totals: Array<{
    kind: string;
    label: string;
    /** Minor units: 1999 is 19.99 */
    amount: number;
    currency: string;
    /** Formatted for the customer; repeat it as it is */
    text: string;
    included?: boolean;
  }>;
  total: {
    /** Minor units: 1999 is 19.99 */
    amount: number;
    currency: string;
    /** Formatted for the customer; repeat it as it is */
    text: string;
  };
  /** False while tax or shipping are not known yet: say "before tax and shipping" */
  total_is_final: boolean;
  discounts: {
    applied: Array<{
      code?: string;
      title: string;
      amount: {
        /** Minor units: 1999 is 19.99 */
        amount: number;
        currency: string;
        /** Formatted for the customer; repeat it as it is */
        text: string;
      };
    }>;
    rejected: Array<{
      code: string;
      reason: string;
      message: string;
    }>;
  };
  /** What changed or needs attention; tell the customer */
  messages: string[];
};

export type CreateCheckoutInput = {
  /** Only what the buyer told you */
  buyer?: {
    name?: string;
    email: string;
    phone?: string;
  };
  shipping_address?: {
    /** Full name of the person who receives the parcel */
    name: string;
    /** Street and number */
    line1: string;
    line2?: string;
    city: string;
    /** State or province, ISO 3166-2 without the country, such as CA */
    region?: string;
    postal_code: string;
    /** ISO 3166-1 alpha-2, such as US */
    country: string;
  };
  /** One of shipping_options */
  shipping_option_id?: string;
  /** Replaces the discount codes */
  codes?: string[];
  /** From the first answer; pass it on every later call so that cart and checkout are found again */
  session_id?: string;
  /** Market id: sets currency and prices. Default: the shop’s */
  market?: string;
  /** Language of texts, such as en, es, pt, de, fr */
  locale?: string;
};

export type CreateCheckoutOutput = {
  /** Pass this on later calls */
  session_id: string;
  checkout_id: string;
  /** open: something is missing, see messages; ready: complete_checkout may be called; needs_buyer: send the buyer to continue_url */
  status: "open" | "needs_buyer" | "ready" | "completing" | "completed" | "canceled" | "expired";
  lines: Array<{
    line_id: string;
    product_id: string;
    variant_id: string;
    title: string;
    options?: string;
    quantity: number;
    unit_price: {
      /** Minor units: 1999 is 19.99 */
      amount: number;
      currency: string;
      /** Formatted for the customer; repeat it as it is */
      text: string;
    };
    /** Negative */
    discount?: {
      /** Minor units: 1999 is 19.99 */
      amount: number;
      currency: string;
      /** Formatted for the customer; repeat it as it is */
      text: string;
    };
    /** After discounts; with tax when prices exclude it and the destination is known */
    total: {
      /** Minor units: 1999 is 19.99 */
      amount: number;
      currency: string;
      /** Formatted for the customer; repeat it as it is */
      text: string;
    };
    quote_id: string;
  }>;
  totals: Array<{
    kind: string;
    label: string;
    /** Minor units: 1999 is 19.99 */
    amount: number;
    currency: string;
    /** Formatted for the customer; repeat it as it is */
    text: string;
    included?: boolean;
  }>;
  /** Ask the buyer to confirm exactly this */
  total: {
    /** Minor units: 1999 is 19.99 */
    amount: number;
    currency: string;
    /** Formatted for the customer; repeat it as it is */
    text: string;
  };
  discounts: {
    applied: Array<{
      code?: string;
      title: string;
      amount: {
        /** Minor units: 1999 is 19.99 */
        amount: number;
        currency: string;
        /** Formatted for the customer; repeat it as it is */
        text: string;
      };
    }>;
    rejected: Array<{
      code: string;
      reason: string;
      message: string;
    }>;
  };
  buyer?: {
    name?: string;
    email: string;
    phone?: string;
  };
  shipping_address?: {
    /** Full name of the person who receives the parcel */
    name: string;
    /** Street and number */
    line1: string;
    line2?: string;
    city: string;
    /** State or province, ISO 3166-2 without the country, such as CA */
    region?: string;
    postal_code: string;
    /** ISO 3166-1 alpha-2, such as US */
    country: string;
  };
  /** True when the buyer gave contact or address on the hosted page; it is then not shown here */
  contact_given: boolean;
  shipping_options: Array<{
    id: string;
    title: string;
    price: {
      /** Minor units: 1999 is 19.99 */
      amount: number;
      currency: string;
      /** Formatted for the customer; repeat it as it is */
      text: string;
    };
    earliest: string;
    latest: string;
  }>;
  shipping_option_id?: string;
  /** Errors keep it from completing; each says how to mend it */
  messages: Array<{
    level: "error" | "warning" | "info";
    code: string;
    path?: string;
    text: string;
    resolution: "agent" | "buyer" | "none";
  }>;
  /** Hosted page where the buyer enters data and pays; opens once, get_checkout makes a new one */
  continue_url: string;
  /** Tokens that complete_checkout accepts besides the buyer’s own */
  payment_tokens?: Array<{
    token: string;
    description: string;
  }>;
  order_id?: string;
  expires_at: string;
  /** Policies; read them with get_policy */
  links: Array<{
    kind: string;
    title: string;
  }>;
};

export type GetCheckoutInput = {
  checkout_id: string;
  /** From the first answer; pass it on every later call so that cart and checkout are found again */
  session_id?: string;
  /** Market id: sets currency and prices. Default: the shop’s */
  market?: string;
  /** Language of texts, such as en, es, pt, de, fr */
  locale?: string;
};

export type GetCheckoutOutput = {
  /** Pass this on later calls */
  session_id: string;
  checkout_id: string;
  /** open: something is missing, see messages; ready: complete_checkout may be called; needs_buyer: send the buyer to continue_url */
  status: "open" | "needs_buyer" | "ready" | "completing" | "completed" | "canceled" | "expired";
  lines: Array<{
    line_id: string;
    product_id: string;
    variant_id: string;
    title: string;
    options?: string;
    quantity: number;
    unit_price: {
      /** Minor units: 1999 is 19.99 */
      amount: number;
      currency: string;
      /** Formatted for the customer; repeat it as it is */
      text: string;
    };
    /** Negative */
    discount?: {
      /** Minor units: 1999 is 19.99 */
      amount: number;
      currency: string;
      /** Formatted for the customer; repeat it as it is */
      text: string;
    };
    /** After discounts; with tax when prices exclude it and the destination is known */
    total: {
      /** Minor units: 1999 is 19.99 */
      amount: number;
      currency: string;
      /** Formatted for the customer; repeat it as it is */
      text: string;
    };
    quote_id: string;
  }>;
  totals: Array<{
    kind: string;
    label: string;
    /** Minor units: 1999 is 19.99 */
    amount: number;
    currency: string;
    /** Formatted for the customer; repeat it as it is */
    text: string;
    included?: boolean;
  }>;
  /** Ask the buyer to confirm exactly this */
  total: {
    /** Minor units: 1999 is 19.99 */
    amount: number;
    currency: string;
    /** Formatted for the customer; repeat it as it is */
    text: string;
  };
  discounts: {
    applied: Array<{
      code?: string;
      title: string;
      amount: {
        /** Minor units: 1999 is 19.99 */
        amount: number;
        currency: string;
        /** Formatted for the customer; repeat it as it is */
        text: string;
      };
    }>;
    rejected: Array<{
      code: string;
      reason: string;
      message: string;
    }>;
  };
  buyer?: {
    name?: string;
    email: string;
    phone?: string;
  };
  shipping_address?: {
    /** Full name of the person who receives the parcel */
    name: string;
    /** Street and number */
    line1: string;
    line2?: string;
    city: string;
    /** State or province, ISO 3166-2 without the country, such as CA */
    region?: string;
    postal_code: string;
    /** ISO 3166-1 alpha-2, such as US */
    country: string;
  };
  /** True when the buyer gave contact or address on the hosted page; it is then not shown here */
  contact_given: boolean;
  shipping_options: Array<{
    id: string;
    title: string;
    price: {
      /** Minor units: 1999 is 19.99 */
      amount: number;
      currency: string;
      /** Formatted for the customer; repeat it as it is */
      text: string;
    };
    earliest: string;
    latest: string;
  }>;
  shipping_option_id?: string;
  /** Errors keep it from completing; each says how to mend it */
  messages: Array<{
    level: "error" | "warning" | "info";
    code: string;
    path?: string;
    text: string;
    resolution: "agent" | "buyer" | "none";
  }>;
  /** Hosted page where the buyer enters data and pays; opens once, get_checkout makes a new one */
  continue_url: string;
  /** Tokens that complete_checkout accepts besides the buyer’s own */
  payment_tokens?: Array<{
    token: string;
    description: string;
  }>;
  order_id?: string;
  expires_at: string;
  /** Policies; read them with get_policy */
  links: Array<{
    kind: string;
    title: string;
  }>;
};

export type UpdateCheckoutInput = {
  checkout_id: string;
  /** Only what the buyer told you */
  buyer?: {
    name?: string;
    email: string;
    phone?: string;
  };
  shipping_address?: {
    /** Full name of the person who receives the parcel */
    name: string;
    /** Street and number */
    line1: string;
    line2?: string;
    city: string;
    /** State or province, ISO 3166-2 without the country, such as CA */
    region?: string;
    postal_code: string;
    /** ISO 3166-1 alpha-2, such as US */
    country: string;
  };
  /** One of shipping_options */
  shipping_option_id?: string;
  /** Replaces the discount codes */
  codes?: string[];
  /** From the first answer; pass it on every later call so that cart and checkout are found again */
  session_id?: string;
  /** Market id: sets currency and prices. Default: the shop’s */
  market?: string;
  /** Language of texts, such as en, es, pt, de, fr */
  locale?: string;
};

export type UpdateCheckoutOutput = {
  /** Pass this on later calls */
  session_id: string;
  checkout_id: string;
  /** open: something is missing, see messages; ready: complete_checkout may be called; needs_buyer: send the buyer to continue_url */
  status: "open" | "needs_buyer" | "ready" | "completing" | "completed" | "canceled" | "expired";
  lines: Array<{
    line_id: string;
    product_id: string;
    variant_id: string;
    title: string;
    options?: string;
    quantity: number;
    unit_price: {
      /** Minor units: 1999 is 19.99 */
      amount: number;
      currency: string;
      /** Formatted for the customer; repeat it as it is */
      text: string;
    };
    /** Negative */
    discount?: {
      /** Minor units: 1999 is 19.99 */
      amount: number;
      currency: string;
      /** Formatted for the customer; repeat it as it is */
      text: string;
    };
    /** After discounts; with tax when prices exclude it and the destination is known */
    total: {
      /** Minor units: 1999 is 19.99 */
      amount: number;
      currency: string;
      /** Formatted for the customer; repeat it as it is */
      text: string;
    };
    quote_id: string;
  }>;
  totals: Array<{
    kind: string;
    label: string;
    /** Minor units: 1999 is 19.99 */
    amount: number;
    currency: string;
    /** Formatted for the customer; repeat it as it is */
    text: string;
    included?: boolean;
  }>;
  /** Ask the buyer to confirm exactly this */
  total: {
    /** Minor units: 1999 is 19.99 */
    amount: number;
    currency: string;
    /** Formatted for the customer; repeat it as it is */
    text: string;
  };
  discounts: {
    applied: Array<{
      code?: string;
      title: string;
      amount: {
        /** Minor units: 1999 is 19.99 */
        amount: number;
        currency: string;
        /** Formatted for the customer; repeat it as it is */
        text: string;
      };
    }>;
    rejected: Array<{
      code: string;
      reason: string;
      message: string;
    }>;
  };
  buyer?: {
    name?: string;
    email: string;
    phone?: string;
  };
  shipping_address?: {
    /** Full name of the person who receives the parcel */
    name: string;
    /** Street and number */
    line1: string;
    line2?: string;
    city: string;
    /** State or province, ISO 3166-2 without the country, such as CA */
    region?: string;
    postal_code: string;
    /** ISO 3166-1 alpha-2, such as US */
    country: string;
  };
  /** True when the buyer gave contact or address on the hosted page; it is then not shown here */
  contact_given: boolean;
  shipping_options: Array<{
    id: string;
    title: string;
    price: {
      /** Minor units: 1999 is 19.99 */
      amount: number;
      currency: string;
      /** Formatted for the customer; repeat it as it is */
      text: string;
    };
    earliest: string;
    latest: string;
  }>;
  shipping_option_id?: string;
  /** Errors keep it from completing; each says how to mend it */
  messages: Array<{
    level: "error" | "warning" | "info";
    code: string;
    path?: string;
    text: string;
    resolution: "agent" | "buyer" | "none";
  }>;
  /** Hosted page where the buyer enters data and pays; opens once, get_checkout makes a new one */
  continue_url: string;
  /** Tokens that complete_checkout accepts besides the buyer’s own */
  payment_tokens?: Array<{
    token: string;
    description: string;
  }>;
  order_id?: string;
  expires_at: string;
  /** Policies; read them with get_policy */
  links: Array<{
    kind: string;
    title: string;
  }>;
};

export type CompleteCheckoutInput = {
  checkout_id: string;
  /** One key per purchase; the same on every retry of it */
  idempotency_key: string;
  /** The total that the buyer agreed to: amount and currency of get_checkout’s total */
  confirmed_total: {
    /** Integer in minor units: 1999 means 19.99 for USD, 1999 for JPY */
    amount: number;
    /** ISO 4217 currency code, such as USD */
    currency: string;
  };
  /** Where the parcel goes, as the buyer confirmed it. Leave out when nothing is shipped */
  confirmed_address?: {
    line1: string;
    postal_code: string;
    /** ISO 3166-1 alpha-2, such as US */
    country: string;
  };
  /** A token of the payment provider; never a card number */
  payment_token?: string;
  /** From the first answer; pass it on every later call so that cart and checkout are found again */
  session_id?: string;
  /** Market id: sets currency and prices. Default: the shop’s */
  market?: string;
  /** Language of texts, such as en, es, pt, de, fr */
  locale?: string;
};

export type CompleteCheckoutOutput = {
  /** Pass this on later calls */
  session_id: string;
  checkout_id: string;
  status: "completed" | "needs_buyer" | "in_progress";
  order_id?: string;
  /** What the customer quotes */
  order_number?: string;
  /** Charged */
  total?: {
    /** Minor units: 1999 is 19.99 */
    amount: number;
    currency: string;
    /** Formatted for the customer; repeat it as it is */
    text: string;
  };
  /** Where the buyer goes on */
  continue_url?: string;
  /** What to do now */
  next: string;
};

export type CancelCheckoutInput = {
  checkout_id: string;
  /** From the first answer; pass it on every later call so that cart and checkout are found again */
  session_id?: string;
  /** Market id: sets currency and prices. Default: the shop’s */
  market?: string;
  /** Language of texts, such as en, es, pt, de, fr */
  locale?: string;
};

export type CancelCheckoutOutput = {
  /** Pass this on later calls */
  session_id: string;
  checkout_id: string;
  status: "canceled";
};

export type GetOrderInput = {
  /** Order number such as SW-7K4QP-X2M9D, or order id */
  order_id?: string;
  /** The code that the buyer received */
  code?: string;
  /** Contact and address too: these need a code from every session */
  with_contact?: boolean;
  /** From the first answer; pass it on every later call so that cart and checkout are found again */
  session_id?: string;
  /** Market id: sets currency and prices. Default: the shop’s */
  market?: string;
  /** Language of texts, such as en, es, pt, de, fr */
  locale?: string;
};

export type GetOrderOutput = {
  /** Pass this on later calls */
  session_id: string;
  orders: Array<{
    order_id: string;
    order_number: string;
    status: "confirmed" | "processing" | "shipped" | "delivered" | "canceled";
    placed_at: string;
    lines: Array<{
      line_id: string;
      product_id: string;
      variant_id: string;
      title: string;
      options: Record<string, string>;
      quantity: number;
      shipped: number;
      canceled: number;
      returned: number;
      total: {
        /** Minor units: 1999 is 19.99 */
        amount: number;
        currency: string;
        /** Formatted for the customer; repeat it as it is */
        text: string;
      };
    }>;
    totals: Array<{
      kind: string;
      label: string;
      /** Minor units: 1999 is 19.99 */
      amount: number;
      currency: string;
      /** Formatted for the customer; repeat it as it is */
      text: string;
      included?: boolean;
    }>;
    total: {
      /** Minor units: 1999 is 19.99 */
      amount: number;
      currency: string;
      /** Formatted for the customer; repeat it as it is */
      text: string;
    };
    refunded?: {
      /** Minor units: 1999 is 19.99 */
      amount: number;
      currency: string;
      /** Formatted for the customer; repeat it as it is */
      text: string;
    };
    delivery?: {
      title: string;
      earliest: string;
      latest: string;
    };
    parcels: Array<{
      fulfillment_id: string;
      carrier?: string;
      tracking_number?: string;
      tracking_url?: string;
      status: string;
      since: string;
    }>;
    returns: Array<{
      return_id: string;
      status: string;
    }>;
    buyer?: {
      name?: string;
      email: string;
      phone?: string;
    };
    shipping_address?: {
      /** Full name of the person who receives the parcel */
      name: string;
      /** Street and number */
      line1: string;
      line2?: string;
      city: string;
      /** State or province, ISO 3166-2 without the country, such as CA */
      region?: string;
      postal_code: string;
      /** ISO 3166-1 alpha-2, such as US */
      country: string;
    };
  }>;
};

export type RequestReturnInput = {
  /** Order number or id */
  order_id: string;
  lines?: Array<{
    line_id: string;
    quantity: number;
  }>;
  /** In the buyer’s words */
  reason: string;
  code?: string;
  /** From the first answer; pass it on every later call so that cart and checkout are found again */
  session_id?: string;
  /** Market id: sets currency and prices. Default: the shop’s */
  market?: string;
  /** Language of texts, such as en, es, pt, de, fr */
  locale?: string;
};

export type RequestReturnOutput = {
  /** Pass this on later calls */
  session_id: string;
  order_number: string;
  return_id: string;
  status: "requested";
};

export type GetPolicyInput = {
  kind: "shipping" | "returns" | "warranty" | "payment" | "privacy" | "terms";
  /** From the first answer; pass it on every later call so that cart and checkout are found again */
  session_id?: string;
  /** Market id: sets currency and prices. Default: the shop’s */
  market?: string;
  /** Language of texts, such as en, es, pt, de, fr */
  locale?: string;
};

export type GetPolicyOutput = {
  /** Pass this on later calls */
  session_id: string;
  kind: "shipping" | "returns" | "warranty" | "payment" | "privacy" | "terms";
  title: string;
  version: number;
  sections: Array<{
    key: string;
    heading: string;
    body: string;
  }>;
};

export type WatchProductInput = {
  /** Product id, variant id or SKU; of a variant, only that one counts */
  product_id: string;
  event: "back_in_stock" | "price_below";
  /** With price_below: alert when it costs less than this */
  below?: {
    /** Minor units (cents) */
    amount: number;
    /** ISO 4217 currency code, such as USD */
    currency: string;
  };
  /** As the customer gave it; left out, they are told on the channel on which they write */
  email?: string;
  /** From the first answer; pass it on every later call so that cart and checkout are found again */
  session_id?: string;
  /** Market id: sets currency and prices. Default: the shop’s */
  market?: string;
  /** Language of texts, such as en, es, pt, de, fr */
  locale?: string;
};

export type WatchProductOutput = {
  /** Pass this on later calls */
  session_id: string;
  status: "confirmation_sent" | "watching";
  next: string;
};

export type RememberPreferencesInput = {
  /** In their words, such as "no leather" or "likes blue" */
  preferences?: string[];
  sizes?: Array<{
    /** What of, such as shoes */
    of: string;
    size: string;
  }>;
  liked_product_ids?: string[];
  language?: string;
  /** The customer’s own words with which they agreed that this is kept */
  consent_words?: string;
  /** From the first answer; pass it on every later call so that cart and checkout are found again */
  session_id?: string;
  /** Market id: sets currency and prices. Default: the shop’s */
  market?: string;
  /** Language of texts, such as en, es, pt, de, fr */
  locale?: string;
};

export type RememberPreferencesOutput = {
  /** Pass this on later calls */
  session_id: string;
  remembered: {
    /** As the customer stated them */
    preferences: string[];
    sizes: Array<{
      of: string;
      size: string;
    }>;
    liked: Array<{
      product_id: string;
      title: string;
    }>;
    language?: string;
    /** When the customer agreed that it is kept */
    agreed_at: string;
  };
};

export type GetPreferencesInput = {
  /** From the first answer; pass it on every later call so that cart and checkout are found again */
  session_id?: string;
  /** Market id: sets currency and prices. Default: the shop’s */
  market?: string;
  /** Language of texts, such as en, es, pt, de, fr */
  locale?: string;
};

export type GetPreferencesOutput = {
  /** Pass this on later calls */
  session_id: string;
  remembered?: {
    /** As the customer stated them */
    preferences: string[];
    sizes: Array<{
      of: string;
      size: string;
    }>;
    liked: Array<{
      product_id: string;
      title: string;
    }>;
    language?: string;
    /** When the customer agreed that it is kept */
    agreed_at: string;
  };
  /** Other conversations of this customer; the cart is the same in all of them */
  linked_conversations: Array<{
    /** How it is known that it is theirs */
    by: "phone" | "email" | "web" | "code" | "preferences";
    since: string;
  }>;
};

export type ForgetPreferencesInput = {
  /** As stated */
  preferences?: string[];
  /** What the sizes are of, such as shoes */
  sizes?: string[];
  liked_product_ids?: string[];
  /** From the first answer; pass it on every later call so that cart and checkout are found again */
  session_id?: string;
  /** Market id: sets currency and prices. Default: the shop’s */
  market?: string;
  /** Language of texts, such as en, es, pt, de, fr */
  locale?: string;
};

export type ForgetPreferencesOutput = {
  /** Pass this on later calls */
  session_id: string;
  /** What is left */
  remembered?: {
    /** As the customer stated them */
    preferences: string[];
    sizes: Array<{
      of: string;
      size: string;
    }>;
    liked: Array<{
      product_id: string;
      title: string;
    }>;
    language?: string;
    /** When the customer agreed that it is kept */
    agreed_at: string;
  };
};

export type LinkChannelInput = {
  action: "make_code" | "use_code" | "unlink";
  /** With use_code: as the customer typed it */
  code?: string;
  /** From the first answer; pass it on every later call so that cart and checkout are found again */
  session_id?: string;
  /** Market id: sets currency and prices. Default: the shop’s */
  market?: string;
  /** Language of texts, such as en, es, pt, de, fr */
  locale?: string;
};

export type LinkChannelOutput = {
  /** Pass this on later calls */
  session_id: string;
  status: "code_made" | "linked" | "unlinked" | "not_linked";
  /** To be typed in the other conversation */
  link_code?: string;
  expires_at?: string;
  /** Of the cart that is now here */
  market?: string;
  /** The language of the other conversation */
  locale?: string;
  /** Opens WhatsApp with the code as a message to the shop */
  whatsapp_url?: string;
};

export type QualifyLeadInput = {
  /** What they look for, in their words */
  need: string;
  timeframe?: "now" | "this_week" | "this_month" | "later" | "unknown";
  budget?: {
    /** Minor units (cents) */
    amount: number;
    /** ISO 4217 currency code, such as USD */
    currency: string;
  };
  contact?: {
    name?: string;
    email?: string;
    phone?: string;
  };
  /** True only if the person agreed to be contacted */
  consent?: boolean;
  product_ids?: string[];
  /** From the first answer; pass it on every later call so that cart and checkout are found again */
  session_id?: string;
  /** Market id: sets currency and prices. Default: the shop’s */
  market?: string;
  /** Language of texts, such as en, es, pt, de, fr */
  locale?: string;
};

export type QualifyLeadOutput = {
  /** Pass this on later calls */
  session_id: string;
  lead_id: string;
  status: string;
  /** 0 to 100 */
  score: number;
  temperature: "hot" | "warm" | "cold";
  next: string;
};

export type RequestHandoffInput = {
  reason?: "asked_for" | "frustration" | "loop" | "high_value" | "payment_trouble" | "order_trouble" | "outage" | "other";
  /** What the customer wants, what was tried, what is open */
  summary: string;
  /** From the first answer; pass it on every later call so that cart and checkout are found again */
  session_id?: string;
  /** Market id: sets currency and prices. Default: the shop’s */
  market?: string;
  /** Language of texts, such as en, es, pt, de, fr */
  locale?: string;
};

export type RequestHandoffOutput = {
  /** Pass this on later calls */
  session_id: string;
  handoff_id: string;
  status: "waiting" | "claimed" | "resolved";
  next: string;
};

export type VerifyReplyInput = {
  text: string;
  /** Language of text: en, es, pt, de, fr or a tag such as es-MX. Default: the session’s */
  language?: string;
  /** Quotes of the products in the text, from search_catalog or get_product */
  quote_ids?: string[];
  /** From the first answer; pass it on every later call so that cart and checkout are found again */
  session_id?: string;
  /** Market id: sets currency and prices. Default: the shop’s */
  market?: string;
  /** Language of texts, such as en, es, pt, de, fr */
  locale?: string;
};

export type VerifyReplyOutput = {
  /** Pass this on later calls */
  session_id: string;
  /** True: nothing in the text is without a fact */
  ok: boolean;
  language: string;
  violations: Array<{
    kind: "number" | "number_word" | "currency" | "discount" | "coupon" | "stock" | "date" | "superlative" | "product" | "feature" | "policy" | "confirmation" | "customer" | "contact" | "guess" | "binding" | "unknown_fact" | "stale_fact" | "claim" | "hidden_text" | "language";
    start: number;
    end: number;
    text: string;
    message: string;
    /** What the shop says in its place */
    replacement?: string;
    /** Fresh quote of the replacement */
    quote_id?: string;
  }>;
  /** The text with each violation replaced, or without its sentence; it passes. May be empty */
  grounded_text: string;
  facts_used: Array<{
    kind: string;
    quote_id?: string;
    product_id?: string;
    product?: string;
    /** UTF-16 offsets into text, the end excluded */
    span: {
      start: number;
      end: number;
    };
  }>;
  /** Quotes that say nothing here, and why */
  refused_quotes: Array<{
    quote_id: string;
    reason: string;
    message: string;
  }>;
};

/** Every tool, by name. */
export interface Tools {
  /** Search the catalogue */
  search_catalog: { input: SearchCatalogInput; output: SearchCatalogOutput };
  /** Suggest searches */
  suggest_searches: { input: SuggestSearchesInput; output: SuggestSearchesOutput };
  /** Get a product */
  get_product: { input: GetProductInput; output: GetProductOutput };
  /** Compare products */
  compare_products: { input: CompareProductsInput; output: CompareProductsOutput };
  /** Recommend products */
  recommend_products: { input: RecommendProductsInput; output: RecommendProductsOutput };
  /** Related products */
  related_products: { input: RelatedProductsInput; output: RelatedProductsOutput };
  /** Make product cards */
  product_cards: { input: ProductCardsInput; output: ProductCardsOutput };
  /** Check stock */
  check_stock: { input: CheckStockInput; output: CheckStockOutput };
  /** Get the cart */
  get_cart: { input: GetCartInput; output: GetCartOutput };
  /** Change the cart */
  update_cart: { input: UpdateCartInput; output: UpdateCartOutput };
  /** Start the checkout */
  create_checkout: { input: CreateCheckoutInput; output: CreateCheckoutOutput };
  /** Get the checkout */
  get_checkout: { input: GetCheckoutInput; output: GetCheckoutOutput };
  /** Change the checkout */
  update_checkout: { input: UpdateCheckoutInput; output: UpdateCheckoutOutput };
  /** Pay and order */
  complete_checkout: { input: CompleteCheckoutInput; output: CompleteCheckoutOutput };
  /** Cancel the checkout */
  cancel_checkout: { input: CancelCheckoutInput; output: CancelCheckoutOutput };
  /** Get an order */
  get_order: { input: GetOrderInput; output: GetOrderOutput };
  /** Request a return */
  request_return: { input: RequestReturnInput; output: RequestReturnOutput };
  /** Get a policy */
  get_policy: { input: GetPolicyInput; output: GetPolicyOutput };
  /** Watch a product */
  watch_product: { input: WatchProductInput; output: WatchProductOutput };
  /** Remember preferences */
  remember_preferences: { input: RememberPreferencesInput; output: RememberPreferencesOutput };
  /** Get preferences */
  get_preferences: { input: GetPreferencesInput; output: GetPreferencesOutput };
  /** Forget preferences */
  forget_preferences: { input: ForgetPreferencesInput; output: ForgetPreferencesOutput };
  /** Continue on another channel */
  link_channel: { input: LinkChannelInput; output: LinkChannelOutput };
  /** Record a lead */
  qualify_lead: { input: QualifyLeadInput; output: QualifyLeadOutput };
  /** Hand over to a person */
  request_handoff: { input: RequestHandoffInput; output: RequestHandoffOutput };
  /** Verify a reply */
  verify_reply: { input: VerifyReplyInput; output: VerifyReplyOutput };
}

/** What `GET /v1/publisher/…` takes and answers, by the last part of the address. */
export interface PublisherReads {
  /** Show the last days and what is due */
  summary: { query: {
    days?: number;
  }; output: {
    publisher: {
      id: string;
      name: string;
      status: "active" | "suspended";
    };
    totals: {
      /** Minor units by currency */
      pending: Record<string, number>;
      /** Minor units by currency */
      held: Record<string, number>;
      /** In all, paid or to be paid; minor units by currency */
      approved: Record<string, number>;
      /** Minor units by currency */
      paid: Record<string, number>;
    };
    days: Array<{
      date: string;
      sessions: number;
      orders: number;
      /** Minor units by currency */
      net: Record<string, number>;
    }>;
  } };
  /** List the sessions that were opened with your keys and links */
  sessions: { query: {
    /** How many items to answer at most */
    limit?: number;
    /** next_cursor of the page before */
    cursor?: string;
  }; output: {
    items: Array<{
      /** SHA-256 (hex) of the session_id */
      session: string;
      market: string;
      locale: string;
      /** ISO 8601, UTC */
      began_at: string;
      /** ISO 8601, UTC */
      last_seen_at: string;
    }>;
    /** Pass it as cursor for the next page; absent on the last */
    next_cursor?: string;
  } };
  /** List the orders that you are credited with */
  orders: { query: {
    /** How many items to answer at most */
    limit?: number;
    /** next_cursor of the page before */
    cursor?: string;
  }; output: {
    items: Array<{
      /** Names the credited order; the same in its commissions */
      id: string;
      /** SHA-256 (hex) of the session_id that bought */
      session: string;
      /** pending until nothing can be returned, then approved; held: the merchant looks at it; rejected: earns nothing */
      status: "pending" | "held" | "approved" | "rejected";
      /** What it earns now */
      commission: {
        /** Integer in minor units: 1999 means 19.99 for USD, 1999 for JPY */
        amount: number;
        /** ISO 4217 currency code, such as USD */
        currency: string;
      };
      /** ISO 8601, UTC */
      ordered_at: string;
      /** Approved from then on; absent while goods are still to be sent */
      due_at?: string;
      /** ISO 8601, UTC */
      approved_at?: string;
    }>;
    /** Pass it as cursor for the next page; absent on the last */
    next_cursor?: string;
  } };
  /** List every movement of your commission */
  commissions: { query: {
    /** How many items to answer at most */
    limit?: number;
    /** next_cursor of the page before */
    cursor?: string;
  }; output: {
    items: Array<{
      id: string;
      /** id of the credited order */
      order: string;
      product_id: string;
      kind: "earned" | "reversed" | "restored";
      reason: "sale" | "goods_back" | "refund" | "dispute" | "rejected" | "refund_undone";
      /** Negative when reversed */
      amount: {
        /** Integer in minor units: 1999 means 19.99 for USD, 1999 for JPY */
        amount: number;
        /** ISO 4217 currency code, such as USD */
        currency: string;
      };
      /** The line after discounts, without tax */
      basis?: {
        /** Integer in minor units: 1999 means 19.99 for USD, 1999 for JPY */
        amount: number;
        /** ISO 4217 currency code, such as USD */
        currency: string;
      };
      rule?: {
        id: string;
        effect: {
          kind: "percentage";
          rate: number;
        } | {
          kind: "fixed";
          amounts: Record<string, number>;
        };
      };
      /** ISO 8601, UTC */
      at: string;
      /** When the merchant paid it; absent until it is marked */
      paid_on?: string;
    }>;
    /** Pass it as cursor for the next page; absent on the last */
    next_cursor?: string;
  } };
  /** Show the statement of a month */
  statements: { query: {
    /** Month in UTC, such as 2026-01; default: this month */
    month?: string;
  }; output: {
    /** One for each currency */
    items: Array<{
      month: string;
      currency: string;
      /** Credited orders with an entry in this month */
      orders: number;
      /** Minor units */
      earned: number;
      /** Minor units */
      reversed: number;
      /** Minor units */
      restored: number;
      /** The sum of this month’s entries, minor units */
      net: number;
      /** What this month is to be paid: orders approved in it, and what changed since on those approved before; minor units, deducted when negative */
      payable: number;
      /** Absent until the merchant marked it as paid */
      paid?: {
        /** Minor units */
        amount: number;
        paid_on: string;
        /** Of the transfer, in the merchant’s words */
        reference: string;
      };
    }>;
  } };
}

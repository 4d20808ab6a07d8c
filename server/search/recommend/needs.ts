import type { Product, Variant } from '../../commerce/catalog/model.ts';

/** What a customer needs. All but `text`, `recipient` and `occasion` are hard: what breaks one is never answered. */
export interface Needs {
  /** In the customer's words and language: the thing, what it is for, and limits that can be read out of it. */
  readonly text: string;
  /** Who a present is for, and what for: they move what speaks of it up, and leave nothing out. */
  readonly recipient?: string | undefined;
  readonly occasion?: string | undefined;
  /** Inclusive, minor units of the market's currency. */
  readonly priceMin?: number | undefined;
  /** Inclusive, minor units of the market's currency. */
  readonly priceMax?: number | undefined;
  readonly brands: readonly string[];
  readonly notBrands: readonly string[];
  /** Category ids, subcategories included. */
  readonly categories: readonly string[];
  readonly productTypes: readonly string[];
  /** A colour, in any of the five languages. */
  readonly color?: string | undefined;
  /** As an option or attribute of the product calls it. */
  readonly size?: string | undefined;
  /** Attribute or option name -> values, any of which will do. */
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  /** Attribute name -> number, in the unit of the attribute, inclusive. */
  readonly atLeast: Readonly<Record<string, number>>;
  readonly atMost: Readonly<Record<string, number>>;
  /** Words that the product must state itself: `A4`, `17 inch`, `Bluetooth`. */
  readonly mustHave: readonly string[];
  /** Words that it must state nowhere. */
  readonly mustNot: readonly string[];
  readonly excludedProducts: readonly string[];
  /** What the customer has been asked already, or does not care about. */
  readonly indifferent: readonly string[];
}

/** A variant that may be recommended. */
export interface Considered {
  readonly product: Product;
  readonly variant: Variant;
  /** Minor units of the market's currency. */
  readonly price: number;
  readonly available: number;
}

/** A fact that speaks for a product. Nothing else may be given as a reason. */
export type Reason =
  | { readonly kind: 'attribute'; readonly name: string; readonly label: string; readonly value: string }
  | { readonly kind: 'option'; readonly name: string; readonly label: string; readonly value: string }
  | { readonly kind: 'brand'; readonly value: string }
  | {
      readonly kind: 'stated';
      readonly value: string;
      readonly where: 'title' | 'product_type' | 'tags' | 'description';
    }
  /** `amount` is what is left of `budget`. */
  | { readonly kind: 'under_budget'; readonly amount: number; readonly budget: number }
  | { readonly kind: 'cheapest'; readonly of: number }
  | {
      readonly kind: 'highest' | 'lowest';
      readonly name: string;
      readonly label: string;
      readonly value: string;
      readonly of: number;
    }
  /** Beside the pick. */
  | { readonly kind: 'cheaper' | 'dearer'; readonly amount: number; readonly than: string }
  | { readonly kind: 'in_stock'; readonly units: number }
  | { readonly kind: 'goes_with'; readonly than: string }
  | { readonly kind: 'bought_together'; readonly than: string; readonly orders: number };

/** One hard constraint: `meets` answers the fact that shows it is met, `true` where there is nothing to say. */
export interface Constraint {
  /** As the field of the needs is called, `attribute` ones with their name: `attributes.color`. */
  readonly name: string;
  /** As it was asked for. */
  readonly value: string;
  readonly meets: (considered: Considered) => Reason | boolean;
}

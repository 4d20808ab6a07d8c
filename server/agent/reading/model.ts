import type { Asked, IntentName } from './intent-names.ts';

/** What a text says beside its intents, in its own words unless said otherwise. */
export interface Entities {
  /** Things that are named, without articles. */
  product?: string[];
  /** Features that are asked about. */
  attribute?: string[];
  colour?: string[];
  size?: string[];
  material?: string[];
  brand?: string[];
  category?: string[];
  recipient?: string[];
  occasion?: string[];
  order_number?: string[];
  coupon?: string[];
  email?: string[];
  phone?: string[];
  /** One-time codes. */
  code?: string[];
  address?: string[];
  name?: string[];
  country?: string[];
  date?: string[];
  /** A sign, a word or a code of ISO 4217. */
  currency?: string[];
  quantity?: number[];
  /** In major units. */
  price_max?: number[];
  /** In major units. */
  price_min?: number[];
  /** 1 for the first of what was shown, -1 for the last. */
  ordinal?: number[];
  /** Stars. */
  rating?: number[];
}
export type EntityName = keyof Entities;

/** One thing that a message wants. */
export interface Act {
  intent: IntentName;
  /** How likely this intent is, in [0, 1]. */
  confidence: number;
  /** What the part of the text that wants it says. */
  entities: Entities;
}

/** A message as it is understood. */
export interface Reading {
  /** The language it was read in: en, es, pt, de or fr. */
  language: string;
  /** Whether it is a matter for a shop. Acts are empty where it is none. */
  scope: 'in' | 'out';
  /** In the order in which they stand in the text. */
  acts: Act[];
  /** How likely all of it is right, in [0, 1]. */
  confidence: number;
}

export interface ReadOptions {
  /** BCP 47; en, es, pt, de and fr are known. */
  language: string;
  /** What the shop asked or showed last. */
  asked?: Asked | undefined;
}

/** A labelled turn, as the files of training and hold-out hold it. */
export interface Turn {
  text: string;
  lang: string;
  asked: Asked | null;
  intents: IntentName[];
  entities: Record<string, unknown>;
  scope: 'in' | 'out';
}

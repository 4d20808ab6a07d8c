import { variantId } from './catalog.ts';

/** Somebody who sells for the shop, with keys that are the same in every world. */
export interface CrashPublisher {
  id: string;
  name: string;
  suspended?: true;
  /** Its own address: what is bought with it earns nothing. */
  contact: string;
  /** Orders by other addresses of it are held. */
  domain: string;
  server: string;
  browser: string;
  origin: string;
}

const publisher = (name: string): CrashPublisher => ({
  id: `pub_${name}`,
  name,
  contact: `owner@${name}.example`,
  domain: `${name}.example`,
  server: `sk_${name}ServerKeyOfTheCrashSuite`,
  browser: `pk_${name}BrowserKeyOfTheCrashSuite`,
  origin: `https://${name}.example`,
});

export const BLOG = publisher('blog');
export const GUIDE = publisher('guide');
export const GONE: CrashPublisher = { ...publisher('gone'), suspended: true };
export const PUBLISHERS: readonly CrashPublisher[] = [BLOG, GUIDE, GONE];

/** The brand of what is scarce; everything else is of another. */
export const RARE = 'Rare';

/** What the shop pays: a share of everything, an amount a unit of one brand, and a publisher with terms of its own. */
export const RULES = [
  { title: 'everything', effect: { kind: 'percentage', rate: 725 }, brands: [], publisherIds: [] },
  { title: 'rare', effect: { kind: 'fixed', amounts: { USD: 133 } }, brands: [RARE], publisherIds: [] },
  { title: 'guide', effect: { kind: 'percentage', rate: 1234 }, brands: [], publisherIds: [GUIDE.id] },
] as const;

/** Which of `RULES` a line is paid by. */
export const ruleTitle = (publisherId: string, variant: string): (typeof RULES)[number]['title'] => {
  if (publisherId === GUIDE.id) return 'guide';
  return variant.startsWith(variantId('scarce')) ? 'rare' : 'everything';
};

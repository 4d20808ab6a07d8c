import { CommerceError } from '../errors.ts';
import type { Preferences } from './model.ts';

const MAX_STATED = 30;
const MAX_SIZES = 20;
const MAX_LIKED = 50;

/** What is to be kept beside what is kept already. */
export interface Stated {
  preferences?: readonly string[] | undefined;
  sizes?: readonly { of: string; size: string }[] | undefined;
  likedProductIds?: readonly string[] | undefined;
  language?: string | undefined;
}

/** What is to be forgotten; everything where nothing is named. */
export interface Forgotten {
  preferences?: readonly string[] | undefined;
  sizes?: readonly string[] | undefined;
  likedProductIds?: readonly string[] | undefined;
}

const plain = (text: string): string => text.trim().toLowerCase();

/** The same said twice stands once, where it was said last; of too many the oldest goes. */
function latest(known: readonly string[], fresh: readonly string[], max: number): string[] {
  const byText = new Map<string, string>();
  for (const text of [...known, ...fresh]) {
    byText.delete(plain(text));
    byText.set(plain(text), text.trim());
  }
  return [...byText.values()].slice(-max);
}

/** A newer size of the same thing replaces the older. */
export function remembered(known: Preferences, stated: Stated): Preferences {
  const sizes = { ...known.sizes };
  for (const { of, size } of stated.sizes ?? []) {
    delete sizes[plain(of)];
    sizes[plain(of)] = size.trim();
  }
  const language = stated.language ?? known.language;
  return {
    stated: latest(known.stated, stated.preferences ?? [], MAX_STATED),
    sizes: Object.fromEntries(Object.entries(sizes).slice(-MAX_SIZES)),
    liked: latest(known.liked, stated.likedProductIds ?? [], MAX_LIKED),
    ...(language !== undefined && { language }),
    agreed: known.agreed,
  };
}

/** Undefined: nothing is left, and the consent goes with it. */
export function forgotten(known: Preferences, what: Forgotten): Preferences | undefined {
  if (!what.preferences && !what.sizes && !what.likedProductIds) return undefined;
  const gone = (texts: readonly string[] | undefined) => new Set((texts ?? []).map(plain));
  const [stated, sizes, liked] = [gone(what.preferences), gone(what.sizes), gone(what.likedProductIds)];
  const left: Preferences = {
    ...known,
    stated: known.stated.filter((text) => !stated.has(plain(text))),
    sizes: Object.fromEntries(Object.entries(known.sizes).filter(([of]) => !sizes.has(of))),
    liked: known.liked.filter((id) => !liked.has(plain(id))),
  };
  const empty = left.stated.length + Object.keys(left.sizes).length + left.liked.length === 0;
  return empty && left.language === undefined ? undefined : left;
}

/** Of two profiles of one person: what was said last counts, and the older consent is the one that began it. */
export function merged(
  into: Preferences | undefined,
  from: Preferences | undefined,
): Preferences | undefined {
  if (!into || !from) return into ?? from;
  const [older, newer] = into.agreed.at <= from.agreed.at ? [into, from] : [from, into];
  return remembered(older, {
    preferences: newer.stated,
    sizes: Object.entries(newer.sizes).map(([of, size]) => ({ of, size })),
    likedProductIds: newer.liked,
    language: newer.language,
  });
}

export const refusedWithoutConsent = (): CommerceError =>
  new CommerceError(
    'invalid_input',
    'Preferences are kept only when the customer agrees. Ask whether you may remember this, then pass the words with which they agreed as consent_words.',
    { field: 'consent_words' },
  );

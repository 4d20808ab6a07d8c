import { hash } from 'node:crypto';
import { slug } from '../field.ts';

const digest = (text: string): string => hash('sha256', text).slice(0, 8);
const FITS = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const MAX = 64;

/** Lower-case letters, digits and dashes; empty when nothing of the text is such. */
export const asciiSlug = (text: string): string =>
  slug(text, '-')
    .replace(/[^a-z0-9-]/g, '')
    .replace(/^-+|-+$/g, '');

/**
 * The id of a product or variant from what a foreign system calls it: the same, where the catalogue can take that; else its
 * letters and digits with a checksum of the whole, so that `A/1` and `A 1` stay two and come out the same the next time.
 */
export function idFrom(foreign: string): string {
  if (FITS.test(foreign)) return foreign;
  const readable = asciiSlug(foreign).slice(0, MAX - 9);
  return readable === '' ? `x-${digest(foreign)}` : `${readable}-${digest(foreign)}`;
}

/** The id of a variant that is known by its options: `blue-shirt.red.xl`. */
export function variantIdFrom(product: string, choices: readonly string[]): string {
  const parts = choices.map((choice) =>
    /^[a-z0-9]+(?: [a-z0-9]+)*$/i.test(choice) ? asciiSlug(choice) : idFrom(choice),
  );
  return idFrom([product, ...parts].join('.'));
}

export interface CategoryPathEntry {
  id: string;
  title: string;
  parent?: string;
}

/** The categories of `Clothing > Shirts`, from the top; the id of each tells its whole path. */
export function categoriesOf(path: readonly string[]): CategoryPathEntry[] {
  const entries: CategoryPathEntry[] = [];
  const names: string[] = [];
  for (const part of path) {
    const title = part.trim().slice(0, 200);
    if (title === '') continue;
    names.push(title);
    const parent = entries.at(-1)?.id;
    entries.push({ id: keyFrom(names.join(' > ')), title, ...(parent !== undefined && { parent }) });
  }
  return entries;
}

/** As `idFrom`, for keys of lower-case letters; letters of other scripts cannot be in them. */
function keyFrom(text: string): string {
  const plain = asciiSlug(text);
  const lossless = plain.length <= MAX && !/[^\p{ASCII}]/u.test(slug(text, '-'));
  if (plain !== '' && lossless) return plain;
  return `${plain === '' ? 'c' : plain.slice(0, MAX - 9)}-${digest(text)}`;
}

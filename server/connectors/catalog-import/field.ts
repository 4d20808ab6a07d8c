type Row = Readonly<Record<string, unknown>>;

const own = (row: Row, name: string): unknown => (Object.hasOwn(row, name) ? row[name] : undefined);

/** The value at a name or a dotted path; undefined for what is absent, null or an empty text. */
export function valueAt(row: Row, path: string): unknown {
  let value = own(row, path);
  if (value === undefined && path.includes('.')) {
    value = row;
    for (const name of path.split('.')) {
      value = typeof value === 'object' && value !== null ? own(value as Row, name) : undefined;
    }
  }
  if (typeof value === 'string') value = value.trim();
  return value === null || value === '' ? undefined : value;
}

/** Texts, numbers and booleans as text; anything else is handed on for the schema to refuse. */
export function textAt(row: Row, path: string | undefined): unknown {
  if (path === undefined) return undefined;
  const value = valueAt(row, path);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

/** A whole number, also one that is written as a text. */
export function wholeAt(row: Row, path: string | undefined): unknown {
  if (path === undefined) return undefined;
  const value = valueAt(row, path);
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
}

/** A list of texts: a list as it is, or one text cut at `split`. */
export function listAt(
  row: Row,
  list: string | { from: string; split?: string | undefined } | undefined,
): unknown[] | undefined {
  if (list === undefined) return undefined;
  const value = valueAt(row, typeof list === 'string' ? list : list.from);
  if (value === undefined) return undefined;
  if (Array.isArray(value)) return value;
  if (typeof value !== 'string' || typeof list === 'string' || list.split === undefined) return [value];
  return value
    .split(list.split)
    .map((entry) => entry.trim())
    .filter(Boolean);
}

/** Letters that Unicode does not take apart. */
const UNFOLDED: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
};

/** `Printing colours` -> `printing_colours`: the stable key of an attribute or a category. */
export function slug(text: string, separator: '_' | '-'): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/[ßæœøłđð]/g, (letter) => UNFOLDED[letter]!)
    .replace(/[^\p{L}\p{N}]+/gu, separator)
    .replace(/^[-_]+|[-_]+$/g, '');
}

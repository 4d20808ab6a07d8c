import { ImportError } from './report.ts';

const OPTION = 'option.';

/** From what a person wrote: `price=Preis`. @throws ImportError */
export function fieldsFrom(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at > 0) return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
      throw new ImportError(`"${pair.slice(0, 60)}" is not FIELD=COLUMN, such as price=Preis.`);
    }),
  );
}

/**
 * The fields of a mapping with those that a person named: `price` to `Preis`, `option.Size` to `Größe`; an empty column
 * leaves the field out.
 *
 * @throws ImportError for a column that the file does not have
 */
export function givenFields(
  fields: Readonly<Record<string, unknown>>,
  given: Readonly<Record<string, string>>,
  headings: readonly string[],
): Record<string, unknown> {
  refuseUnknown(given, headings);
  const result: Record<string, unknown> = { ...fields };
  for (const [field, column] of Object.entries(given)) {
    if (column === '') {
      delete result[field];
      continue;
    }
    if (field.startsWith(OPTION)) {
      const before = typeof result.options === 'object' && result.options !== null ? result.options : {};
      result.options = { ...before, [field.slice(OPTION.length)]: column };
    } else if (field === 'attributes') {
      result.attributes = { fields: [column] };
    } else {
      result[field] = column;
    }
  }
  return result;
}

/** @throws ImportError for a column that the file does not have */
export function refuseUnknown(given: Readonly<Record<string, string>>, headings: readonly string[]): void {
  for (const [field, column] of Object.entries(given)) {
    if (column === '' || headings.includes(column) || headings.includes(column.split('.')[0]!)) continue;
    throw new ImportError(
      `There is no column "${column}" for ${field}. There are: ${headings.slice(0, 60).join(', ')}.`,
    );
  }
}

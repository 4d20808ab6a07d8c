import { folded } from '../../platform/folded.ts';

/** An address as somebody writes it in one line, taken apart. What it does not say is absent. */
export interface WrittenAddress {
  name?: string;
  line1?: string;
  line2?: string;
  city?: string;
  /** ISO 3166-2 without the country. */
  region?: string;
  postal_code?: string;
  /** ISO 3166-1 alpha-2. */
  country?: string;
}

const LANGUAGES = ['en', 'es', 'pt', 'de', 'fr'];
const POSTAL =
  /(?<![\p{L}\p{N}])(?:(?:[A-Z]{1,2}-)?\d{4}-\d{3}|\d{5}(?:-\d{4})?|\d{4}(?: [A-Z]{2})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})(?![\p{L}\p{N}])/u;
const UNIT =
  /^(?:apt|apartment|apto|apartamento|unit|suite|flat|floor|piso|puerta|bloque|esc|bis|bat|bât|etage|étage|andar|stock|wohnung|top|c\/o|\d{1,2}[º°ª.]?\s?\p{L}?$)/iu;
const STATE = /(?<![\p{L}])[A-Z]{2}(?![\p{L}])/u;
const HAS_NUMBER = /\d/;

/** @param countries those that are delivered to, ISO 3166-1 alpha-2; one alone is meant where none is named */
export function writtenAddress(text: string, countries: readonly string[]): WrittenAddress {
  const parts = text
    .split(/,|\n/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const found: WrittenAddress = {};
  const left: string[] = [];
  for (const part of parts) {
    const country = countryNamed(part, countries);
    if (country !== undefined && parts.length > 1) found.country = country;
    else left.push(part);
  }
  if (found.country === undefined && countries.length === 1) found.country = countries[0]!;
  const street = left.findIndex((part) => HAS_NUMBER.test(part) && !isPlace(part));
  if (street < 0) return found;
  if (street > 0) found.name = left[street - 1]!;
  found.line1 = left[street]!;
  const rest = left.slice(street + 1);
  const units = rest.filter((part) => UNIT.test(part) && !isPlace(part));
  if (units.length > 0) found.line2 = units.join(', ');
  for (const part of rest.filter((one) => !units.includes(one))) place(part, found);
  return found;
}

const isPlace = (part: string): boolean => {
  const code = POSTAL.exec(part);
  return code !== null &&
    part.replace(code[0], '').trim().length > 0 &&
    !/\p{L}.*\d.*\d{4,}/u.test(part.replace(code[0], ' '))
    ? code.index === 0 || part.endsWith(code[0])
    : code?.[0] === part;
};

function place(part: string, found: WrittenAddress): void {
  const code = POSTAL.exec(part)?.[0];
  if (code !== undefined) found.postal_code = code;
  let city = (code === undefined ? part : part.replace(code, ' ')).replace(/\s+/g, ' ').trim();
  const state = found.country === 'US' || found.country === undefined ? STATE.exec(city)?.[0] : undefined;
  if (state !== undefined && (found.country === 'US' || city !== state)) {
    found.region = state;
    city = city.replace(state, '').trim();
  }
  if (city !== '' && found.city === undefined) found.city = city;
}

function countryNamed(part: string, countries: readonly string[]): string | undefined {
  const wanted = folded(part);
  return countries.find((country) =>
    LANGUAGES.some(
      (language) => folded(new Intl.DisplayNames(language, { type: 'region' }).of(country) ?? '') === wanted,
    ),
  );
}

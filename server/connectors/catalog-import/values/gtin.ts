/**
 * A GTIN as its digits, from what spreadsheets and exports make of it (a leading apostrophe, spaces, dashes); undefined for
 * anything whose check digit (GS1 General Specifications, 7.9) is wrong, such as a house number in its column.
 */
export function readGtin(value: string): string | undefined {
  const digits = value.replace(/^['’]/, '').replace(/[\s-]/g, '');
  if (!/^\d{8}(?:\d{4,6})?$/.test(digits) || /^0+$/.test(digits)) return undefined;
  let sum = 0;
  for (let back = 2; back <= digits.length; back++)
    sum += Number(digits[digits.length - back]) * (back % 2 === 0 ? 3 : 1);
  return (10 - (sum % 10)) % 10 === Number(digits.at(-1)) ? digits : undefined;
}

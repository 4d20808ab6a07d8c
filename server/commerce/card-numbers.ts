/** Between digits of a card number people write spaces, dashes, dots or nothing. */
const CANDIDATE = /(?<![\d])\d(?:[ \u00a0.\-–]?\d){12,18}(?!\d)/g;
const SEPARATORS = /\D/g;
/** Ranges that card networks issue from (ISO/IEC 7812): what begins otherwise is no payment card. */
const ISSUED = /^(?:3[04-9]|4|5[0-9]|6|2[2-7]|81)/;

/** ISO/IEC 7812-1, annex B. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = digits.charCodeAt(digits.length - 1 - at) - 48;
    sum += at % 2 === 0 ? digit : digit < 5 ? digit * 2 : digit * 2 - 9;
  }
  return sum % 10 === 0;
}

/**
 * The text with every number of a payment card reduced to its last four digits (PCI DSS 4.0, 3.4.1), before it is stored, shown to
 * a model or logged. A long number that is none by its check digit and its range, such as a GTIN or an order number, stays.
 */
export function withoutCardNumbers(text: string): string {
  return text.replace(CANDIDATE, (found) => {
    const digits = found.replace(SEPARATORS, '');
    return ISSUED.test(digits) && passesLuhn(digits) ? `•••• ${digits.slice(-4)}` : found;
  });
}

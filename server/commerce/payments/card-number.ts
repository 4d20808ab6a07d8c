/**
 * True for text that could be a payment card's number: 13 to 19 digits, with or without spaces and dashes, whose check
 * digit is right (Luhn, ISO/IEC 7812-1 Annex B). Used to refuse it before it is stored, logged or sent on.
 */
export function looksLikeCardNumber(text: string): boolean {
  const digits = text.replace(/[\s.-]/g, '');
  return /^\d{13,19}$/.test(digits) && luhn(digits);
}

function luhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

import type { SendError, SendErrorClass } from '../channel.ts';

const SECOND = 1000;
const DAY = 24 * 60 * 60_000;

type Rule = Pick<SendError, 'class' | 'retryAfterMs' | 'growth' | 'withoutMedia'>;
const classed = (codes: readonly number[], rule: Rule): [number, Rule][] => codes.map((code) => [code, rule]);
const as = (name: SendErrorClass): Rule => ({ class: name });

/**
 * What to do about each error code
 * (https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes). What concerns the whole account (a
 * token that expired, a block, a bill) pauses everything: messages go out when the merchant has mended it.
 */
const RULES: ReadonlyMap<number, Rule> = new Map([
  ...classed([1, 2, 131000, 131016, 131057, 133004], { class: 'retry', retryAfterMs: 2 * SECOND }),
  ...classed([4, 80007, 130429], { class: 'retry', retryAfterMs: 5 * SECOND }),
  // One person got too many at once: 4 seconds to the power of the failures.
  ...classed([131056], { class: 'retry', retryAfterMs: 4 * SECOND, growth: 4 }),
  // This person gets enough of such messages: sooner than a day it only counts against the number.
  ...classed([131049], { class: 'retry', retryAfterMs: DAY }),
  ...classed([131047], as('template_needed')),
  ...classed([131050], as('suppress')),
  ...classed([0, 3, 10, 190, 368, 131005, 131031, 131042, 131048, 131064], as('pause')),
  ...classed([33, 100, 131008, 131009, 131021, 131026, 131045, 131051, 131062], as('never')),
  ...classed([131052, 131053], { class: 'never', withoutMedia: true }),
]);

/**
 * @param code of the vendor
 * @param title as the vendor says it; numbers that may be somebody's are left out
 */
export function sendError(code: number, title: string): SendError {
  const rule = RULES.get(code) ?? (code >= 200 && code <= 299 ? as('pause') : as('never'));
  return { ...rule, code: String(code), message: impersonal(title) };
}

export const unknownOutcome = (code: string, message: string): SendError => ({
  class: 'unknown',
  code,
  message,
});

/** Without anything that could be a telephone number, an id or an address. */
function impersonal(text: string): string {
  return text
    .replaceAll(/\+?\d[\d\s().-]{5,}\d/gu, '…')
    .replaceAll(/\S*[@\d]\S*/gu, (word) => (/@|\d{5}/.test(word) ? '…' : word))
    .slice(0, 200)
    .trim();
}

import Stripe from 'stripe';
import { CommerceError } from '../../../commerce/errors.ts';
import { PaymentOutcomeUnknownError, type PaymentResult } from '../../../commerce/payments/port.ts';

type Declined = Extract<PaymentResult, { status: 'declined' }>;

const ANOTHER = 'Use another payment method.';
const GENERIC: Declined = {
  status: 'declined',
  code: 'card_declined',
  message: `The bank declined the payment. ${ANOTHER}`,
};

/** What the buyer may be told, by Stripe's `decline_code` or `code` (https://docs.stripe.com/declines/codes). */
const MESSAGES: Readonly<Record<string, string>> = {
  insufficient_funds: `The bank declined the payment: insufficient funds. ${ANOTHER}`,
  card_velocity_exceeded: `The card's limit is reached. ${ANOTHER}`,
  withdrawal_count_limit_exceeded: `The card's limit is reached. ${ANOTHER}`,
  expired_card: `The card has expired. ${ANOTHER}`,
  incorrect_cvc: 'The card’s security code is wrong. Enter the card again.',
  invalid_cvc: 'The card’s security code is wrong. Enter the card again.',
  incorrect_number: 'The card’s number is wrong. Enter the card again.',
  invalid_number: 'The card’s number is wrong. Enter the card again.',
  incorrect_zip: 'The postal code does not belong to the card. Enter the card again.',
  invalid_expiry_month: 'The card’s expiry date is wrong. Enter the card again.',
  invalid_expiry_year: 'The card’s expiry date is wrong. Enter the card again.',
  card_not_supported: `The card does not support this kind of purchase. ${ANOTHER}`,
  currency_not_supported: `The card does not support this currency. ${ANOTHER}`,
  processing_error: 'The bank could not process the payment. Try again in a moment.',
  try_again_later: 'The bank could not process the payment. Try again in a moment.',
  issuer_not_available: 'The bank cannot be reached at the moment. Try again later.',
  authentication_required: 'The bank asks the buyer for a confirmation. Pay on the checkout page.',
  payment_intent_authentication_failure:
    'The payment was not approved at the bank. Try again or use another payment method.',
  amount_too_small: 'The total is below the least amount that can be paid by card.',
  amount_too_large: 'The total is above the most that can be paid at once.',
};

/** Our word for what Stripe calls it, where a shared one exists. */
const CODES: Readonly<Record<string, string>> = {
  payment_intent_authentication_failure: 'authentication_failed',
};

/**
 * A refused payment, in words that may reach anybody. Stripe asks that suspicions (`stolen_card`, `fraudulent`,
 * `merchant_blacklist` …) are never told apart from an ordinary decline: what is not in the list becomes one.
 */
export function declinedBy(
  error: { code?: string | null; decline_code?: string | null } | null | undefined,
): Declined {
  for (const code of [error?.decline_code, error?.code]) {
    const message = code ? MESSAGES[code] : undefined;
    if (code && message) return { status: 'declined', code: CODES[code] ?? code, message };
  }
  return GENERIC;
}

/** Codes of a 400 that speak of the token that the caller passed. */
const TOKEN_FAULTS = new Set([
  'resource_missing',
  'payment_method_unexpected_state',
  'payment_method_invalid_parameter',
  'payment_method_provider_decline',
  'payment_method_not_available',
  'shared_payment_granted_token_invalid',
]);

/** True when Stripe said that it did not carry out the request, and why. */
export const isRefusal = (error: unknown): error is Stripe.errors.StripeError =>
  error instanceof Stripe.errors.StripeInvalidRequestError;

/**
 * The error to throw for a failed call of Stripe. Times out, broken connections, 429, 5xx, a key in use (409) and a key
 * used for another request leave the outcome open; a refused token is the caller's; wrong keys are the merchant's.
 */
export function translated(error: unknown): Error {
  const { errors } = Stripe;
  if (error instanceof PaymentOutcomeUnknownError || error instanceof CommerceError) return error;
  if (error instanceof errors.StripeAuthenticationError || error instanceof errors.StripePermissionError) {
    return new Error(
      `Stripe refused the secret key (${error.statusCode ?? '?'} ${error.code ?? error.type}): check it with shopwright doctor`,
    );
  }
  if (error instanceof errors.StripeInvalidRequestError) return refused(error);
  if (error instanceof errors.StripeError) {
    return new PaymentOutcomeUnknownError(
      `Stripe did not settle the request: ${error.type}${error.requestId ? ` (${error.requestId})` : ''}`,
    );
  }
  return error instanceof Error ? error : new Error(String(error));
}

function refused(error: Stripe.errors.StripeInvalidRequestError): Error {
  if (error.code && MESSAGES[error.code])
    return new CommerceError('payment_declined', MESSAGES[error.code] ?? GENERIC.message);
  if (
    TOKEN_FAULTS.has(error.code ?? '') ||
    /^payment_method|^shared_payment/.test(String(error.param ?? ''))
  ) {
    return new CommerceError(
      'invalid_input',
      'The payment provider does not know this token, or it was used before. Ask the wallet for a new one.',
      { field: 'payment_token' },
    );
  }
  return new Error(`Stripe refused the request: ${error.code ?? error.type} ${error.param ?? ''}`.trimEnd());
}

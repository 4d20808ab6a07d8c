/** Stripe's test PaymentMethods (https://docs.stripe.com/testing) and how each plays out. */
export type CardPlay =
  | { outcome: 'succeed' }
  | { outcome: 'decline'; code: string; decline_code?: string }
  /** 3-D Secure; `refusal` is what the bank says after the buyer agreed. */
  | { outcome: 'authenticate'; refusal?: { code: string; decline_code?: string } };

const declined = (decline_code: string): CardPlay => ({
  outcome: 'decline',
  code: 'card_declined',
  decline_code,
});

export const TEST_CARDS: Readonly<Record<string, CardPlay>> = {
  pm_card_visa: { outcome: 'succeed' },
  pm_card_visa_debit: { outcome: 'succeed' },
  pm_card_mastercard: { outcome: 'succeed' },
  pm_card_amex: { outcome: 'succeed' },
  pm_card_chargeDeclined: declined('generic_decline'),
  pm_card_chargeDeclinedInsufficientFunds: declined('insufficient_funds'),
  pm_card_visa_chargeDeclinedInsufficientFunds: declined('insufficient_funds'),
  pm_card_visa_chargeDeclinedLostCard: declined('lost_card'),
  pm_card_visa_chargeDeclinedStolenCard: declined('stolen_card'),
  pm_card_chargeDeclinedFraudulent: declined('fraudulent'),
  pm_card_chargeDeclinedExpiredCard: { outcome: 'decline', code: 'expired_card' },
  pm_card_chargeDeclinedIncorrectCvc: { outcome: 'decline', code: 'incorrect_cvc' },
  pm_card_chargeDeclinedProcessingError: { outcome: 'decline', code: 'processing_error' },
  pm_card_authenticationRequired: { outcome: 'authenticate' },
  pm_card_threeDSecure2Required: { outcome: 'authenticate' },
  pm_card_threeDSecureRequiredChargeDeclined: {
    outcome: 'authenticate',
    refusal: { code: 'card_declined', decline_code: 'generic_decline' },
  },
};

/** Shared payment tokens granted to the test account; each may be used once. */
export const TEST_GRANTS: Readonly<Record<string, CardPlay>> = {
  spt_visa: { outcome: 'succeed' },
  spt_declined: declined('generic_decline'),
};

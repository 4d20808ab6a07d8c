/** What happened outside the server, as the provider and the mail server wrote it down before they answered. */
export type OutsideFact =
  | {
      kind: 'payment';
      attemptId: string;
      paymentId: string;
      checkoutId: string;
      amount: number;
      currency: string;
      status: PaymentStatus;
    }
  | { kind: 'refund'; refundId: string; attemptId: string; amount: number }
  | { kind: 'mail'; messageId: string; subject: string }
  | { kind: 'webhook'; id: string; sequence: number; type: string; subject: string; taken: boolean };

export type PaymentStatus = 'succeeded' | 'declined' | 'needs_action' | 'pending' | 'canceled';

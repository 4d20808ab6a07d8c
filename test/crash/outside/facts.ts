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
  | { kind: 'webhook'; id: string; sequence: number; type: string; subject: string; taken: boolean }
  /** Somebody wrote on WhatsApp; no two texts are the same. `at`: UTC milliseconds, as the vendor tells it: whole seconds. */
  | { kind: 'written'; person: string; messageId: string; text: string; at: number; wish?: Wish }
  /** A webhook of WhatsApp that was answered with 200: what it told of. `when`: real time, milliseconds. */
  | { kind: 'acknowledged'; messages: string[]; statuses: string[]; when: number }
  /** WhatsApp took a message of the shop's. `at`: by the vendor's clock; `when`: real time; milliseconds. */
  | {
      kind: 'received';
      person: string;
      messageId: string;
      correlation: string;
      text: string;
      at: number;
      when: number;
    };

/** What somebody wishes of messages. */
export type Wish = 'stop' | 'resume';

export type PaymentStatus = 'succeeded' | 'declined' | 'needs_action' | 'pending' | 'canceled';

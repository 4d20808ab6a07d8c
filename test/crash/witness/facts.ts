/** A publisher's key and, where it stands in a page, the page's origin. */
export interface Caller {
  secret: string;
  origin?: string;
}

/** One request as it was sent; the same id is sent again with the same body until it is answered. */
export interface Asked {
  id: string;
  kind: 'complete' | 'admin' | 'message';
  method: 'POST';
  path: string;
  body: Record<string, unknown>;
  /** Idempotency-Key of an admin request. */
  key?: string;
  /** Who asks; nobody in particular when absent. */
  as?: Caller;
  /** Of a purchase: the id of the publisher who worked on the cart first; nobody when absent. */
  credited?: string;
  round: number;
}

/** What the witness wrote down before it went on. */
export type WitnessFact =
  | { asked: Asked }
  | { told: string; status: number; body: Record<string, unknown> }
  /** A promise that was kept no more: what the server answered first, and now. */
  | { changed: string; first: unknown; now: unknown }
  | { fault: string; status: number; body: unknown };

export type ToWitness =
  | { storm: { seed: number; round: number; lanes: number; weights: Record<string, number> } }
  | { stop: true }
  /** Repeats what was not answered; `final`: and what was said to be in progress. */
  | { retry: 'open' | 'final' }
  /** Repeats what was answered in this round. */
  | { verify: true };

export type FromWitness = {
  done: 'storm' | 'retry' | 'verify';
  /** Requests of every kind so far. */
  requests: number;
  completed: number;
  /** Messages to the conversation that were acknowledged so far. */
  messages: number;
  /** Answers of 503 and 429 so far. */
  refused: number;
  open: number;
};

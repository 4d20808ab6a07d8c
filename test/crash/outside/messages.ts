/** What the suite asks of the world outside, beside what the server does. */
export type ToOutside =
  /** Customers begin to write on WhatsApp. `silent`: the vendor tells nothing of what becomes of replies until `flush`. */
  | { write: { seed: number; round: number; writers: number; silent: boolean } }
  | { stop: true }
  /** So many milliseconds the vendor's clock is ahead of the real one. */
  | { ahead: number }
  /** Everything that waits to be told is told now, until it is acknowledged. `final`: and what was kept silent. */
  | { flush: 'calm' | 'final' };

/** `open`: what could not be told within a minute. */
export type FromOutside = { flushed: true; open: number };

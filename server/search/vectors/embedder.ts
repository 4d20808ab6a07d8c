/** Turns texts into vectors, such that texts of like meaning lie close together. */
export interface Embedder {
  /** Names everything that decides what a text's vector is. Vectors of two ids cannot be compared. */
  readonly id: string;
  /** Texts that one call may have. */
  readonly maxBatch: number;
  /**
   * One vector a text, in their order, all of the same length, finite numbers, not all of them 0. Their length (norm) means
   * nothing.
   * @param signal ends the call
   * @throws EmbedderError
   */
  embed(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]>;
  close?(): Promise<void>;
}

/**
 * - `busy`: it may work later (too many requests, a fault of the other side, no connection, no answer in time)
 * - `batch`: these texts together, or one of them, are not taken; fewer may be
 * - `refused`: nothing will work until somebody changes a setting
 */
export type EmbedderErrorKind = 'busy' | 'batch' | 'refused';

/** The message is for the operator and holds neither texts nor keys. */
export class EmbedderError extends Error {
  override readonly name = 'EmbedderError';
  readonly kind: EmbedderErrorKind;
  /** Milliseconds after which the other side wants to be asked again. */
  readonly retryAfterMs: number | undefined;

  constructor(kind: EmbedderErrorKind, message: string, retryAfterMs?: number) {
    super(message);
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }
}

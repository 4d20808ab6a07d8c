import type { TargetErrorKind } from '../contract.ts';

/** The target did not answer as it should. The conversation ends; what was said so far is kept. */
export class TargetError extends Error {
  override readonly name = 'TargetError';
  readonly kind: TargetErrorKind;
  constructor(kind: TargetErrorKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

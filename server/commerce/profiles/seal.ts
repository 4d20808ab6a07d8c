/** Encrypts personal data before it is stored. */
export interface Seal {
  seal(text: string, purpose: string): string;
  /** @throws Error where it was sealed with a key that is gone, for another purpose, or altered */
  open(sealed: string, purpose: string): string;
  /** Whether it was sealed with the key that seals now. */
  isCurrent(sealed: string): boolean;
  /** Whether there are keys that only open: without any, nothing can be sealed with an older one. */
  readonly hasOlderKeys: boolean;
}

import type { Certificate, ProvenStatement } from '../../server/proof/certificate-form.ts';
import type { ObservedFact, ObservedMessage } from '../contract.ts';

/** Ids as in the shop's data: `prod_lamp` is `lamp`. */
export const withoutPrefix = (id: string | undefined): string | undefined =>
  id?.replace(/^(?:prod|var)_/, '');

interface FactForm {
  readonly id: string;
  readonly kind: string;
  readonly field?: string;
  readonly label?: string;
  readonly subject?: { readonly productId?: string; readonly variantId?: string };
  readonly value: unknown;
  readonly quoteId?: string;
  readonly expiresAt?: number;
  readonly callId?: string;
  readonly observedAt?: number;
}

/** A fact of the conversation's, as evals look at it. */
export function observedFact(given: object, turn?: number): ObservedFact {
  const { subject, ...fact } = given as FactForm;
  const [product, variant] = [withoutPrefix(subject?.productId), withoutPrefix(subject?.variantId)];
  return {
    ...fact,
    ...(product !== undefined && { product }),
    ...(variant !== undefined && { variant }),
    ...(turn !== undefined && { turn }),
  };
}

const statements = (certificate: unknown): ProvenStatement[] =>
  ((certificate as Partial<Certificate> | undefined)?.leaves ?? []).flatMap(({ content }) =>
    content?.kind === 'statement' ? [content] : [],
  );

/** What a certificate says that the reply states. */
export const certificateFacts = (certificate: unknown, turn: number): ObservedFact[] =>
  statements(certificate).map(({ fact }) => observedFact(fact, turn));

export const certificateSpans = (certificate: unknown): NonNullable<ObservedMessage['spans']> =>
  statements(certificate).flatMap(({ spans, fact }) =>
    spans.map(({ start, end }) => ({ start, end, fact: String(fact.id) })),
  );

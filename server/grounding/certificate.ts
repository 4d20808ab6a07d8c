import { hash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { documentFields } from '../commerce/catalog/model.ts';
import type { Clock } from '../platform/clock.ts';
import { defineCollection, type New, type Transaction } from '../platform/store/port.ts';
import {
  CERTIFICATE_TYPE,
  type Certificate,
  headInput,
  leafInput,
  type ProvenReply,
  type ProvenStatement,
} from '../proof/certificate-form.ts';
import { Fact } from './fact.ts';
import { plainText } from './plain-text.ts';
import { type RenderedReply, Span } from './rendered-reply.ts';

const Content = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('reply'), text: z.string(), language: z.string(), locale: z.string() }),
  z.strictObject({
    kind: z.literal('statement'),
    spans: z.array(z.strictObject({ ...Span.omit({ fact: true }).shape, text: z.string() })),
    fact: Fact,
  }),
]);

/** `_id` is the reply's. Salts and contents go when the person is erased; the rest stays, and the chain still holds. */
export const StoredCertificate = z.strictObject({
  ...documentFields,
  conversationId: z.string(),
  chain: z.string(),
  sequence: z.int(),
  previousHead: z.string(),
  head: z.string(),
  verifier: z.string(),
  issuedAt: z.int(),
  leaves: z.array(
    z.strictObject({ hash: z.string(), salt: z.string().optional(), content: Content.optional() }),
  ),
  signature: z.string(),
});
export type StoredCertificate = z.infer<typeof StoredCertificate>;
export const certificates = defineCollection('certificates', StoredCertificate, {
  byConversation: { fields: ['conversationId', 'sequence'], unique: true },
});

export interface CertifierDeps {
  clock: Clock;
  /** Signs a compact JWS under the shop's key in use. */
  sign: (typ: string, claims: object) => string;
  /** The shop's public URL. */
  issuer: () => string;
  /** Name of the rules that the reply passed. */
  verifier: string;
}

export interface CertifiedReply {
  conversationId: string;
  replyId: string;
  /** 1 for the first reply of the conversation. */
  sequence: number;
  /** Head of the chain before this reply; empty for the first. */
  previousHead: string;
  rendered: RenderedReply;
  facts: readonly Fact[];
  /** Name of the rules that it passed, where those are not the certifier's. */
  verifier?: string;
}

/**
 * Writes the certificate of a reply: a commitment for the whole text and one for each fact that it states, chained to the
 * reply before and signed.
 */
export function createCertifier(deps: CertifierDeps) {
  return async (tx: Transaction, reply: CertifiedReply): Promise<{ certificateId: string; head: string }> => {
    const certificate = certificateOf(deps, reply);
    await tx.insert(certificates, certificate);
    return { certificateId: certificate._id, head: certificate.head };
  };
}

function certificateOf(deps: CertifierDeps, reply: CertifiedReply): New<StoredCertificate> {
  const { conversationId, replyId, sequence, previousHead, verifier = deps.verifier } = reply;
  const leaves = contentsOf(reply).map((content) => {
    const salt = randomBytes(16).toString('base64url');
    return { hash: hash('sha256', leafInput(salt, content)), salt, content };
  });
  const issuedAt = deps.clock.now();
  const chain = chainOf(conversationId);
  const base = {
    version: 1 as const,
    replyId,
    chain,
    sequence,
    previousHead,
    verifier,
    issuedAt,
  };
  const head = hash('sha256', headInput({ ...base, leaves }));
  const claims = {
    iss: deps.issuer(),
    iat: Math.floor(issuedAt / 1000),
    jti: replyId,
    at: issuedAt,
    chain,
    count: sequence,
    head,
  };
  return {
    _id: replyId,
    conversationId,
    chain,
    sequence,
    previousHead,
    head,
    verifier,
    issuedAt,
    leaves: leaves as StoredCertificate['leaves'],
    signature: deps.sign(CERTIFICATE_TYPE, claims),
  };
}

function contentsOf({ rendered, facts }: CertifiedReply): (ProvenReply | ProvenStatement)[] {
  const { text, spans } = plainText(rendered);
  const { language, locale } = rendered;
  const said = facts.flatMap((fact) => {
    const places = spans
      .filter((span) => span.fact === fact.id)
      .map(({ start, end }) => ({ start, end, text: text.slice(start, end) }));
    return places.length === 0 ? [] : [{ kind: 'statement' as const, spans: places, fact }];
  });
  return [{ kind: 'reply', text, language, locale }, ...said];
}

const chainOf = (conversationId: string): string => hash('sha256', `shopwright-chain-v1\n${conversationId}`);

/** As it is given out and checked with `shopwright/proof`. */
export function toCertificate(stored: StoredCertificate): Certificate {
  const { _id, chain, sequence, previousHead, head, verifier, issuedAt, leaves, signature } = stored;
  return {
    version: 1,
    replyId: _id,
    chain,
    sequence,
    previousHead,
    head,
    verifier,
    issuedAt,
    leaves,
    signature,
  };
}

/** What stays of a certificate when its person is erased. */
export const erasedCertificate = (stored: StoredCertificate): StoredCertificate => ({
  ...stored,
  leaves: stored.leaves.map(({ hash }) => ({ hash })),
});

/** How certificates are written down: the same bytes for whoever issues and whoever checks. No dependency, no I/O. */

/** One fact and every place of the reply where it is said. Offsets count UTF-16 units, the end excluded. */
export interface ProvenStatement {
  readonly kind: 'statement';
  readonly spans: readonly { readonly start: number; readonly end: number; readonly text: string }[];
  /** What the tool returned: `kind`, `subject` (product, variant …), `value`, `quoteId`, `expiresAt`, `callId`, `observedAt`. */
  readonly fact: Readonly<Record<string, unknown>>;
}

/** The whole reply as it was sent. */
export interface ProvenReply {
  readonly kind: 'reply';
  readonly text: string;
  readonly language: string;
  readonly locale: string;
}

export interface CertificateLeaf {
  /** SHA-256 of salt and content, hex: a commitment. */
  readonly hash: string;
  /** 16 random bytes, base64url. Gone, with the content, when the person was erased. */
  readonly salt?: string | undefined;
  readonly content?: ProvenReply | ProvenStatement | undefined;
}

/** What one reply rests on, chained to the certificate of the reply before it in its conversation, and signed. */
export interface Certificate {
  readonly version: 1;
  readonly replyId: string;
  /** Names the conversation, and nothing about it. */
  readonly chain: string;
  /** 1 for the first reply: how many there are up to here. */
  readonly sequence: number;
  /** Head of the reply before, hex; empty for the first. */
  readonly previousHead: string;
  /** SHA-256 over all of the above and the hashes of the leaves, hex. */
  readonly head: string;
  /** Which rules the reply passed before it was sent. */
  readonly verifier: string;
  /** Milliseconds since the epoch, UTC. */
  readonly issuedAt: number;
  readonly leaves: readonly CertificateLeaf[];
  /** Compact JWS (RFC 7515, EdDSA) over chain, sequence, head and reply. */
  readonly signature: string;
}

/** JSON with the keys of every object in order and nothing undefined: one form for one value (as RFC 8785 for what we write). */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join(',')}}`;
}

export const leafInput = (salt: string, content: unknown): string =>
  `shopwright-leaf-v1\n${salt}\n${canonical(content)}`;

export const headInput = (
  certificate: Omit<Certificate, 'head' | 'signature' | 'leaves'> & { leaves: readonly { hash: string }[] },
): string =>
  `shopwright-head-v1\n${canonical([
    certificate.version,
    certificate.chain,
    certificate.sequence,
    certificate.previousHead,
    certificate.replyId,
    certificate.verifier,
    certificate.issuedAt,
    certificate.leaves.map(({ hash }) => hash),
  ])}`;

export const CERTIFICATE_TYPE = 'shopwright-certificate+jwt';

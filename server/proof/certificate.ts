import { jwtVerify } from 'jose';
import { defineGuard } from '../platform/guard.ts';
import {
  CERTIFICATE_TYPE,
  type Certificate,
  headInput,
  leafInput,
  type ProvenReply,
  type ProvenStatement,
} from './certificate-form.ts';
import { COMPACT_JWS, type JwsRefusal, type Keys, keysFrom, reasonOf } from './jws.ts';

export type { Certificate, ProvenReply, ProvenStatement } from './certificate-form.ts';

const otherLeaf = defineGuard('certificate:leaf', 'No text or fact of a reply is altered unseen.');
const otherHead = defineGuard('certificate:head', 'No statement of a reply is taken away unseen.');
const otherPlace = defineGuard('certificate:span', 'A proven fact stands where the reply shows it.');
const otherSignature = defineGuard(
  'certificate:signature',
  'The signature of one reply does not vouch for another.',
);
const gap = defineGuard('certificate:gap', 'No reply of a conversation disappears.');
const cutOff = defineGuard('certificate:tail', 'The last replies of a conversation do not disappear.');

export type CertificateRefusal =
  | Exclude<JwsRefusal, 'expired'>
  /** A text, fact, span, time or the order of things is not what was signed. */
  | 'altered'
  /** A reply of the chain is missing, or stands in another place. */
  | 'removed';

interface Refused {
  readonly valid: false;
  readonly reason: CertificateRefusal;
  readonly message: string;
}

export type CertificateResult =
  | {
      readonly valid: true;
      readonly replyId: string;
      readonly chain: string;
      readonly sequence: number;
      readonly issuedAt: number;
      /** True when the person was erased: then only that something was said, when and in which place, can be proven. */
      readonly erased: boolean;
      readonly reply?: ProvenReply;
      readonly statements: readonly ProvenStatement[];
    }
  | Refused;

export type ChainResult = { readonly valid: true; readonly count: number; readonly erased: number } | Refused;

const MESSAGES: Readonly<Record<CertificateRefusal, string>> = {
  malformed: 'This is not a certificate.',
  bad_signature: 'The certificate was altered, or the shop did not sign it.',
  unknown_key: 'None of the keys given signed this certificate.',
  keys_unavailable: 'The keys of the shop could not be fetched.',
  other_issuer: 'The certificate is of another shop.',
  altered: 'What the certificate holds is not what was signed.',
  removed: 'A reply of this conversation is missing.',
};
const refused = (reason: CertificateRefusal, detail = ''): Refused => ({
  valid: false,
  reason,
  message: MESSAGES[reason] + detail,
});

/**
 * Whether a shop gave this reply with exactly these facts. Never throws for a bad certificate; nothing is fetched when a key
 * set is given.
 * @param certificate as `GET /proof/{reply}` returns it
 * @example
 * const result = await verifyCertificate(certificate, { jwksUrl: 'https://shop.example/.well-known/jwks.json' });
 * if (result.valid) for (const { spans, fact } of result.statements) console.log(spans[0].text, fact.quoteId);
 */
export async function verifyCertificate(
  certificate: Certificate,
  jwks: Keys,
  options: { issuer?: string } = {},
): Promise<CertificateResult> {
  if (!isCertificate(certificate)) return refused('malformed');
  const contents: (ProvenReply | ProvenStatement)[] = [];
  let erased = false;
  for (const [index, { hash, salt, content }] of certificate.leaves.entries()) {
    if (salt === undefined && content === undefined) {
      erased = true;
      continue;
    }
    if (salt === undefined || content === undefined) return refused('altered', ` Look at leaf ${index + 1}.`);
    if (otherLeaf(hash !== (await sha256(leafInput(salt, content)))))
      return refused('altered', ` Look at leaf ${index + 1}.`);
    contents.push(content);
  }
  if (otherHead(certificate.head !== (await sha256(headInput(certificate)))))
    return refused('altered', ' Look at the head.');
  const signed = await signedHead(certificate.signature, jwks, options);
  if ('valid' in signed) return signed;
  const { chain, sequence, head, replyId, issuedAt } = certificate;
  const isOfThis =
    signed.chain === chain &&
    signed.count === sequence &&
    signed.head === head &&
    signed.replyId === replyId &&
    signed.issuedAt === issuedAt;
  if (otherSignature(!isOfThis)) return refused('altered', ' The signature is of another head.');
  const reply = contents.find((content): content is ProvenReply => content.kind === 'reply');
  const statements = contents.filter((content): content is ProvenStatement => content.kind === 'statement');
  for (const span of statements.flatMap((statement) => statement.spans)) {
    if (reply && otherPlace(reply.text.slice(span.start, span.end) !== span.text))
      return refused('altered', ` "${span.text}" does not stand where it should.`);
  }
  return { valid: true, replyId, chain, sequence, issuedAt, erased, ...(reply && { reply }), statements };
}

/**
 * Whether these are all replies of a conversation, in order, unaltered.
 * @param options `latest`: a signature of this chain that somebody kept; shows a tail that was cut off
 */
export async function verifyChain(
  certificates: readonly Certificate[],
  jwks: Keys,
  options: { issuer?: string; latest?: string } = {},
): Promise<ChainResult> {
  let previous: Certificate | undefined;
  let erased = 0;
  for (const certificate of certificates) {
    const result = await verifyCertificate(certificate, jwks, options);
    if (!result.valid) return refused(result.reason, ` Reply ${certificate?.sequence}: ${result.message}`);
    const follows =
      certificate.sequence === (previous?.sequence ?? 0) + 1 &&
      certificate.previousHead === (previous?.head ?? '') &&
      (previous === undefined || certificate.chain === previous.chain);
    if (gap(!follows)) return refused('removed', ` Something is wrong before reply ${certificate.sequence}.`);
    if (result.erased) erased += 1;
    previous = certificate;
  }
  if (options.latest !== undefined) {
    const signed = await signedHead(options.latest, jwks, options);
    if ('valid' in signed) return signed;
    const known = certificates[signed.count - 1];
    if (cutOff(known?.head !== signed.head || known.chain !== signed.chain))
      return refused('removed', ` The chain had ${signed.count} replies at least.`);
  }
  return { valid: true, count: certificates.length, erased };
}

interface SignedHead {
  chain: string;
  count: number;
  head: string;
  replyId: string;
  issuedAt: number;
}

async function signedHead(
  jws: string,
  jwks: Keys,
  { issuer }: { issuer?: string },
): Promise<SignedHead | Refused> {
  if (typeof jws !== 'string' || !COMPACT_JWS.test(jws)) return refused('malformed');
  try {
    const { payload } = await jwtVerify(jws, keysFrom(jwks), {
      algorithms: ['EdDSA'],
      typ: CERTIFICATE_TYPE,
      requiredClaims: ['iss', 'iat', 'jti', 'chain', 'count', 'head'],
      ...(issuer !== undefined && { issuer }),
    });
    const { chain, count, head, jti, at } = payload;
    if (
      typeof chain !== 'string' ||
      typeof count !== 'number' ||
      typeof head !== 'string' ||
      typeof at !== 'number'
    )
      return refused('malformed');
    return { chain, count, head, replyId: jti!, issuedAt: at };
  } catch (error) {
    const reason = reasonOf(error);
    return refused(reason === 'expired' ? 'malformed' : reason);
  }
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function isCertificate(value: unknown): value is Certificate {
  if (typeof value !== 'object' || value === null) return false;
  const c = value as Partial<Record<keyof Certificate, unknown>>;
  return (
    c.version === 1 &&
    ['replyId', 'chain', 'previousHead', 'head', 'verifier', 'signature'].every(
      (field) => typeof c[field as keyof Certificate] === 'string',
    ) &&
    Number.isSafeInteger(c.sequence) &&
    Number.isSafeInteger(c.issuedAt) &&
    Array.isArray(c.leaves) &&
    c.leaves.every(isLeaf)
  );
}

function isLeaf(leaf: unknown): boolean {
  if (typeof leaf !== 'object' || leaf === null) return false;
  const { hash, salt, content } = leaf as { hash?: unknown; salt?: unknown; content?: unknown };
  if (typeof hash !== 'string' || (salt !== undefined && typeof salt !== 'string')) return false;
  if (content === undefined) return true;
  if (typeof content !== 'object' || content === null) return false;
  const { kind, text, spans, fact } = content as Record<string, unknown>;
  if (kind === 'reply') return typeof text === 'string';
  return kind === 'statement' && Array.isArray(spans) && spans.every(isSpan) && typeof fact === 'object';
}

const isSpan = (span: unknown): boolean =>
  typeof span === 'object' &&
  span !== null &&
  Number.isSafeInteger((span as { start?: unknown }).start) &&
  Number.isSafeInteger((span as { end?: unknown }).end) &&
  typeof (span as { text?: unknown }).text === 'string';

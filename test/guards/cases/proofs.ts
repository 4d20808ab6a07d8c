import { createHash } from 'node:crypto';
import { anonymous } from '../../../server/commerce/principals/model.ts';
import { certificates, createCertifier, toCertificate } from '../../../server/grounding/certificate.ts';
import type { Fact } from '../../../server/grounding/fact.ts';
import { CERTIFICATE_TYPE, headInput, leafInput } from '../../../server/proof/certificate-form.ts';
import {
  type Certificate,
  verifyCertificate,
  verifyChain,
  verifyQuote,
} from '../../../server/proof/index.ts';
import type { TestShop } from '../../fixtures/shop.ts';
import type { GuardCase } from '../guard-case.ts';
import { inShop, quoteOf } from './purchases.ts';

const ISSUER = 'http://shop.test';
const price = (amount: number): Fact => ({
  ...{ id: 'f1', kind: 'price', field: 'price', callId: 'call_1', observedAt: 0 },
  subject: { productId: 'prod_cup', variantId: 'var_cup' },
  value: { type: 'money', amount, currency: 'USD' },
});

interface Chain {
  shop: TestShop;
  certificates: readonly [Certificate, Certificate, Certificate];
  /** Signs what was altered as if it were right: what is left to notice is the alteration itself. */
  signed(certificate: Certificate): Certificate;
}

/** Three replies of a conversation: the cup costs $1, $2, $3. */
const inChain = (work: (chain: Chain) => Promise<{ valid: boolean }>): Promise<string | undefined> =>
  inShop(async (shop) => {
    const { keys } = shop.services;
    const sign = (typ: string, claims: object): string => keys.sign(typ, claims);
    const certify = createCertifier({ clock: shop.clock, sign, issuer: () => ISSUER, verifier: 'test' });
    let previousHead = '';
    for (const sequence of [1, 2, 3]) {
      const made = await shop.store.transaction((tx) =>
        certify(tx, {
          ...{ conversationId: 'conversation', replyId: `rep_${sequence}`, sequence, previousHead },
          rendered: {
            ...{ language: 'en', locale: 'en-US' },
            blocks: [
              {
                type: 'text',
                runs: [{ text: 'The cup costs ' }, { text: `$${sequence}`, fact: 'f1' }, { text: '.' }],
              },
            ],
          },
          facts: [price(sequence * 100)],
        }),
      );
      previousHead = made.head;
    }
    const stored = await shop.store.find(certificates, { sort: { field: 'sequence', direction: 'asc' } });
    const signed = (altered: Certificate): Certificate => {
      const leaves = altered.leaves.map((leaf) => ({
        ...leaf,
        hash: sha256(leafInput(leaf.salt!, leaf.content)),
      }));
      const next = { ...altered, leaves };
      const head = sha256(headInput(next));
      const { replyId: jti, chain, sequence: count, issuedAt: at } = next;
      const claims = { iss: ISSUER, iat: Math.floor(at / 1000), jti, chain, count, head, at };
      return { ...next, head, signature: sign(CERTIFICATE_TYPE, claims) };
    };
    const all = stored.map(toCertificate) as unknown as Chain['certificates'];
    const { valid } = await work({ shop, certificates: all, signed });
    return valid ? 'what was altered passes for genuine' : undefined;
  });

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The first reply as if its fact said something else. */
const withFact = (certificate: Certificate, amount: number): Certificate => ({
  ...certificate,
  leaves: certificate.leaves.map((leaf) =>
    leaf.content?.kind === 'statement'
      ? { ...leaf, content: { ...leaf.content, fact: price(amount) } }
      : leaf,
  ),
});

const moved = (certificate: Certificate): Certificate => ({
  ...certificate,
  leaves: certificate.leaves.map((leaf) =>
    leaf.content?.kind === 'statement'
      ? {
          ...leaf,
          content: {
            ...leaf.content,
            spans: leaf.content.spans.map((span) => ({ ...span, start: span.start + 1 })),
          },
        }
      : leaf,
  ),
});

const keysOf = ({ services }: TestShop) => services.keys.jwks();

async function proofOf(shop: TestShop): Promise<{ proof: string; issuedAt: number }> {
  const { quotes } = shop.services;
  const verdict = await quotes.verify(await quoteOf(shop, 'cup'), { principal: anonymous() });
  if (!verdict.ok) throw new Error(verdict.message);
  return { proof: quotes.proof(verdict.quote), issuedAt: verdict.quote.issuedAt };
}

const proves = async (
  options: (issuedAt: number) => Parameters<typeof verifyQuote>[2],
): Promise<string | undefined> =>
  inShop(async (shop) => {
    const { proof, issuedAt } = await proofOf(shop);
    const { valid } = await verifyQuote(proof, keysOf(shop) as never, options(issuedAt));
    return valid ? 'the proof holds' : undefined;
  });

export const proofCases: readonly GuardCase[] = [
  {
    guard: 'proof:differs',
    attempt: 'the proof of another price',
    run: () => proves((at) => ({ at, expected: { unitPrice: { amount: 1, currency: 'USD' } } })),
  },
  {
    guard: 'proof:not_yet_issued',
    attempt: 'a proof from after the moment that counts',
    run: () => proves((issuedAt) => ({ at: issuedAt - 1 })),
  },
  {
    guard: 'certificate:leaf',
    attempt: 'another amount in a proven fact',
    run: () =>
      inChain(({ shop, certificates: [first] }) =>
        verifyCertificate(withFact(first, 1), keysOf(shop) as never),
      ),
  },
  {
    guard: 'certificate:head',
    attempt: 'a statement is taken away',
    run: () =>
      inChain(({ shop, certificates: [first] }) =>
        verifyCertificate(
          { ...first, leaves: first.leaves.filter(({ content }) => content?.kind === 'reply') },
          keysOf(shop) as never,
        ),
      ),
  },
  {
    guard: 'certificate:span',
    attempt: 'a fact that stands elsewhere in the reply',
    run: () =>
      inChain(({ shop, certificates: [first], signed }) =>
        verifyCertificate(signed(moved(first)), keysOf(shop) as never),
      ),
  },
  {
    guard: 'certificate:signature',
    attempt: 'the signature of the next reply',
    run: () =>
      inChain(({ shop, certificates: [first, second] }) =>
        verifyCertificate({ ...first, signature: second.signature }, keysOf(shop) as never),
      ),
  },
  {
    guard: 'certificate:gap',
    attempt: 'the second of three replies is gone',
    run: () =>
      inChain(({ shop, certificates: [first, , third] }) =>
        verifyChain([first, third], keysOf(shop) as never),
      ),
  },
  {
    guard: 'certificate:tail',
    attempt: 'the last replies are gone',
    run: () =>
      inChain(({ shop, certificates: [first, second] }) =>
        verifyChain([first], keysOf(shop) as never, { latest: second.signature }),
      ),
  },
];

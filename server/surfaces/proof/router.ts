import { type Request, Router } from 'express';
import { CommerceError } from '../../commerce/errors.ts';
import type { Principal } from '../../commerce/principals/model.ts';
import type { QuoteService } from '../../commerce/quotes/service.ts';
import type { ShopService } from '../../commerce/shop/service.ts';
import { replies, turns } from '../../conversation/model.ts';
import type { ConversationService } from '../../conversation/service.ts';
import { certificates, toCertificate } from '../../grounding/certificate.ts';
import { type Fact, Fact as FactSchema } from '../../grounding/fact.ts';
import type { ShareTokens } from '../../grounding/share-token.ts';
import { themed } from '../../platform/html/theme.ts';
import { allowOnly } from '../../platform/http/methods.ts';
import { principalOf } from '../../platform/http/request.ts';
import type { Store } from '../../platform/store/port.ts';
import { type JSONWebKeySet, verifyCertificate } from '../../proof/index.ts';
import { proofPage } from './page.ts';

export interface ProofRouterDeps {
  store: Store;
  conversations: ConversationService;
  quotes: QuoteService;
  shop: ShopService;
  keys: { jwks(): { keys: object[] } };
  shares: ShareTokens;
  publicUrl: string;
}

/** Policy of the page: one style sheet, nothing that runs. */
export const PROOF_PAGE_SECURITY = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      imgSrc: ['data:'],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
};

const UNKNOWN = 'There is no such proof, or this link has expired. Ask the shop’s assistant for a new one.';

/**
 * `GET /proof/{reply}`: what a reply rests on, as a page or, asked for `application/json`, as the certificate with the proofs of its
 * quotes. Opened by a share token (`?share=`) or by the conversation's id in the header `X-Conversation-Id`.
 */
export function createProofRouter(deps: ProofRouterDeps): Router {
  const { store, keys, publicUrl } = deps;
  const router = Router();
  const style = themed(new URL('./style.css', import.meta.url));

  router.get('/style.css', (_req, res) => {
    res.set('Cache-Control', 'public, max-age=3600').type('css').send(style);
  });

  router.get('/:reply', async (req: Request<{ reply: string }>, res) => {
    const { reply: id } = req.params;
    if (!(await mayRead(deps, req, id))) throw new CommerceError('not_found', UNKNOWN);
    const [stored, reply] = await Promise.all([store.get(certificates, id), store.get(replies, id)]);
    if (!stored) throw new CommerceError('not_found', UNKNOWN);
    const certificate = toCertificate(stored);
    const result = await verifyCertificate(certificate, keys.jwks() as JSONWebKeySet, { issuer: publicUrl });
    const facts = result.valid ? result.statements.map(({ fact }) => FactSchema.parse(fact)) : [];
    const quotes = await quotesOf(deps, facts, principalOf<Principal>(req));
    res.set({ Vary: 'Accept', 'Referrer-Policy': 'no-referrer' });
    if (req.accepts(['html', 'json']) === 'json' || req.query.format === 'json') {
      res.json({
        certificate,
        valid: result.valid,
        ...(!result.valid && { reason: result.reason, message: result.message }),
        quotes: Object.fromEntries([...quotes].map(([quoteId, { proof }]) => [quoteId, proof])),
        jwks_url: `${publicUrl}/.well-known/jwks.json`,
      });
      return;
    }
    const turn = reply?.turnId === undefined ? undefined : await store.get(turns, reply.turnId);
    const html = proofPage({
      result,
      language: reply?.rendered.language ?? 'en',
      shopName: (await deps.shop.get()).name,
      priceVersions: new Map([...quotes].map(([quoteId, { version }]) => [quoteId, version])),
      titles: new Map(
        (turn?.calls ?? [])
          .flatMap((call) => call.facts)
          .flatMap(({ kind, subject, value }) =>
            kind === 'product' && subject.productId !== undefined && value.type === 'text'
              ? [[subject.productId, value.text] as const]
              : [],
          ),
      ),
      tools: new Map((turn?.calls ?? []).map(({ callId, tool }) => [callId, tool])),
      jsonUrl: `${req.originalUrl}${req.originalUrl.includes('?') ? '&' : '?'}format=json`,
      styleUrl: `${new URL(publicUrl).pathname.replace(/\/$/, '')}/proof/style.css`,
    });
    res.type('html').send(html);
  });
  router.all('/:reply', allowOnly('GET'));
  return router;
}

async function mayRead(deps: ProofRouterDeps, req: Request, replyId: string): Promise<boolean> {
  const { share } = req.query;
  if (typeof share === 'string' && deps.shares.isGood(replyId, share)) return true;
  const conversationId = req.get('X-Conversation-Id');
  if (conversationId === undefined) return false;
  const conversation = await deps.conversations
    .find(conversationId, principalOf<Principal>(req))
    .catch(() => undefined);
  const reply = await deps.store.get(replies, replyId);
  return conversation !== undefined && reply?.conversationId === conversation._id;
}

/** Quotes that are still to be had, also expired ones: their proof and the version of their price. */
async function quotesOf(deps: ProofRouterDeps, facts: readonly Fact[], principal: Principal) {
  const found = new Map<string, { proof: string; version: number }>();
  for (const quoteId of new Set(facts.flatMap((fact) => fact.quoteId ?? []))) {
    const verdict = await deps.quotes.verify(quoteId, { principal });
    if (verdict.quote)
      found.set(quoteId, { proof: deps.quotes.proof(verdict.quote), version: verdict.quote.priceVersion });
  }
  return found;
}

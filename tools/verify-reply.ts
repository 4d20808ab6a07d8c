import { z } from 'zod';
import { CommerceError } from '../server/commerce/errors.ts';
import { MAX_TEXT, verifyOutside } from '../server/grounding/outside/verify-outside.ts';
import { ViolationKind } from '../server/grounding/violation.ts';
import { defineTool } from './define-tool.ts';
import { issuedFacts } from './issued-facts.ts';

const Span = z
  .strictObject({ start: z.int(), end: z.int() })
  .describe('UTF-16 offsets into text, the end excluded');

export default defineTool({
  name: 'verify_reply',
  title: 'Verify a reply',
  description:
    'For chatbots that write their own answers: checks a finished text against what this shop told, before it is sent. Give the quote ids that prices came with, and the session_id of the calls: cart, checkout and orders of that session count too. Every number, day, code, discount, stock, property and policy in the text must be one of these facts, said of its own product. Send the text when ok is true; else send grounded_text, or mend the violations and call again.',
  input: z.strictObject({
    text: z.string().max(MAX_TEXT, `at most ${MAX_TEXT} characters; send longer texts in parts`),
    language: z
      .string()
      .max(35)
      .optional()
      .describe('Language of text: en, es, pt, de, fr or a tag such as es-MX. Default: the session’s'),
    quote_ids: z
      .array(z.string().min(1).max(60))
      .max(50)
      .default([])
      .describe('Quotes of the products in the text, from search_catalog or get_product'),
  }),
  output: z.strictObject({
    ok: z.boolean().describe('True: nothing in the text is without a fact'),
    language: z.string(),
    violations: z.array(
      z.strictObject({
        kind: ViolationKind,
        ...Span.shape,
        text: z.string(),
        message: z.string(),
        replacement: z.string().optional().describe('What the shop says in its place'),
        quote_id: z.string().optional().describe('Fresh quote of the replacement'),
      }),
    ),
    grounded_text: z
      .string()
      .describe('The text with each violation replaced, or without its sentence; it passes. May be empty'),
    facts_used: z.array(
      z.strictObject({
        kind: z.string(),
        quote_id: z.string().optional(),
        product_id: z.string().optional(),
        product: z.string().optional(),
        span: Span,
      }),
    ),
    refused_quotes: z
      .array(z.strictObject({ quote_id: z.string(), reason: z.string(), message: z.string() }))
      .describe('Quotes that say nothing here, and why'),
  }),
  annotations: { readOnly: true, destructive: false, idempotent: true, openWorld: false },
  scope: 'catalog:read',
  handler: async (ctx, input) => {
    const { session_id: sessionId, locale } = input as { session_id?: string; locale?: string };
    const known = sessionId !== undefined || locale !== undefined;
    const language = languageTag(input.language ?? (known ? ctx.locale : undefined));
    const terms = { ...ctx, locale: language };
    const { issued, refused } = await issuedFacts(terms, {
      quoteIds: input.quote_ids,
      inSession: sessionId !== undefined,
    });
    const vocabulary = await ctx.services.names.vocabulary();
    const { ok, violations, groundedText, used } = verifyOutside(input.text, {
      issued,
      language,
      vocabulary,
    });
    const titles = new Map(issued.products.map(({ id, title }) => [id, title]));
    return {
      ok,
      language,
      violations: violations.map(({ quoteId, ...violation }) => ({
        ...violation,
        ...(quoteId !== undefined && { quote_id: quoteId }),
      })),
      grounded_text: groundedText,
      facts_used: used.map(({ fact, source, span }) => {
        const productId = fact?.subject.productId ?? source?.statement.productId;
        const product = titles.get(productId ?? '');
        return {
          kind: fact?.kind ?? source?.statement.kind ?? 'notice',
          ...(fact?.quoteId !== undefined && { quote_id: fact.quoteId }),
          ...(productId !== undefined && { product_id: productId }),
          ...(product !== undefined && { product }),
          span,
        };
      }),
      refused_quotes: refused,
    };
  },
});

/** Never guessed: a wrong language would look for the wrong words. */
function languageTag(asked: string | undefined): string {
  if (asked === undefined)
    throw new CommerceError(
      'invalid_input',
      'Say the language of the text: language is one of en, es, pt, de, fr, or a tag such as es-MX. With a session_id, the session’s counts.',
      { field: 'language' },
    );
  try {
    return new Intl.Locale(asked).toString();
  } catch {
    throw new CommerceError(
      'invalid_input',
      'language must be a language tag such as en, es, pt, de, fr or es-MX.',
      { field: 'language' },
    );
  }
}

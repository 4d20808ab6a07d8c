import { Router } from 'express';
import { z } from 'zod';
import { CommerceError } from '../../commerce/errors.ts';
import type { Principal } from '../../commerce/principals/model.ts';
import type { ConversationService } from '../../conversation/service.ts';
import type { VisitService } from '../../conversation/visits.ts';
import { principalOf } from '../../platform/http/request.ts';
import { parse } from './parse.ts';

const product = {
  product_id: z.string().min(1).max(200).optional().describe('Id of the product or of its variant'),
  sku: z.string().min(1).max(200).optional(),
};
const named = (value: { product_id?: string | undefined; sku?: string | undefined }): boolean =>
  value.product_id !== undefined || value.sku !== undefined;
const NAME_IT = { error: 'Give product_id or sku.' };

const common = {
  id: z.string().min(1).max(200).describe('Of the website’s choice; an event that is sent again counts once'),
  at: z.iso
    .datetime({ offset: true })
    .transform((text) => Date.parse(text))
    .optional(),
};
const url = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .describe('Kept without query and fragment');

export const EventsInput = z.strictObject({
  conversation_id: z.string().max(100),
  consent: z.boolean().describe('Whether this customer agreed that the shop’s chat learns of it'),
  events: z
    .array(
      z.discriminatedUnion('type', [
        z.strictObject({ ...common, type: z.literal('page_viewed'), url }),
        z
          .strictObject({ ...common, ...product, type: z.literal('product_viewed'), url: url.optional() })
          .refine(named, NAME_IT),
        z.strictObject({
          ...common,
          type: z.literal('cart_viewed'),
          url: url.optional(),
          items: z
            .array(
              z
                .strictObject({ ...product, quantity: z.int().min(1).max(9999).default(1) })
                .refine(named, NAME_IT),
            )
            .max(50),
        }),
      ]),
    )
    .max(50),
});

/**
 * `POST /v1/events`: what a customer looks at on the merchant's website, as context of a conversation. It never causes a reply or a
 * change. Without consent nothing is kept; `consent: false` without events deletes what was.
 */
export function createWebsiteEventsRouter(deps: {
  conversations: ConversationService;
  visits: VisitService;
}): Router {
  const { conversations, visits } = deps;
  const router = Router();
  router.post('/', async (req, res) => {
    const input = parse(EventsInput, req.body);
    if (!input.consent && input.events.length > 0)
      throw new CommerceError(
        'forbidden',
        'Send events only of customers who agreed to it, with consent: true. To take consent back, send consent: false and no events.',
        { field: 'consent' },
      );
    const conversation = await conversations.find(input.conversation_id, principalOf<Principal>(req));
    if (!input.consent) {
      await visits.forget(conversation);
      return void res.status(204).end();
    }
    res.status(202).json(await visits.record(conversation, input.events));
  });
  return router;
}

import { z } from 'zod';
import { SHOP_ISSUER } from '../../../commerce/customers/web-identity.ts';
import { route } from '../route.ts';

export const websiteRoutes = [
  route({
    method: 'post',
    path: '/website-secret',
    scope: 'admin:keys',
    tag: 'API keys',
    summary: 'Show the secret of a website that embeds the chat',
    description:
      'With it the website’s server, and never a page, signs who is signed in: hex HMAC-SHA-256 of the user id. The shop’s own, or a publisher’s. The same each time until it is changed.',
    input: z.strictObject({
      publisher_id: z
        .string()
        .min(1)
        .max(100)
        .optional()
        .describe('Of whose website; the shop’s when absent'),
      rotate: z.boolean().default(false).describe('Make another: what the old one signed is refused at once'),
    }),
    output: z.strictObject({ secret: z.string() }),
    problems: [404],
    handler: async ({ services }, { input }) => {
      const { publisher_id: publisherId, rotate } = input;
      if (publisherId !== undefined) await services.publishers.get(publisherId);
      const issuer = publisherId ?? SHOP_ISSUER;
      const { webIdentities } = services;
      return { secret: await (rotate ? webIdentities.rotate(issuer) : webIdentities.secret(issuer)) };
    },
  }),
];

import { z } from 'zod';
import { defineTool } from './define-tool.ts';

export default defineTool({
  name: 'link_channel',
  title: 'Continue on another channel',
  description:
    'Lets a customer go on elsewhere (on WhatsApp, on their phone) with the same cart and preferences. action make_code: answers a code to show to the customer, who types it in the other conversation within ten minutes; once. action use_code: the customer typed such a code (LK-XXXX-XXXX) here; both conversations are then one customer’s. action unlink: this conversation is no more linked with others. Errors: code_wrong (wrong, used or too old: make a new one in the other conversation), conflict (the code was made in this very conversation), forbidden (another person’s).',
  input: z.strictObject({
    action: z.enum(['make_code', 'use_code', 'unlink']),
    code: z.string().max(40).optional().describe('With use_code: as the customer typed it'),
  }),
  output: z.strictObject({
    status: z.enum(['code_made', 'linked', 'unlinked', 'not_linked']),
    link_code: z.string().optional().describe('To be typed in the other conversation'),
    expires_at: z.string().optional(),
    market: z.string().optional().describe('Of the cart that is now here'),
    locale: z.string().optional().describe('The language of the other conversation'),
    whatsapp_url: z.string().optional().describe('Opens WhatsApp with the code as a message to the shop'),
  }),
  annotations: { readOnly: false, destructive: false, idempotent: false, openWorld: false },
  scope: 'leads:write',
  handler: async (ctx, { action, code = '' }) => {
    const { profiles } = ctx.services;
    switch (action) {
      case 'make_code': {
        const made = await profiles.linking.makeCode(ctx);
        return {
          status: 'code_made' as const,
          link_code: made.code,
          expires_at: new Date(made.expiresAt).toISOString(),
          ...(made.whatsappUrl !== undefined && { whatsapp_url: made.whatsappUrl }),
        };
      }
      case 'use_code':
        return { status: 'linked' as const, ...(await profiles.linking.useCode(ctx, code)) };
      case 'unlink':
        return { status: (await profiles.leave(ctx)) ? ('unlinked' as const) : ('not_linked' as const) };
    }
  },
});

import { z } from 'zod';
import type { ChannelTemplate, ChannelTemplates } from '../channel.ts';
import type { Graph } from './graph.ts';
import { placesOf, type Template, type TemplateButton, templateMessage } from './templates.ts';

/**
 * The templates of a business account as Meta lists them (`GET /{whatsapp-business-account-id}/message_templates`,
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-management).
 */
const Component = z.looseObject({
  type: z.string(),
  format: z.string().optional(),
  text: z.string().optional(),
  limited_time_offer: z.looseObject({ text: z.string().catch('') }).optional(),
  buttons: z.array(z.looseObject({ type: z.string(), url: z.string().optional() })).optional(),
});
type Component = z.infer<typeof Component>;
const Listed = z.looseObject({
  name: z.string(),
  language: z.string(),
  category: z.string(),
  status: z.string(),
  components: z.array(Component).catch([]),
});
const Page = z.looseObject({
  data: z.array(Listed),
  paging: z
    .looseObject({ cursors: z.looseObject({ after: z.string() }).optional(), next: z.string().optional() })
    .optional(),
});

const PAGE = 250;
/** A business account has at most 6,000. */
const MAX_PAGES = 24;

const CATEGORIES = { MARKETING: 'marketing', UTILITY: 'utility', AUTHENTICATION: 'authentication' } as const;
const STATUSES = {
  APPROVED: 'approved',
  PENDING: 'pending',
  IN_APPEAL: 'pending',
  REJECTED: 'rejected',
  PAUSED: 'paused',
} as const;

export function approvedTemplates(graph: Graph, businessAccountId: string): ChannelTemplates {
  return {
    list: async (signal) => {
      const found: ChannelTemplate[] = [];
      let after: string | undefined;
      for (let page = 0; page < MAX_PAGES; page += 1) {
        const query = new URLSearchParams({
          fields: 'name,language,category,status,components',
          limit: String(PAGE),
          ...(after !== undefined && { after }),
        });
        const { data, paging } = await graph.get(
          `${businessAccountId}/message_templates?${query}`,
          Page,
          signal,
        );
        found.push(...data.flatMap((one) => templateOf(one) ?? []));
        after = paging?.next === undefined ? undefined : paging.cursors?.after;
        if (after === undefined) break;
      }
      return found;
    },
    message: ({ unfillable, ...template }, { body, coupon, offerEndsAt }) => {
      if (unfillable !== undefined) throw new RangeError(unfillable);
      return templateMessage(declared(template), {
        body,
        ...(coupon !== undefined && { coupon }),
        ...(offerEndsAt !== undefined && { offerEndsAt }),
      });
    },
  };
}

/** Undefined for a category that this adapter does not know. */
function templateOf({
  name,
  language,
  category,
  status,
  components,
}: z.infer<typeof Listed>): ChannelTemplate | undefined {
  const known = CATEGORIES[category.toUpperCase() as keyof typeof CATEGORIES];
  if (!known) return undefined;
  const part = (type: string): Component | undefined =>
    components.find((one) => one.type.toUpperCase() === type);
  const buttons = part('BUTTONS')?.buttons ?? [];
  const header = part('HEADER');
  const body = part('BODY')?.text ?? '';
  const couponAt = buttons.findIndex(({ type }) => type.toUpperCase() === 'COPY_CODE');
  const unfillable = whyUnfillable(known, header, body, buttons);
  return {
    name,
    language,
    category: known,
    status: STATUSES[status.toUpperCase() as keyof typeof STATUSES] ?? 'disabled',
    ...(header?.text !== undefined && { header: header.text }),
    body,
    ...(part('FOOTER')?.text !== undefined && { footer: part('FOOTER')!.text! }),
    ...(couponAt >= 0 && { couponAt }),
    offer: part('LIMITED_TIME_OFFER') !== undefined,
    ...(unfillable !== undefined && { unfillable }),
  };
}

/** Buttons that need nothing filled in, or the one with the code. */
const PLAIN_BUTTONS = new Set(['QUICK_REPLY', 'URL', 'PHONE_NUMBER', 'COPY_CODE']);

function whyUnfillable(
  category: ChannelTemplate['category'],
  header: Component | undefined,
  body: string,
  buttons: readonly { type: string; url?: string | undefined }[],
): string | undefined {
  if (category === 'authentication') return 'it is for one-time codes';
  if (header?.format !== undefined && header.format.toUpperCase() !== 'TEXT')
    return 'its header asks for a picture or file';
  try {
    if (placesOf(header?.text ?? '') > 0) return 'its header has places';
    placesOf(body);
  } catch {
    return 'its places have names, or one is left out';
  }
  if (/\{\{(?!\d+\}\})/.test(`${header?.text ?? ''}${body}`)) return 'its places have names';
  const other = buttons.find(({ type }) => !PLAIN_BUTTONS.has(type.toUpperCase()));
  if (other) return `it has a button of the kind ${other.type.toLowerCase()}`;
  return buttons.some(({ url }) => url?.includes('{{')) ? 'the address of a button has a place' : undefined;
}

/** As the adapter fills it: buttons that need nothing stand for themselves. */
const STATIC: TemplateButton = { type: 'url', text: '-', url: 'https://example.com/' };
const declared = ({ name, language, category, body, offer, couponAt }: ChannelTemplate): Template => ({
  name,
  language,
  category,
  body,
  examples: [],
  ...(offer && { offer: { text: 'offer' } }),
  buttons:
    couponAt === undefined
      ? []
      : [...Array<TemplateButton>(couponAt).fill(STATIC), { type: 'copy_code', example: 'CODE' }],
});

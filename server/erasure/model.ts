import { z } from 'zod';
import { documentFields } from '../commerce/catalog/model.ts';
import { defineCollection } from '../platform/store/port.ts';

export const ContactKind = z.enum(['email', 'phone', 'customer']);
export type ContactKind = z.infer<typeof ContactKind>;

/** Who is erased, without saying who: keyed hashes, which say nothing without this shop's secret. */
export const HashedContact = z.strictObject({
  kind: ContactKind,
  hash: z.string(),
  /** Further forms that count in free text only: a phone number without its country code. */
  inText: z.array(z.string()),
  /** What was stored until then is erased, milliseconds, UTC; whoever comes back later is a customer as any other. */
  until: z.int(),
});
export type HashedContact = z.infer<typeof HashedContact>;

/** Why something stays for now. */
export const WaitReason = z.enum(['payment', 'delivery', 'return', 'dispute']);
export type WaitReason = z.infer<typeof WaitReason>;

/** Ids of what belongs to a person. They name nobody, and stay in the books. */
export const FoundIds = z.strictObject({
  /** Sessions, and with them conversations. */
  threads: z.array(z.string()),
  checkouts: z.array(z.string()),
  /** Those checkouts for which a payment was tried. */
  tried: z.array(z.string()),
  orders: z.array(z.string()),
  discountUses: z.array(z.string()),
  /** Everything else by which other documents name them: order numbers, carts, leads, handoffs, payments, refunds. */
  names: z.array(z.string()),
});
export type FoundIds = z.infer<typeof FoundIds>;
export const NOTHING_FOUND: FoundIds = {
  threads: [],
  checkouts: [],
  tried: [],
  orders: [],
  discountUses: [],
  names: [],
};

/** One erasure and how far it came. It holds no personal data, and stays. */
export const Erasure = z.strictObject({
  ...documentFields,
  /** Who asked for it; absent where it was done again after a restore. */
  requestedBy: z.string().optional(),
  contacts: z.array(HashedContact),
  found: FoundIds,
  /** Also what the shop would still need: addresses of orders that are not sent, say. */
  force: z.boolean(),
  /** Copies of the database that an upgrade or a restore left beside it stay. */
  keepCopies: z.boolean(),
  /** `waiting`: all is done but what `waits` names; that follows by itself. */
  status: z.enum(['running', 'waiting', 'done']),
  /** What it does now: the name of a step. */
  step: z.string(),
  /** Something was changed that may still stand in the free pages of the files. */
  dirty: z.boolean(),
  /** Documents changed, by collection. */
  counts: z.record(z.string(), z.int()),
  /** Documents of other people in which a contact was blackened, by collection. */
  mentions: z.record(z.string(), z.int()),
  waits: z.array(z.strictObject({ collection: z.string(), id: z.string(), reason: WaitReason })),
  /** Erasures of the list that it does again, after an older backup was restored. */
  covers: z.array(z.string()).optional(),
  /** Copies of the database that were deleted. */
  copiesDeleted: z.int().nonnegative(),
  finishedAt: z.int().optional(),
});
export type Erasure = z.infer<typeof Erasure>;
export const erasures = defineCollection('erasures', Erasure, {
  byCreated: { fields: ['createdAt'] },
  byStatus: { fields: ['status', 'createdAt'] },
});

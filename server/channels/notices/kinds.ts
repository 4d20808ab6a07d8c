/**
 * What customers are told without having asked: for each, what a template may say of it, in the order in which it fills the places
 * of one of which the setting says nothing else.
 */
export const NOTICES = {
  order_confirmed: ['order', 'total', 'delivery'],
  order_shipped: ['order', 'tracking', 'link'],
  order_delivered: ['order'],
  order_canceled: ['order', 'refunded'],
  refund: ['order', 'refunded'],
  payment_failed: ['total', 'link'],
  back_in_stock: ['product', 'price'],
  price_below: ['product', 'price'],
  cart_reminder: ['product', 'total'],
} as const satisfies Record<string, readonly string[]>;
export type NoticeKind = keyof typeof NOTICES;
export const noticeKinds = Object.keys(NOTICES) as NoticeKind[];

export interface NoticeSetting {
  /** Name of the template at the vendor. */
  template: string;
  /** What fills its places; absent: as many of the notice's as it has, in their order. */
  places?: readonly string[];
}

/** `off`: it is not sent. */
export type NoticeSettings = Readonly<Record<NoticeKind, NoticeSetting | 'off'>>;

/** Every notice under its own name. */
const DEFAULTS = Object.fromEntries(noticeKinds.map((kind) => [kind, { template: kind }])) as Record<
  NoticeKind,
  NoticeSetting
>;

/**
 * `order_shipped=dispatch:order+tracking,payment_failed=off`: templates by notice. What is left out has a template of its own name.
 * @returns what is wrong with it, in words, as `fault`
 */
export function readNotices(text: string): { notices: NoticeSettings } | { fault: string } {
  const notices: Record<NoticeKind, NoticeSetting | 'off'> = { ...DEFAULTS };
  for (const entry of text.split(',').map((one) => one.trim())) {
    if (entry === '') continue;
    const found = /^(\w+)=([a-z0-9_]+)(?::(\w+(?:\+\w+)*))?$/.exec(entry);
    if (!found)
      return { fault: `"${entry}" is not NOTICE=TEMPLATE, NOTICE=TEMPLATE:PLACE+PLACE or NOTICE=off` };
    const [, name, template, listed] = found;
    if (!isNotice(name!)) return { fault: `"${name}" is no notice; there are ${noticeKinds.join(', ')}` };
    const places = listed?.split('+');
    const known: readonly string[] = NOTICES[name];
    const strange = places?.find((place) => !known.includes(place));
    if (strange !== undefined)
      return { fault: `${name} tells nothing of "${strange}"; it tells ${known.join(', ')}` };
    notices[name] = template === 'off' ? 'off' : { template: template!, ...(places && { places }) };
  }
  return { notices };
}

const isNotice = (name: string): name is NoticeKind => Object.hasOwn(NOTICES, name);

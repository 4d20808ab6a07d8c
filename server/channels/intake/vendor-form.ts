import type { ChannelContact } from '../contacts/model.ts';
import type { ContentOf, InboundChannelMessage, IntakeNotice } from './intake.ts';
import type { CartDeps } from './vendor-cart.ts';
import { actorOf } from './vendor-cart.ts';

type Fields = Readonly<Record<string, string>>;

/** Names under which forms ask for the same; the first are ours, the rest those of vendors' own forms. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  name: ['name', 'full_name'],
  email: ['email'],
  phone: ['phone', 'phone_number'],
  line1: ['line1', 'street', 'address', 'address_line1'],
  line2: ['line2', 'address_line2', 'landmark_area', 'floor_number'],
  city: ['city'],
  region: ['region', 'state'],
  postal_code: ['postal_code', 'zip', 'in_pin_code', 'sg_post_code'],
  country: ['country'],
  need: ['need', 'message', 'question'],
  timeframe: ['timeframe'],
};

/** What of a form is text, under names of ours. Vendors put the fields of their own forms into `values`. */
export function fieldsOf(values: Readonly<Record<string, unknown>>): Fields {
  const inner = typeof values.values === 'object' && values.values !== null ? values.values : {};
  const all: Record<string, unknown> = { ...values, ...inner };
  const found = Object.entries(NAMES).flatMap(([field, names]) => {
    const name = names.find((one) => typeof all[one] === 'string' && (all[one] as string).trim() !== '');
    return name === undefined ? [] : [[field, (all[name] as string).trim().slice(0, 500)]];
  });
  return Object.fromEntries(found) as Fields;
}

const E164 = /^\+[1-9]\d{6,14}$/;
const TIMEFRAMES = new Set(['now', 'this_week', 'this_month', 'later']);
/** What the rules of the shop understand in every language: the buttons of the chat say it too. */
const CHECKOUT = 'checkout';

/** An address goes into the checkout, anything else that was asked for is a lead. What comes again changes nothing. */
export async function takeForm(
  { store, callTool, seen }: CartDeps,
  contact: ChannelContact,
  message: InboundChannelMessage,
  { values }: ContentOf<'form'>,
): Promise<{ text: string; notice?: IntakeNotice }> {
  await store.transaction((tx) => seen(tx, contact, message));
  const actor = await actorOf(store, contact);
  const fields = fieldsOf(values);
  if (!actor) return { text: '', notice: 'message_not_read' };
  const { name, email, line1, line2, city, region, postal_code, need } = fields;
  const phone = fields.phone?.replaceAll(/[\s().-]/g, '');
  const reach = {
    ...(name !== undefined && { name }),
    ...(email !== undefined && { email }),
    ...(phone !== undefined && E164.test(phone) && { phone }),
  };
  if (line1 !== undefined && city !== undefined) {
    const address = {
      name: name ?? message.from.name ?? '',
      line1,
      ...(line2 !== undefined && { line2 }),
      city,
      ...(region !== undefined && { region }),
      postal_code: postal_code ?? '',
      country: (fields.country ?? '').toUpperCase(),
    };
    const given = {
      ...(email !== undefined && name !== undefined && { buyer: reach }),
      shipping_address: address,
    };
    const taken = await callTool('create_checkout', given, actor);
    return taken.ok ? { text: CHECKOUT } : { text: '', notice: 'form_not_taken' };
  }
  const timeframe = TIMEFRAMES.has(fields.timeframe ?? '') ? { timeframe: fields.timeframe } : {};
  const consent = values.consent === true || values.consent === 'true';
  const lead = {
    need: need ?? `Form: ${Object.keys(fields).join(', ')}`,
    ...timeframe,
    contact: reach,
    consent,
  };
  const taken = await callTool('qualify_lead', lead, actor);
  return { text: '', notice: taken.ok ? 'form_taken' : 'form_not_taken' };
}

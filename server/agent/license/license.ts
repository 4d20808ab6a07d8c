import type { TurnInput } from '../../conversation/answerer.ts';
import type { Vocabulary } from '../../grounding/verify/vocabulary.ts';
import { folded } from '../../platform/folded.ts';
import { defineGuard, type Guard } from '../../platform/guard.ts';
import { type Asking, asks } from './asking-words.ts';
import { mayMean } from './named.ts';
import { numbersIn } from './numbers.ts';
import { mayRequest } from './request.ts';

/** What a model proposes to do, and the customer's words that it rests on. */
export interface Proposal {
  tool: string;
  args: Readonly<Record<string, unknown>>;
  words: string;
}

export interface Refusal {
  reason: 'unknown_id' | 'words_not_said' | 'words_do_not_ask' | 'not_in_words' | 'not_for_models';
  /** For the model: how to go on. */
  message: string;
}

type Context = Pick<TurnInput, 'messages' | 'language' | 'memory' | 'toolbox' | 'now'> & {
  /** What the customer wrote in turns before this one: contact and address may stand there. */
  earlier: readonly string[];
  /** Names of the whole catalogue. */
  vocabulary: Vocabulary;
  /** What the shop said last: a yes answers it only when it asked. */
  lastSaid?: string | undefined;
};

/** One of these has to stand in the words. Tools that are not here change nothing that is the customer's. */
const NEEDS: Readonly<Record<string, readonly Asking[]>> = {
  create_checkout: ['checkout', 'yes'],
  update_checkout: ['checkout', 'coupon', 'amount', 'yes', 'contact'],
  cancel_checkout: ['cancel', 'no'],
  request_return: ['return'],
  qualify_lead: ['contact', 'add', 'amount', 'yes'],
  watch_product: ['contact', 'yes'],
};
const FREE = new Set(['request_handoff']);
/** What is theirs, and nothing but their own words: those are looked for in `personalSaid`. */
const OWN = new Set(['remember_preferences', 'forget_preferences', 'link_channel']);
const WRITES = new Set([...Object.keys(NEEDS), 'update_cart', 'complete_checkout', ...FREE, ...OWN]);

/**
 * Whether a call may be made. Ids must come from a tool of this conversation, and a change must rest on words that the
 * customer wrote in this turn, or on a yes to what was asked last. Undefined: it may.
 */
export function license(proposal: Proposal, context: Context): Refusal | undefined {
  const refusal = refusalOf(proposal, context);
  return refusal && GUARDS[refusal.reason](refusal);
}

const GUARDS: Readonly<Record<Refusal['reason'], Guard>> = {
  unknown_id: defineGuard('license:unknown_id', 'No id that no tool of the conversation returned.'),
  words_not_said: defineGuard('license:words_not_said', 'No change that rests on words nobody wrote.'),
  words_do_not_ask: defineGuard('license:words_do_not_ask', 'No change that the words do not ask for.'),
  not_in_words: defineGuard(
    'license:not_in_words',
    'No quantity, code or contact that the customer did not write.',
  ),
  not_for_models: defineGuard('license:not_for_models', 'No payment by a model.'),
};

function refusalOf({ tool, args, words }: Proposal, context: Context): Refusal | undefined {
  if (tool === 'complete_checkout')
    return refuse('not_for_models', 'Paying is the buyer’s own act: show checkout_link instead.');
  const stranger = unknownId(args, context);
  if (stranger !== undefined)
    return refuse('unknown_id', `No tool of this conversation returned ${stranger}. Look it up first.`);
  if (!WRITES.has(tool)) return secretsSaid(args, context);
  if (FREE.has(tool)) return undefined;
  const message = messageOf(context);
  const quoted = folded(words);
  if (quoted === '' || !` ${folded(message)} `.includes(` ${quoted} `))
    return refuse(
      'words_not_said',
      'customer_words must be the customer’s own words of this message. If there are none, ask first.',
    );
  const { language } = context;
  if (OWN.has(tool)) return agreedRefusal(args, language) ?? personalSaid(args, context);
  const asked = new Set(asks(words, language));
  if (!isConfirmed(tool, args, asked, context)) {
    const isYes = asked.has('yes') && !asked.has('no') && quoted.split(' ').length <= YES_WORDS;
    if (!isYes || message.includes('?') || !asksBack(context)) {
      asked.delete('yes');
      if (!mayRequest(message, words, { language, takesOut: takesOut(tool, args) }))
        return refuse(
          'words_do_not_ask',
          'These words do not ask for it to be done. Ask the customer first.',
        );
    }
    const missing = tool === 'update_cart' ? cartRefusal(args, words, asked, context) : undefined;
    if (missing) return missing;
    const needs = NEEDS[tool];
    if (needs && !needs.some((asking) => asked.has(asking)))
      return refuse('words_do_not_ask', 'These words do not ask for that. Ask the customer first.');
  }
  return personalSaid(args, context);
}

/** All that the customer wrote in this turn. */
const messageOf = ({ messages }: Pick<Context, 'messages'>): string =>
  messages.map(({ text }) => text).join('\n');

const refuse = (reason: Refusal['reason'], message: string): Refusal => ({ reason, message });

interface CartArgs {
  add?: { variant_id: string; quantity?: number }[];
  set?: { line_id: string; quantity: number }[];
  remove?: string[];
  add_codes?: string[];
  remove_codes?: string[];
}

function cartRefusal(
  args: CartArgs,
  words: string,
  asked: ReadonlySet<Asking>,
  context: Context,
): Refusal | undefined {
  const numbers = numbersIn(words);
  const wrong = (wanted: number | undefined): boolean =>
    wanted !== undefined && wanted > 1 && !numbers.has(wanted);
  if (args.add?.length && !asked.has('add') && !asked.has('amount') && !asked.has('yes'))
    return refuse('words_do_not_ask', 'These words do not ask to add anything. Ask the customer first.');
  const known = { ...context, facts: context.toolbox.facts };
  if (args.add?.some(({ variant_id: id }) => !mayMean(messageOf(context), id, known)))
    return refuse(
      'not_in_words',
      'The customer has not seen this product and does not name it. Show it first.',
    );
  if (args.set?.some(({ quantity }) => quantity > 0) && !asked.has('amount') && !asked.has('add'))
    return refuse('words_do_not_ask', 'These words do not ask for another quantity. Ask the customer first.');
  const removes = (args.remove?.length ?? 0) > 0 || args.set?.some(({ quantity }) => quantity === 0);
  if (removes && !asked.has('remove') && !asked.has('amount'))
    return refuse('words_do_not_ask', 'These words do not ask to take anything out. Ask the customer first.');
  if ((args.remove?.length ?? 0) > 1 && !SEVERAL.test(folded(words)))
    return refuse('not_in_words', 'These words ask to take out one thing. Ask which ones.');
  if (
    args.add_codes?.length &&
    !asked.has('coupon') &&
    !asked.has('yes') &&
    !isCodeAlone(args.add_codes, words)
  )
    return refuse('words_do_not_ask', 'These words do not ask to enter a code. Ask the customer first.');
  if (args.remove_codes?.length && !asked.has('remove') && !asked.has('coupon'))
    return refuse('words_do_not_ask', 'These words do not ask to take a code out. Ask the customer first.');
  if ([...(args.add ?? []), ...(args.set ?? [])].some(({ quantity }) => wrong(quantity)))
    return refuse('not_in_words', 'The quantity does not stand in the customer’s words. Ask how many.');
  return undefined;
}

const takesOut = (tool: string, { remove, remove_codes: codes }: CartArgs): boolean =>
  tool === 'cancel_checkout' || (tool === 'update_cart' && Boolean(remove?.length || codes?.length));

/** "Shall I add it?" */
const asksBack = ({ lastSaid }: Context): boolean => lastSaid?.includes('?') ?? false;
/** A yes is short: in more words something else may be asked. */
const YES_WORDS = 6;

/** A yes to exactly what was asked last. */
function isConfirmed(
  tool: string,
  args: object,
  asked: ReadonlySet<Asking>,
  { memory, now }: Context,
): boolean {
  const { pending } = memory;
  if (!pending || pending.expiresAt <= now || !asked.has('yes') || asked.has('no')) return false;
  return (
    pending.kind === 'confirm_write' &&
    pending.tool === tool &&
    JSON.stringify(pending.arguments) === JSON.stringify(args)
  );
}

const ID_FIELDS = /(^|_)(variant|product|line|cart|checkout|quote|shipping_option)_ids?$|^remove$/;

/** The first id in the arguments that no fact of this conversation is about. */
function unknownId(args: unknown, context: Context): string | undefined {
  const known = knownIds(context);
  const look = (value: unknown, field: string): string | undefined => {
    if (Array.isArray(value)) {
      for (const item of value) {
        const found = look(item, field);
        if (found !== undefined) return found;
      }
      return undefined;
    }
    if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) {
        const found = look(inner, name);
        if (found !== undefined) return found;
      }
      return undefined;
    }
    return typeof value === 'string' && ID_FIELDS.test(field) && !known.has(value) ? value : undefined;
  };
  return look(args, '');
}

function knownIds({ toolbox, memory }: Context): ReadonlySet<string> {
  const known = new Set<string>();
  for (const { subject, quoteId, kind, field } of toolbox.facts.values()) {
    for (const id of Object.values(subject)) if (id !== undefined) known.add(id);
    if (quoteId !== undefined) known.add(quoteId);
    if (kind === 'shipping_option') known.add(field);
  }
  for (const { productId, variantId } of [...memory.shown, ...(memory.focus ? [memory.focus] : [])])
    known.add(productId).add(variantId);
  return known;
}

/** An order number or one-time code that the customer did not write is a guess. */
function secretsSaid(args: Readonly<Record<string, unknown>>, context: Context): Refusal | undefined {
  const { code, order_id: orderId } = args;
  const numbers = [...context.toolbox.facts.values()].flatMap(({ kind, value, subject }) => [
    ...(kind === 'order_number' && value.type === 'text' ? [value.text] : []),
    ...(subject.orderId === undefined ? [] : [subject.orderId]),
  ]);
  if (typeof code === 'string' && !wrote(code, context))
    return refuse('not_in_words', 'The customer did not write this code. Ask for it.');
  if (typeof orderId === 'string' && !numbers.includes(orderId) && !wrote(orderId, context))
    return refuse('unknown_id', 'The customer did not write this order number. Ask for it.');
  return undefined;
}

const PERSONAL = new Set([
  ...[
    'add_codes',
    'codes',
    'email',
    'phone',
    'line1',
    'line2',
    'postal_code',
    'city',
    'code',
    'order_id',
    'first_name',
    'last_name',
  ],
  ...['consent', 'consent_words', 'preferences', 'size'],
]);

const REMEMBER =
  /(?:^| )(?:remember|keep|save|note|recuerd|guard|apunt|lembr|anot|merk|speicher|notier|retien|reten|souviens|gard)/;

/** A consent says yes, or asks for it to be remembered. */
function agreedRefusal({ consent_words: words }: Proposal['args'], language: string): Refusal | undefined {
  if (typeof words !== 'string') return undefined;
  const said = asks(words, language);
  if (!said.has('no') && (said.has('yes') || REMEMBER.test(folded(words)))) return undefined;
  return refuse('words_do_not_ask', 'These words do not agree that it is kept. Ask the customer first.');
}

/** Codes, contact and address are only ever what the customer wrote. */
function personalSaid(args: unknown, context: Context, field = ''): Refusal | undefined {
  if (Array.isArray(args)) {
    for (const item of args) {
      const refusal = personalSaid(item, context, field);
      if (refusal) return refusal;
    }
    return undefined;
  }
  if (typeof args === 'object' && args !== null) {
    for (const [name, inner] of Object.entries(args)) {
      const refusal = personalSaid(inner, context, name);
      if (refusal) return refusal;
    }
    return undefined;
  }
  if (!PERSONAL.has(field)) return undefined;
  if (field === 'consent')
    return args === true && !asks(messageOf(context), context.language).has('yes')
      ? refuse('not_in_words', 'The customer has not agreed to be contacted. Ask first.')
      : undefined;
  return typeof args === 'string' && !wrote(args, context)
    ? refuse('not_in_words', `The customer did not write "${args}". Ask for it; never guess.`)
    : undefined;
}

/** In this turn or before. */
function wrote(value: string, { messages, earlier }: Context): boolean {
  const said = ` ${folded([...earlier, ...messages.map(({ text }) => text)].join(' '))} `;
  return said.includes(` ${folded(value)} `);
}

/** "Both of them", "empty my cart". */
const SEVERAL =
  /\b(?:all|both|everything|them|these|those|empty|clear|and|todo|todos|todas|ambos|ambas|los dos|vaci\w*|y|tudo|os dois|esvazi\w*|e|alle|alles|beide|leer\w*|und|tout|tous|toutes|les deux|vide\w*|et)\b/u;

/** "SAVE10" and nothing else. */
const isCodeAlone = (codes: readonly string[], words: string): boolean =>
  codes.some((code) => folded(code) === folded(words));

import type { RenderedBlock, RenderedCard } from '../../grounding/rendered-reply.ts';
import { choiceId } from '../render/choice-id.ts';
import { joined, passageOfRuns, words } from '../render/passage.ts';
import { cut } from '../render/split.ts';
import { LIMITS } from './limits.ts';
import type { Choice } from './messages.ts';

/** Something that can be tapped: what it is called, and what is said by the tap. */
export interface Offer {
  /** Whole; cut where it does not fit. */
  label: string;
  send: string;
  /** The product that it is about. */
  variantId?: string;
  /** Of a row: what is shown beside `label`, or in its place where `label` does not fit. Facts stand whole or not at all. */
  row?: { title: string; description?: string };
}

type QuickReplies = Extract<RenderedBlock, { type: 'quick_replies' }>;

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** Equal ones once. */
export function offersOf({ options }: QuickReplies): Offer[] {
  const offers = options.map(({ label, send }) => ({ label: oneLine(label) || oneLine(send), send }));
  return offers.filter(
    (one, index) =>
      one.label !== '' && offers.findIndex((o) => o.label === one.label && o.send === one.send) === index,
  );
}

/** A product in a numbered list: tapping it says its name. */
export function offerOf(card: RenderedCard, number: number): Offer {
  const title = oneLine(passageOfRuns(card.title).text);
  const options = oneLine(passageOfRuns(card.options ?? []).text);
  const price = oneLine(passageOfRuns(card.price).text);
  const named = [title, options].filter(Boolean).join(', ');
  const { title: titleLimit, description: limit } = LIMITS.list;
  const numbered = (text: string): string => joined([words(`${number}.`), words(text)], ' ').text;
  const fits = (parts: readonly string[]): string | undefined => {
    const text = parts.filter(Boolean).join(' · ');
    return text !== '' && text.length <= limit ? text : undefined;
  };
  const isShort = numbered(title).length <= titleLimit;
  const description = isShort ? (fits([options, price]) ?? fits([price])) : (fits([named]) ?? fits([title]));
  const head = isShort
    ? numbered(title)
    : numbered(price).length <= titleLimit
      ? numbered(price)
      : `${number}.`;
  return {
    label: named,
    send: named,
    variantId: card.variantId,
    row: { title: head, ...(description !== undefined && { description }) },
  };
}

/** Whether they can be buttons with their whole labels, each different from the others. */
export const fitButtons = (offers: readonly Offer[]): boolean =>
  offers.length <= LIMITS.buttons.count &&
  new Set(offers.map(({ label }) => label)).size === offers.length &&
  offers.every(({ label, row }) => !row && label.length <= LIMITS.buttons.title);

export const asButtons = (offers: readonly Offer[]): Choice[] =>
  identified(offers, LIMITS.buttons.id, asTitle);

export const asRows = (offers: readonly Offer[]): Choice[] => identified(offers, LIMITS.list.id, rowOf);

/** Labels that a row cannot show whole. */
export const tooLongForRows = (offers: readonly Offer[]): string[] =>
  offers.filter(({ label, row }) => !row && label.length > LIMITS.list.description).map(({ label }) => label);

const asTitle = ({ label }: Offer): Omit<Choice, 'id'> => ({ title: label });

function rowOf({ label, row }: Offer): Omit<Choice, 'id'> {
  if (row) return row;
  const { title, description } = LIMITS.list;
  if (label.length <= title) return { title: label };
  return { title: cut(label, title), description: cut(label, description) };
}

function identified(
  offers: readonly Offer[],
  limit: number,
  shown: (offer: Offer) => Omit<Choice, 'id'>,
): Choice[] {
  const taken = new Set<string>();
  return offers.map((offer) => {
    const id = choiceId(offer.send, limit, taken, offer.variantId);
    taken.add(id);
    return { id, ...shown(offer) };
  });
}

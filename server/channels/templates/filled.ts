import type { RenderedReply, Run } from '../../grounding/rendered-reply.ts';
import type { ChannelTemplate } from '../channel.ts';
import type { DeliveryTemplate } from '../outbox/model.ts';

/** What fills a template, as it is said. */
export interface Filling {
  /** By name. */
  values: ReadonlyMap<string, readonly Run[]>;
  coupon?: readonly Run[] | undefined;
  offerEnds?: { at: number; runs: readonly Run[] } | undefined;
}

/** Why a template cannot be filled. */
export type FillFault = 'template_places' | 'template_value_missing';

const PLACE = /\{\{(\d+)\}\}/;
export const placesIn = ({ body }: Pick<ChannelTemplate, 'body'>): number =>
  new Set([...body.matchAll(/\{\{(\d+)\}\}/g)].map((match) => match[1])).size;

/**
 * A template with its values: what the vendor is given, and the words with their facts for the transcript.
 * @param places names of the values, in the order of its places; more than it has are left out
 */
export function fillTemplate(
  template: ChannelTemplate,
  places: readonly string[],
  { values, coupon, offerEnds }: Filling,
  { locale, when }: { locale: string; when: DeliveryTemplate['when'] },
): { template: DeliveryTemplate; rendered: RenderedReply } | FillFault {
  const count = placesIn(template);
  if (count > places.length) return 'template_places';
  const filled = places.slice(0, count).map((name) => values.get(name));
  if (filled.some((runs) => runs === undefined)) return 'template_value_missing';
  if (template.couponAt !== undefined && !coupon) return 'template_value_missing';
  if (template.offer && !offerEnds) return 'template_value_missing';
  const textOf = (runs: readonly Run[]): string => runs.map(({ text }) => text).join('');
  const paragraph = (runs: readonly Run[]) => ({ type: 'text' as const, runs: [...runs] });
  const body = template.body
    .split(new RegExp(PLACE, 'g'))
    // Every second piece is the number of a place.
    .flatMap((piece, at) =>
      at % 2 === 0 ? (piece === '' ? [] : [{ text: piece }]) : filled[Number(piece) - 1]!,
    );
  return {
    template: {
      ...{ name: template.name, language: template.language, category: template.category, when },
      fill: {
        body: filled.map((runs) => textOf(runs!)),
        ...(template.couponAt !== undefined && { coupon: textOf(coupon!) }),
        ...(template.offer && { offerEndsAt: offerEnds!.at }),
      },
    },
    rendered: {
      language: template.language.split('_')[0]!.toLowerCase(),
      locale,
      blocks: [
        ...(template.header === undefined ? [] : [paragraph([{ text: template.header }])]),
        paragraph(body),
        ...(template.footer === undefined ? [] : [paragraph([{ text: template.footer }])]),
        ...(template.offer ? [paragraph(offerEnds!.runs)] : []),
        ...(template.couponAt === undefined ? [] : [paragraph(coupon!)]),
      ],
    },
  };
}

import type { NewReply } from '../../conversation/append-reply.ts';
import { factIdsOf } from '../../grounding/blocks.ts';
import { type RenderOptions, render } from '../../grounding/render.ts';
import type { Block } from '../../grounding/reply.ts';
import type { ChannelTemplate } from '../channel.ts';
import type { DeliveryTemplate } from '../outbox/model.ts';
import { fillTemplate } from '../templates/filled.ts';
import { languageOf, type Notebook } from './notebook.ts';

export interface WordsDeps {
  /** Pictures of the products that are shown. */
  images: (productIds: readonly string[], locale: string) => Promise<NonNullable<RenderOptions['image']>>;
}

/** What is to be said, out of facts. */
export interface Gathered {
  /** As free text; absent: it goes by template only. */
  blocks?: Block[];
  /** What a template says of it: ids of facts, by name. */
  values: Readonly<Record<string, string | undefined>>;
  /** Id of the fact of a code. */
  coupon?: string;
  /** Id of the fact of when an offer ends, and that moment. */
  offerEnds?: { fact: string; at: number };
}

/** Free text, with the template that takes its place should it come too late; or the template. */
export interface Form {
  template?: ChannelTemplate;
  late?: ChannelTemplate;
}

/** `places`: names of values in the order of the template's places. */
export interface AskedTemplate {
  name: string;
  places: readonly string[];
  when: DeliveryTemplate['when'];
}

/** A message in words, with its facts, and the template that it goes by; or why there are none. */
export async function wordsOf(
  { images }: WordsDeps,
  { template: asked }: { template?: AskedTemplate },
  { template, late }: Form,
  gathered: Gathered,
  notebook: Notebook,
): Promise<{ reply: Omit<NewReply, 'replyId' | 'by'>; template?: DeliveryTemplate } | string> {
  const { locale, facts } = notebook;
  const { blocks } = gathered;
  const filled = filledWith(asked, template ?? late, gathered, notebook);
  if (template && filled) {
    if (typeof filled === 'string') return filled;
    const stated = new Set(
      filled.rendered.blocks.flatMap((block) =>
        block.type === 'text' ? block.runs.flatMap(({ fact }) => fact ?? []) : [],
      ),
    );
    return {
      reply: { rendered: filled.rendered, facts: [...facts.values()].filter(({ id }) => stated.has(id)) },
      template: filled.template,
    };
  }
  if (!blocks) return 'window_closed';
  const document = { language: languageOf(locale), blocks };
  const shown = blocks.flatMap((block) => ('cards' in block ? block.cards : []));
  const image = await images([...new Set(shown.map(({ productId }) => productId))], locale);
  return {
    reply: {
      document,
      rendered: render(document, facts, { locale, image }),
      facts: [...factIdsOf(document)].flatMap((id) => facts.get(id) ?? []),
    },
    ...(typeof filled === 'object' && { template: filled.template }),
  };
}

function filledWith(
  asked: AskedTemplate | undefined,
  template: ChannelTemplate | undefined,
  { values, coupon, offerEnds }: Gathered,
  notebook: Notebook,
): ReturnType<typeof fillTemplate> | undefined {
  if (!asked || !template) return undefined;
  const named = Object.entries(values).flatMap(([name, id]) =>
    id === undefined ? [] : [[name, notebook.runsOf(id)] as const],
  );
  return fillTemplate(
    template,
    asked.places,
    {
      values: new Map(named),
      coupon: coupon === undefined ? undefined : notebook.runsOf(coupon),
      offerEnds: offerEnds && { at: offerEnds.at, runs: notebook.runsOf(offerEnds.fact) },
    },
    { locale: notebook.locale, when: asked.when },
  );
}

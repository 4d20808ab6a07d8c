import { type PhraseKey, phraseText } from '../../grounding/phrases/phrases.ts';
import type { RenderedBlock, RenderedCard, RenderedReply } from '../../grounding/rendered-reply.ts';
import type { AskedFor, ReplyForm, VendorMessage } from '../channel.ts';
import { choiceId } from '../render/choice-id.ts';
import { joined, type Passage, passageOf, passageOfRuns, words } from '../render/passage.ts';
import { cut, split, splitTail } from '../render/split.ts';
import { blockText, textReply } from '../render/text-reply.ts';
import { asButtons, asRows, fitButtons, type Offer, offerOf, offersOf, tooLongForRows } from './choices.ts';
import type { FormName } from './flows/forms.ts';
import { LIMITS } from './limits.ts';
import {
  buttonsMessage,
  type CarouselCard,
  carouselMessage,
  catalogMessage,
  flowMessage,
  imageMessage,
  linkMessage,
  listMessage,
  productListMessage,
  productMessage,
  textMessage,
} from './messages.ts';

export interface RenderOptions {
  /** The merchant's catalogue at Meta; products that are in it can be put into WhatsApp's own cart. */
  catalog?: {
    id: string;
    /** Undefined for a variant that is not there. */
    retailerId: (variantId: string) => string | undefined;
    /** Whether there is nothing in it. */
    isEmpty: () => boolean;
  };
  /** What may be given in a form. */
  forms?: Partial<Record<FormName, FormSource>>;
}

/** The Flow for a language at Meta, and whose it is. */
export interface FormSource {
  flowId: (language: string) => string | undefined;
  token: (language: string, conversationId: string) => string;
}

/**
 * A reply as messages within WhatsApp's limits. Everything stated stands in texts, bodies, cards and the address behind a button, in the
 * order of the reply; rows of a list say again what they stand for. What Meta wants a word for and the reply has none gets a phrase of the
 * shop.
 */
export function render(
  reply: RenderedReply,
  options: RenderOptions = {},
  form: ReplyForm = 'rich',
  conversationId?: string,
  asks?: AskedFor,
): VendorMessage[] {
  if (form === 'text') return textReply(reply, LIMITS.text).map(textMessage);
  const composer = new Composer(reply.language, options, conversationId);
  for (const block of reply.blocks) composer.add(block);
  return composer.end(asks);
}

type Of<T extends RenderedBlock['type']> = Extract<RenderedBlock, { type: T }>;

class Composer {
  readonly #language: string;
  readonly #options: RenderOptions;
  readonly #conversationId: string | undefined;
  readonly #messages: VendorMessage[] = [];
  #hasForm = false;
  /** Said, and not yet in a message. */
  #said: Passage[] = [];
  /** Products said that can be tapped. */
  #offers: Offer[] = [];
  /** Of the one product said. */
  #image: string | undefined;

  constructor(language: string, options: RenderOptions, conversationId: string | undefined) {
    this.#language = language;
    this.#options = options;
    this.#conversationId = conversationId;
  }

  add(block: RenderedBlock): void {
    if (block.type === 'products') this.#products(block);
    else if (block.type === 'link') this.#link(block);
    else if (block.type === 'quick_replies') this.#quickReplies(block);
    else this.#said.push(passageOf(block));
  }

  end(asks: AskedFor | undefined): VendorMessage[] {
    this.#offer(this.#offers);
    if (asks === 'product') this.#catalog();
    else if (asks) this.#form(asks);
    this.#say();
    return this.#messages;
  }

  #products(block: Of<'products'>): void {
    if (this.#offers.length > 0) this.#offer(this.#offers);
    if (block.cards.length === 0) return;
    if (this.#fromCatalog(block) || this.#carousel(block)) return;
    this.#said.push(blockText(block));
    if (block.cards.length === 1) this.#image = imageOf(block.cards[0]!);
    else this.#offers = block.cards.map((card, index) => offerOf(card, index + 1));
  }

  #fromCatalog(block: Of<'products'>): boolean {
    const { catalog } = this.#options;
    const ids = block.cards.map(({ variantId }) => catalog?.retailerId(variantId));
    if (!catalog || ids.length > LIMITS.productList.products || ids.includes(undefined)) return false;
    const known = [...new Set(ids as string[])];
    this.#said.push(blockText(block));
    const text = this.#body();
    this.#messages.push(
      known.length === 1
        ? productMessage(text, catalog.id, known[0]!)
        : productListMessage(text, this.#phrase('products'), catalog.id, known),
    );
    return true;
  }

  /** Only under words of the reply's own, and where every card says all it has to. */
  #carousel(block: Of<'products'>): boolean {
    const { min, max, body, lineBreaks } = LIMITS.carousel;
    const count = block.cards.length;
    if (block.layout !== 'carousel' || count < min || count > max || this.#said.length === 0) return false;
    const title = cut(this.#phrase('details'), LIMITS.buttons.title);
    const taken = new Set<string>();
    const cards: CarouselCard[] = [];
    for (const card of block.cards) {
      const image = imageOf(card);
      const { text } = passageOf({ ...block, cards: [card] });
      if (!image || text.trim() === '' || text.length > body || text.split('\n').length - 1 > lineBreaks)
        return false;
      const id = choiceId(offerOf(card, 1).send, LIMITS.buttons.id, taken, card.variantId);
      taken.add(id);
      cards.push({ image, text, choice: { id, title } });
    }
    this.#messages.push(carouselMessage(this.#body(), cards));
    return true;
  }

  #link(block: Of<'link'>): void {
    // A button takes https only; the address in the text can be tapped as well.
    if (!block.url.startsWith('https://') || !URL.canParse(block.url)) {
      this.#said.push(passageOf(block));
      if (block.purpose === 'checkout') this.#form('address', true);
      return;
    }
    const { text: label } = passageOfRuns(block.label);
    const isLabel = label.trim() !== '' && label.length <= LIMITS.ctaLabel && !label.includes('\n');
    this.#offer(this.#offers);
    // A label that says all there is to say stands above its own button.
    const asBody = !isLabel || this.#said.length === 0;
    if (asBody) this.#said.push(passageOfRuns(block.label));
    const shown = asBody ? this.#phrase('open_link') : label;
    this.#messages.push(linkMessage(this.#body(), shown, block.url));
    if (block.purpose === 'checkout') this.#form('address', true);
  }

  /**
   * What is asked for may be given in a form; without one for this language the question stands alone.
   * @param apart what was said before is no question for it
   */
  #form(name: FormName, apart = false): void {
    const form = this.#options.forms?.[name];
    const flowId = form?.flowId(this.#language);
    if (!form || flowId === undefined || this.#conversationId === undefined || this.#hasForm) return;
    this.#hasForm = true;
    if (apart) this.#say();
    const label = this.#phrase(`form_${name}`);
    const token = form.token(this.#language, this.#conversationId);
    const text = this.#said.length > 0 ? this.#body() : label;
    this.#messages.push(flowMessage(text, { flowId, token, label: cut(label, LIMITS.flowCta) }));
  }

  /** Under the question what they look for, all there is. */
  #catalog(): void {
    const { catalog } = this.#options;
    if (!catalog || catalog.isEmpty() || this.#said.length === 0) return;
    this.#messages.push(catalogMessage(this.#body()));
  }

  #quickReplies(block: Of<'quick_replies'>): void {
    const offers = offersOf(block);
    const together = [...this.#offers, ...offers];
    if (together.length <= LIMITS.list.rows) this.#offer(together);
    else {
      this.#offer(this.#offers);
      this.#offer(offers);
    }
  }

  #offer(offers: readonly Offer[]): void {
    this.#offers = [];
    if (offers.length === 0) return;
    if (fitButtons(offers)) {
      const image = this.#image;
      this.#messages.push(buttonsMessage(this.#body(), asButtons(offers), image));
      return;
    }
    for (let from = 0; from < offers.length; from += LIMITS.list.rows) {
      const some = offers.slice(from, from + LIMITS.list.rows);
      for (const label of tooLongForRows(some)) this.#said.push(words(`[${label}]`));
      const label = cut(this.#phrase('choose'), LIMITS.list.button);
      this.#messages.push(listMessage(this.#body(), label, asRows(some)));
    }
  }

  /** What was said, as the words above something to tap; what does not fit is said before. */
  #body(): string {
    const { head, tail } = splitTail(joined(this.#said, '\n\n'), LIMITS.body);
    this.#said = [];
    this.#image = undefined;
    this.#texts(head);
    return tail && tail.text.trim() !== '' ? tail.text : this.#phrase('choose_here');
  }

  #say(): void {
    const passage = joined(this.#said, '\n\n');
    this.#said = [];
    if (this.#image !== undefined && passage.text.length <= LIMITS.caption && passage.text.trim() !== '')
      this.#messages.push(imageMessage(this.#image, passage.text));
    else this.#texts(passage);
    this.#image = undefined;
  }

  #texts(passage: Passage): void {
    for (const { text } of split(passage, LIMITS.text))
      if (text.trim() !== '') this.#messages.push(textMessage(text));
  }

  #phrase(key: PhraseKey): string {
    return phraseText(key, this.#language);
  }
}

/** Meta fetches pictures itself, and only so. */
const imageOf = ({ image }: RenderedCard): string | undefined =>
  image?.url.startsWith('https://') && URL.canParse(image.url) ? image.url : undefined;

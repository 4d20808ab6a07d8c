import type { RenderedBlock, RenderedCard, Run } from '../grounding/rendered-reply.ts';
import type { ReplyView } from '../surfaces/chat/shapes.ts';
import { table } from './context.ts';

/** What would move the cursor or change the terminal is no text. */
export const plain = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, ' ');

const said = (runs: readonly Run[] | undefined): string =>
  plain((runs ?? []).map(({ text }) => text).join(''));

/** A reply for the terminal: cards as lists, comparisons and carts as tables. */
export function replyText({ blocks, by, author }: Pick<ReplyView, 'blocks' | 'by' | 'author'>): string {
  const name = by === 'person' ? [`${plain(author ?? '')}:`] : [];
  return [...name, ...blocks.map(blockText)].join('\n\n');
}

function blockText(block: RenderedBlock): string {
  switch (block.type) {
    case 'text':
      return said(block.runs);
    case 'products':
      return block.cards.map((card, index) => cardText(card, index + 1)).join('\n');
    case 'comparison':
      return aligned([
        ['', ...block.cards.map(({ title }) => said(title))],
        ['', ...block.cards.map(({ price }) => said(price))],
        ...block.rows.map(({ label, values }) => [
          plain(label),
          ...values.map((value) => (value ? said(value) : '–')),
        ]),
      ]);
    case 'cart':
      return lines(block.lines, block.totals);
    case 'order':
      return [
        [said(block.number), said(block.status)].join(' · '),
        lines(block.lines, block.totals),
        ...(block.delivery ? [said(block.delivery)] : []),
        ...block.tracking.map(said),
      ].join('\n');
    case 'link':
      return `${said(block.label)}: ${plain(block.url)}`;
    case 'quick_replies':
      return block.options.map(({ label }) => `[${plain(label)}]`).join(' ');
  }
}

function cardText(card: RenderedCard, number: number): string {
  const title = [said(card.title), said(card.options)].filter(Boolean).join(', ');
  const rest = [card.price, card.compareAt, card.stock, card.reason].map(said).filter(Boolean).join(' · ');
  return `${String(number).padStart(3)}. ${title}\n     ${rest}`;
}

type Line = { quantity: Run[]; title: Run[]; options?: Run[] | undefined; total: Run[] };

const lines = (list: readonly Line[], totals: readonly { label: string; value: Run[] }[]): string =>
  aligned([
    ...list.map((line) => [
      `${said(line.quantity)} × ${[said(line.title), said(line.options)].filter(Boolean).join(', ')}`,
      said(line.total),
    ]),
    ...totals.map(({ label, value }) => [plain(label), said(value)]),
  ]);

const aligned = (rows: string[][]): string =>
  table(rows)
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');

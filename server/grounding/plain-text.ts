import type { RenderedBlock, RenderedCard, RenderedReply, Run, Span } from './rendered-reply.ts';

/**
 * A rendered reply as one text, and where each fact stands in it: what a certificate is about, what a screen reader reads, and
 * what a channel without cards sends.
 */
export function plainText({ blocks }: Pick<RenderedReply, 'blocks'>): { text: string; spans: Span[] } {
  let text = '';
  const spans: Span[] = [];
  const put = (runs: readonly Run[]): void => {
    for (const run of runs) {
      if (run.fact !== undefined)
        spans.push({ start: text.length, end: text.length + run.text.length, fact: run.fact });
      text += run.text;
    }
  };
  blocks.forEach((block, index) => {
    if (index > 0) text += '\n\n';
    linesOf(block).forEach((line, at) => {
      if (at > 0) text += '\n';
      put(line);
    });
  });
  return { text, spans };
}

const plain = (text: string): Run => ({ text });

function joined(parts: readonly (readonly Run[] | undefined)[], between: string): Run[] {
  return parts
    .filter((part): part is readonly Run[] => part !== undefined && part.length > 0)
    .flatMap((part, index) => (index === 0 ? part : [plain(between), ...part]));
}

const cardLine = (card: RenderedCard): Run[] =>
  joined(
    [joined([card.title, card.options], ', '), card.price, card.compareAt, card.stock, card.reason],
    ' · ',
  );

function linesOf(block: RenderedBlock): Run[][] {
  switch (block.type) {
    case 'text':
      return [block.runs];
    case 'products':
      return block.cards.map(cardLine);
    case 'comparison':
      return [
        ...block.cards.map(cardLine),
        ...block.rows.map(({ label, values }) => [
          plain(`${label}: `),
          ...joined(
            values.map((value) => value ?? [plain('–')]),
            ' / ',
          ),
        ]),
      ];
    case 'cart':
      return [
        ...block.lines.map(({ title, options, quantity, total }) => [
          ...quantity,
          plain(' × '),
          ...joined([title, options], ', '),
          plain(': '),
          ...total,
        ]),
        ...block.totals.map(({ label, value }) => [plain(`${label}: `), ...value]),
      ];
    case 'order':
      return [
        joined([block.number, block.status], ' · '),
        ...block.lines.map(({ title, quantity, total }) => [
          ...quantity,
          plain(' × '),
          ...title,
          plain(': '),
          ...total,
        ]),
        ...block.totals.map(({ label, value }) => [plain(`${label}: `), ...value]),
        ...(block.delivery ? [block.delivery] : []),
        ...block.tracking,
      ];
    case 'link':
      return [[...block.label, plain(': '), { text: block.url, fact: block.fact }]];
    case 'quick_replies':
      return [[plain(block.options.map(({ label }) => `[${label}]`).join(' '))]];
  }
}

import type { Grader, Observation, Violation } from '../contract.ts';
import { literalSource } from './literal.ts';
import { graded, skipped, wholly } from './pass.ts';

const NAME = 'text';

/** Whether the replies hold what they must, and nothing of what they must not. */
export const textGrader: Grader = {
  name: NAME,
  group: 'behaviour',
  about: 'words that must, and that must not, be said',
  grade: (observation, { case: { expect } }) => {
    const { require = [], forbid = [] } = expect.text ?? {};
    if (require.length + forbid.length === 0) return skipped(NAME, 'the case names no words');
    const replies = repliesOf(observation);
    return graded(NAME, [
      ...require
        .filter((wanted) => !replies.some(({ text }) => find(wanted, text)))
        .map((wanted) => wholly('text_missing', `“${wanted}” is said nowhere`)),
      ...forbid.flatMap((unwanted) => replies.flatMap((reply) => forbidden(unwanted, reply))),
    ]);
  },
};

interface Said {
  text: string;
  turn: number;
  at: number;
}

/** What the assistant said, with the places of the messages. */
export const repliesOf = ({ messages }: Pick<Observation, 'messages'>): Said[] =>
  messages.flatMap(({ role, text, turn }, at) => (role === 'assistant' ? [{ text, turn, at }] : []));

function forbidden(unwanted: string, { text, turn, at }: Said): Violation[] {
  const found = find(unwanted, text);
  if (!found) return [];
  return [
    {
      kind: 'text_forbidden',
      ...found,
      text: text.slice(found.start, found.end),
      message: `“${unwanted}” must not be said`,
      turn,
      at,
    },
  ];
}

/** Where a text or `/regex/flags` stands in another: any case, any white space. */
export function find(wanted: string, text: string): { start: number; end: number } | undefined {
  const regex = /^\/(.+)\/([a-z]*)$/s.exec(wanted);
  const pattern = regex
    ? new RegExp(regex[1]!, regex[2]!.replace('g', ''))
    : new RegExp(literalSource(wanted), 'iu');
  const found = pattern.exec(text);
  return found ? { start: found.index, end: found.index + found[0].length } : undefined;
}

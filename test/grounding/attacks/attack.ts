import { plainText } from '../../../server/grounding/plain-text.ts';
import { render } from '../../../server/grounding/render.ts';
import type { Segment } from '../../../server/grounding/reply.ts';
import type { Script } from '../../fakes/openai/server.ts';
import { type Attempt, attempts } from '../corpus/generate.ts';
import type { Corpus, WriteAttack } from '../corpus/skeleton.ts';
import type { AttackedTalk } from './attacked-shop.ts';

/**
 * `refused`: nothing of it was said. `shortened`: the honest part was said, the lie was not. `absent`: this conversation has no such
 * fact. `true`: two products cost the same, so that a swap is none.
 */
export type Outcome = 'refused' | 'shortened' | 'sent' | 'absent' | 'true';

export interface Attacked {
  attempt: Attempt;
  outcome: Outcome;
  /** What the customer read, when the lie was sent. */
  text?: string;
}

/** Lies of a corpus, two in a turn: what was refused is followed by the next lie. */
export async function* attack(
  corpus: Corpus,
  talks: readonly AttackedTalk[],
  options: { seed: number; count: number },
): AsyncGenerator<Attacked> {
  const pending: { attempt: Attempt; text: string; talk: AttackedTalk }[] = [];
  let at = 0;
  for (const attempt of attempts(corpus, options)) {
    const talk = talks[Math.floor(at / 2) % talks.length]!;
    at += 1;
    await talk.prepared();
    const text = written(attempt.says, talk);
    if (text === undefined || isSwapOfEquals(attempt, talk)) {
      yield { attempt, outcome: text === undefined ? 'absent' : 'true' };
      continue;
    }
    const waiting = pending[0];
    if (waiting && waiting.talk !== talk) {
      yield* lie([pending.shift()!]);
    }
    pending.push({ attempt, text, talk });
    if (pending.length === 2) yield* lie(pending.splice(0));
  }
  if (pending.length > 0) yield* lie(pending);
}

async function* lie(
  tries: readonly { attempt: Attempt; text: string; talk: AttackedTalk }[],
): AsyncGenerator<Attacked> {
  const { talk } = tries[0]!;
  const { turn, text: read } = await talk.say(tries.map(({ text }) => replyWith(text)));
  const used = turn.withheld.length > 0 ? tries.length : 1;
  const accepted = turn.by === 'model';
  for (const [index, { attempt, text }] of tries.entries()) {
    // A first lie that was accepted leaves no turn for the second: it is told on its own.
    if (index > 0 && used === 1) {
      yield* lie([tries[index]!]);
      continue;
    }
    const lies = attempt.lies
      .map((words) => written(words, talk) ?? words)
      .map((words) => shown(words, talk));
    const whole = shown(text, talk);
    // What the shop says without the model is true, also when a lie was put in the same words.
    const said = accepted && (lies.some((words) => read.includes(words)) || read.includes(whole));
    const outcome = said ? 'sent' : accepted ? 'shortened' : 'refused';
    yield { attempt, outcome, ...(said && { text: read }) };
  }
}

export const replyWith = (text: string): Script => ({ calls: [{ name: 'reply', args: { text } }] });

/** With ids of facts in the places of names; undefined when one of them was not read. */
export function written(template: string, talk: AttackedTalk): string | undefined {
  try {
    return template
      .replaceAll('|', '')
      .replace(/\{([^{}]*)\}/g, (place, name: string) =>
        /^f\d+$/.test(name) ? place : `{${talk.fact(name).id}}`,
      );
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** As the customer would read it. */
function shown(text: string, talk: AttackedTalk): string {
  const segments = text
    .split(/\{(f\d+)\}/)
    .flatMap((part, at): Segment[] =>
      part === ''
        ? []
        : at % 2 === 1 && talk.known(part)
          ? [{ type: 'fact', fact: part }]
          : [{ type: 'text', text: part }],
    );
  if (segments.length === 0) return text;
  const document = { language: talk.language, blocks: [{ type: 'text' as const, segments }] };
  return plainText(render(document, talk.facts, { locale: talk.language })).text.trim();
}

function isSwapOfEquals({ says }: Attempt, talk: AttackedTalk): boolean {
  const swapped = says.replace(
    /\{([AB])\.(price|stock|compare_at)\}/g,
    (_, letter, kind) => `{${letter === 'A' ? 'B' : 'A'}.${kind}}`,
  );
  if (swapped === says) return false;
  const [one, other] = [written(says, talk), written(swapped, talk)];
  return one !== undefined && other !== undefined && shown(one, talk) === shown(other, talk);
}

export interface AttackedWrite {
  write: WriteAttack;
  outcome: 'refused' | 'written' | 'absent';
}

/** Asks for nothing. */
const THANKS = { en: 'Thank you.', es: 'Gracias.', pt: 'Obrigado.', de: 'Danke.', fr: 'Merci.' };
/** Makes a message too long for the rules for plain requests, so that the model is asked. */
const CHATTER = 'Hm. '.repeat(45);

/** Writes that the customer's words do not ask for. */
export async function* attackWrites(corpus: Corpus, talk: AttackedTalk): AsyncGenerator<AttackedWrite> {
  for (const attempt of corpus.writes) {
    await talk.prepared();
    const args = fill(attempt.arguments, talk);
    if (args === undefined) {
      yield { write: attempt, outcome: 'absent' };
      continue;
    }
    const propose = { calls: [{ name: attempt.tool, args: { ...args, customer_words: attempt.words } }] };
    const before = await talk.state();
    await talk.say([propose, replyWith(THANKS[talk.language])], `${attempt.customer}\n${CHATTER}`);
    const after = await talk.state();
    yield { write: attempt, outcome: before === after ? 'refused' : 'written' };
  }
}

function fill(args: WriteAttack['arguments'], talk: AttackedTalk): Record<string, unknown> | undefined {
  try {
    const text = JSON.stringify(args).replace(/\{(\w+)\.?(\w*)\}/g, (_, name: string, part: string) => {
      const { subject } = talk.fact(
        part === 'variant' || part === 'product' ? `${name}.price` : `cart.${part}.total`,
      );
      const id =
        part === 'variant' ? subject.variantId : part === 'product' ? subject.productId : subject.lineId;
      return id ?? '';
    });
    return JSON.parse(text) as Record<string, unknown>;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

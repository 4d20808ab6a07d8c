import type { Corpus } from '../corpus/skeleton.ts';
import { replyWith, written } from './attack.ts';
import type { AttackedTalk } from './attacked-shop.ts';

export interface Told {
  says: string;
  outcome: 'said' | 'shortened' | 'refused' | 'absent';
}

/** Replies in which every statement is a fact. */
export async function* honest(corpus: Corpus, talks: readonly AttackedTalk[]): AsyncGenerator<Told> {
  for (const { says } of corpus.faithful) {
    const able: AttackedTalk[] = [];
    for (const talk of talks) {
      await talk.prepared();
      if (written(says, talk) !== undefined) able.push(talk);
    }
    const [talk] = able;
    if (!talk) {
      yield { says, outcome: 'absent' };
      continue;
    }
    const { turn } = await talk.say([replyWith(written(says, talk)!)]);
    const accepted = turn.by === 'model';
    yield { says, outcome: !accepted ? 'refused' : turn.withheld.length > 0 ? 'shortened' : 'said' };
  }
}

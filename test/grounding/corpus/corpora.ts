import { en } from './en/index.ts';
import type { Corpus } from './skeleton.ts';

/** What lying and honest assistants say, by language. */
export const corpora: readonly Corpus[] = [en];

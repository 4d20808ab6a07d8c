import { de } from './de/index.ts';
import { en } from './en/index.ts';
import { es } from './es/index.ts';
import { fr } from './fr/index.ts';
import { pt } from './pt/index.ts';
import type { Corpus } from './skeleton.ts';

/** What lying and honest assistants say, by language. */
export const corpora: readonly Corpus[] = [en, es, pt, de, fr];

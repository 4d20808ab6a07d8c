import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Turn } from '../../server/agent/reading/model.ts';

export const LANGUAGES = ['en', 'es', 'pt', 'de', 'fr'] as const;

const parsed = (text: string): Turn[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Turn);

/** The half that may be read while the classifier is worked on. */
export const openTurns = (language: string): Turn[] =>
  parsed(readFileSync(new URL(`holdout/${language}.jsonl`, import.meta.url), 'utf8'));

/** The half that judges at the end, in all languages. */
export const sealedTurns = (): Turn[] =>
  parsed(gunzipSync(readFileSync(new URL('holdout/sealed.jsonl.gz', import.meta.url))).toString('utf8'));

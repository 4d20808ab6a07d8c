import { readFileSync } from 'node:fs';
import type { Reading, ReadOptions } from './model.ts';
import { type ReaderModels, readWith } from './read-with.ts';
import { decodeReader } from './weights-file.ts';

const LANGUAGES = /^(en|es|pt|de|fr)\b/i;
const loaded = new Map<string, ReaderModels>();

/** The models of a language, read once; those of English for languages that are not known. */
export function readerModels(language: string): ReaderModels {
  const name = LANGUAGES.exec(language)?.[1]?.toLowerCase() ?? 'en';
  let models = loaded.get(name);
  if (!models) {
    models = decodeReader(readFileSync(new URL(`./weights/${name}.gz`, import.meta.url)));
    loaded.set(name, models);
  }
  return models;
}

/**
 * Reads a message: what it wants, in the order of its words, and what it names. Says nothing about what a shop has: products are words here.
 * @example read('two of the blue one please', { language: 'en', asked: 'products_shown' })
 */
export function read(text: string, { language, asked }: ReadOptions): Reading {
  return readWith(readerModels(language), text.slice(0, MOST), asked ?? '');
}
/** Characters that are read; what is longer is no message that plain rules should answer. */
const MOST = 2_000;

/** From this confidence on a reading may be answered: in training, on turns it had not seen, so few were wrong. */
export const answersFrom = (language: string): number => readerModels(language).threshold;

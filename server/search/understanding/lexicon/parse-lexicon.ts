/** The languages of the columns, in their order. */
export const LANGUAGES = ['en', 'es', 'pt', 'de', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A kind of thing that shops sell. */
export interface Concept {
  readonly id: string;
  /** The next wider kind: a chromebook is a laptop. */
  readonly parent: Concept | undefined;
  /** Goes with another thing: a case, a cable, a warranty. */
  readonly accessory: boolean;
}

export interface LexiconRow {
  readonly concept: Concept;
  readonly language: Language;
  readonly phrases: readonly string[];
}

/**
 * Reads a table of concepts: one a line, `id [< parent] | English | Spanish | Portuguese | German | French`, the names
 * in each language apart by commas, singular unless the plural is irregular.
 * @throws Error for a line of another form or a parent that no earlier line has
 */
export function parseLexicon(text: string, accessory: boolean, known: Map<string, Concept>): LexiconRow[] {
  const rows: LexiconRow[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const [name = '', ...columns] = line.split('|').map((part) => part.trim());
    const [id = '', parentId] = name.split('<').map((part) => part.trim());
    const parent = parentId === undefined ? undefined : known.get(parentId);
    if (columns.length !== LANGUAGES.length || known.has(id) || (parentId !== undefined && !parent)) {
      throw new Error(`lexicon: cannot read the line of ${name}`);
    }
    const concept: Concept = { id, parent, accessory };
    known.set(id, concept);
    for (const [i, language] of LANGUAGES.entries()) {
      rows.push({ concept, language, phrases: columns[i]!.split(',').map((phrase) => phrase.trim()) });
    }
  }
  return rows;
}

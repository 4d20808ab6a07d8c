const MARK = '\u0001';

/**
 * The label of a filter term that stands in no facet, because its facet has it in another language: what it is written
 * like, and in which languages.
 */
export const hiddenLabel = {
  write: (text: string, languages: readonly string[]): string =>
    `${MARK}${languages.join(',')}${MARK}${text}`,
  is: (label: string): boolean => label.startsWith(MARK),
  /** Reads any label. */
  read: (label: string): { text: string; languages?: string[] } => {
    if (!label.startsWith(MARK)) return { text: label };
    const end = label.indexOf(MARK, 1);
    return { text: label.slice(end + 1), languages: label.slice(1, end).split(',') };
  },
};

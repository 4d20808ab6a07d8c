/** The source of a pattern that matches a text as it stands, with any white space between its words. For flags `u` or `v`. */
export const literalSource = (text: string): string => text.trim().split(/\s+/u).map(escaped).join('\\s+');

/** A text with what has a meaning in patterns taken for itself. */
export const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** Where the server refuses something: hands on what was found, and so decides nothing itself. */
export type Guard = <Found>(found: Found) => Found | undefined;

const guards = new Map<string, string>();

/**
 * Registers a place that refuses, so that `npm run evals:mutate` can take it away and show that a case notices. Nothing here can be
 * switched: that command loads another module in place of this one, in a process of its own.
 * @param id `area:what`, unique
 * @param keeps what does not happen thanks to it
 * @example
 * const forgedQuote = defineGuard('quote:forged', 'Nobody pays a price that this shop did not quote.');
 * if (forgedQuote(!isGenuine(id))) return refused('forged');
 */
export function defineGuard(id: string, keeps: string): Guard {
  if (guards.has(id)) throw new Error(`there are two guards ${id}`);
  guards.set(id, keeps);
  return (found) => found;
}

/** What each guard that was loaded keeps from happening, by its id. */
export const registeredGuards = (): ReadonlyMap<string, string> => guards;

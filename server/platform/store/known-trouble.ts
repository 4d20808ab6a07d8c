import type { Log } from '../log.ts';
import { StoreUnavailableError } from './errors.ts';

/**
 * The same log for what works in the background, without what follows from a store that is unavailable: of that the store
 * itself tells, once, while every job and timer that meets it would tell it again.
 */
export function withoutKnownTrouble(log: Log): Log {
  const isKnown = (details: object): boolean =>
    'err' in details && details.err instanceof StoreUnavailableError;
  return {
    warn: (details, message) => {
      if (!isKnown(details)) log.warn(details, message);
    },
    error: (details, message) => {
      if (!isKnown(details)) log.error(details, message);
    },
  };
}

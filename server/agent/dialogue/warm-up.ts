import { setImmediate } from 'node:timers/promises';
import { FIRST_STATE } from './states.ts';
import { understand } from './wishes.ts';

/** Any sentence that goes through all parts of the reader. */
const SENTENCE = 'Hello, 2 blue lamps under $40 please, and where is order SW-10001?';

/** Loads what reading messages in these languages needs, so that the first customer does not wait for it. */
export async function warmUp(languages: Iterable<string>): Promise<void> {
  for (const language of new Set(languages)) {
    understand(SENTENCE, { language, state: FIRST_STATE });
    await setImmediate();
  }
}

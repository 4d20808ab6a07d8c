import { folded } from '../../platform/folded.ts';
import type { Intent } from './words.ts';

/** What the buttons of the shop say, in conversations of every language. */
const BUTTONS: ReadonlyMap<string, Intent> = new Map([
  ['checkout', 'checkout'],
  ['show cart', 'cart'],
  ['add it', 'add'],
]);

/** What a message asks for that is nothing but the words of a button. */
export const buttonIntent = (text: string): Intent | undefined => BUTTONS.get(folded(text));

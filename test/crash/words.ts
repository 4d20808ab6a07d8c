import { PLENTY, SCARCE } from './catalog.ts';
import type { Random } from './random.ts';

/** Something that a customer of a chat says. */
export function anyWords(random: Random): string {
  const thing = (): string =>
    random.chance(0.8) ? `plenty ${random.pick(PLENTY)}` : `scarce ${random.pick(SCARCE)}`;
  const what = random.weighted({ add: 50, price: 15, search: 15, cart: 15, returns: 5 });
  if (what === 'add') return `add ${random.between(1, 3)} ${thing()} to my cart`;
  if (what === 'price') return `how much is ${thing()}?`;
  if (what === 'search') return `do you have ${thing()}?`;
  return what === 'cart' ? 'show my cart' : 'how can I return something?';
}

import { parseForm, text } from './form.ts';
import { TEST_CARDS } from './test-cards.ts';
import type { World } from './world.ts';

export type PageAnswer = { status: 200; html: string } | { status: 303; location: string };

/** What the buyer sees at Stripe: the 3-D Secure page and the Checkout page. Undefined for any other address. */
export function page(world: World, method: string, path: string, body: string): PageAnswer | undefined {
  const [, kind, id] = /^\/(3ds|c\/pay)\/(\w+)$/.exec(path) ?? [];
  if (!kind || !id) return undefined;
  const form = method === 'POST' ? parseForm(body) : undefined;
  if (kind === '3ds') {
    if (!form) return html('3-D Secure', 'decision', ['approve', 'decline']);
    const intent = world.authenticate(id, text(form, 'decision') === 'approve');
    const back = new URL(intent.return_url ?? 'about:blank');
    back.searchParams.set('payment_intent', id);
    return { status: 303, location: back.href };
  }
  const session = world.session(id);
  if (!form) {
    return session.status === 'open'
      ? html('Checkout', 'card', Object.keys(TEST_CARDS))
      : html(`This session is ${session.status}`, 'card', []);
  }
  const paid = world.payOnPage(id, text(form, 'card') ?? '');
  if (paid.payment_status === 'paid') return { status: 303, location: paid.success_url };
  return html('Your card was declined', 'card', Object.keys(TEST_CARDS));
}

const html = (title: string, name: string, choices: readonly string[]): PageAnswer => ({
  status: 200,
  html: `<!doctype html><title>${title}</title><h1>${title}</h1><form method="post">${choices
    .map((choice) => `<button name="${name}" value="${choice}">${choice}</button>`)
    .join('')}</form>`,
});

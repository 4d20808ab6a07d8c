import { type Request, type Response, Router } from 'express';
import { escapeHtml } from '../../platform/html/escape.ts';
import { pageHtml } from '../../platform/html/page.ts';
import { THEME } from '../../platform/html/theme.ts';
import type { Store } from '../../platform/store/port.ts';
import { devOutbox, OUTBOX_SIZE } from './dev-outbox.ts';

/**
 * Shows the development outbox, to be mounted at `/dev/outbox` and only in development: it holds one-time codes.
 * `/dev/outbox` lists, `/dev/outbox/{id}` shows the HTML of one message, `/dev/outbox/messages.json` answers
 * `{messages: [{id, to, template, subject, text, sentAt}]}`, newest first.
 */
export function createDevOutboxPage(options: { store: Store }): Router {
  const router = Router();
  const newest = () =>
    options.store.find(devOutbox, { sort: { field: 'sentAt', direction: 'desc' }, limit: OUTBOX_SIZE });

  router.use((_req, res, next) => {
    res.set({
      'Content-Security-Policy':
        "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    });
    next();
  });

  router.get('/', async (req, res) => {
    const messages = await newest();
    const items = messages.map(
      (message) => `<article><h2>${escapeHtml(message.subject)}</h2>
<p class="meta">${escapeHtml(message.to)} · ${escapeHtml(message.template)} · <time>${new Date(message.sentAt).toISOString()}</time> · <a href="${escapeHtml(req.baseUrl)}/${escapeHtml(message._id)}">HTML</a></p>
<pre>${escapeHtml(message.text)}</pre></article>`,
    );
    const empty = '<p>No messages yet. What the shop sends to customers appears here.</p>';
    send(
      res,
      `<h1>Outbox</h1><p class="meta">Development only. Nothing here was sent to anybody.</p>${items.join('\n') || empty}`,
    );
  });

  router.get('/messages.json', async (_req, res) => {
    const messages = await newest();
    res.json({
      messages: messages.map(({ _id, to, template, subject, text, sentAt }) => ({
        id: _id,
        to,
        template,
        subject,
        text,
        sentAt,
      })),
    });
  });

  router.get('/:id', async (req: Request<{ id: string }>, res) => {
    const message = await options.store.get(devOutbox, req.params.id);
    if (!message) return void send(res.status(404), '<h1>No such message</h1>');
    res.type('html').send(message.html);
  });

  return router;
}

function send(res: Response, body: string): void {
  const style = `${THEME}main{max-width:44rem;margin:0 auto;padding:1.5rem 1rem}
article{background:var(--card);border:1px solid var(--line);border-radius:var(--radius);padding:1rem;margin:1rem 0}h2{font-size:1.125rem;margin:0}
a{color:var(--accent)}.meta{font-size:.875rem;color:var(--soft);margin:.25rem 0}pre{font:inherit;white-space:pre-wrap;margin:.75rem 0 0}`;
  const page = { language: 'en', title: 'Outbox', icon: false, head: `<style>${style}</style>` };
  res.type('html').send(pageHtml({ ...page, body: `<main>${body}</main>` }));
}

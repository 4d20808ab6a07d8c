import { type Request, type Response, Router } from 'express';
import { escapeHtml } from '../../platform/http/escape-html.ts';
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
  res.type('html').send(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Outbox</title>
<style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:0 auto;padding:1.5rem 1rem}
article{border:1px solid #8886;border-radius:.75rem;padding:1rem;margin:1rem 0}h2{font-size:1.125rem;margin:0}
.meta{font-size:.875rem;opacity:.75;margin:.25rem 0}pre{font:inherit;white-space:pre-wrap;overflow-wrap:anywhere;margin:.75rem 0 0}</style></head>
<body>${body}</body></html>`);
}

import { readFileSync } from 'node:fs';
import { type RequestHandler, Router } from 'express';
import type { Tool } from '../../../tools/define-tool.ts';
import type { Mount } from '../../platform/http/app.ts';
import { allowOnly } from '../../platform/http/methods.ts';
import { adminRoutes } from '../admin/routes.ts';
import { publisherRoutes } from '../publisher/routes.ts';
import { openApiDocument } from './openapi/document.ts';
import { groupsOf } from './reference/operations.ts';
import { referencePage } from './reference/page.ts';

export interface ReferenceOptions {
  tools: readonly Tool[];
  publicUrl: string;
  version: string;
  /** Whether there are conversations. */
  chat: boolean;
}

/**
 * `/openapi.json`, and `/docs`: the reference for people; `/` leads there. Both are made, when first asked for, from the
 * schemas that requests are checked with.
 */
export function referenceMounts({ tools, publicUrl, version, chat }: ReferenceOptions): Mount[] {
  const document = once(() =>
    openApiDocument({ tools, routes: [...publisherRoutes, ...adminRoutes], publicUrl, version, chat }),
  );
  const json = once(() => JSON.stringify(document()));
  const page = once(() => referencePage({ groups: groupsOf(document(), tools), publicUrl, version }));
  const style = once(() => readFileSync(new URL('./reference/style.css', import.meta.url), 'utf8'));

  const openapi = Router();
  serve(openapi, '/', 'json', json);
  const docs = Router();
  serve(docs, '/', 'html', page);
  serve(docs, '/style.css', 'css', style);
  const root = Router();
  root.get('/', (_req, res) => res.redirect(302, '/docs'));

  const contentSecurityPolicy = {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
    },
  };
  return [
    { path: '/openapi.json', router: openapi, body: 'none' },
    { path: '/docs', router: docs, body: 'none', cors: false, security: { contentSecurityPolicy } },
    { path: '/', router: root, body: 'none' },
  ];
}

function serve(router: Router, path: string, type: string, content: () => string): void {
  const answer: RequestHandler = (_req, res) => {
    res.set('Cache-Control', 'public, max-age=300').type(type).send(content());
  };
  router.get(path, answer);
  router.all(path, allowOnly('GET'));
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

import { Router } from 'express';
import type { Tool } from '../../../tools/define-tool.ts';
import type { Mount } from '../../platform/http/app.ts';
import { allowOnly } from '../../platform/http/methods.ts';
import { adminRoutes } from '../admin/routes.ts';
import { openApiDocument } from './openapi/document.ts';

export interface ReferenceOptions {
  tools: readonly Tool[];
  publicUrl: string;
  version: string;
}

/** `/openapi.json` and `/docs`: the reference, made from the schemas that requests are checked with. */
export function referenceMounts({ tools, publicUrl, version }: ReferenceOptions): Mount[] {
  const description = { tools, routes: adminRoutes, publicUrl, version };
  let document: string | undefined;
  const openapi = Router();
  openapi.get('/', (_req, res) => {
    document ??= JSON.stringify(openApiDocument(description));
    res.set('Cache-Control', 'public, max-age=300').type('json').send(document);
  });
  openapi.all('/', allowOnly('GET'));
  return [{ path: '/openapi.json', router: openapi, body: 'none' }];
}

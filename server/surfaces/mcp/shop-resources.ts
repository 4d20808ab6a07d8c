import type { CallTool } from '../../../tools/call-tool.ts';
import { localized } from '../../commerce/catalog/model.ts';
import type { PolicyService } from '../../commerce/policies/service.ts';
import type { Principal } from '../../commerce/principals/model.ts';
import type { McpResourceProvider } from './contract.ts';

const JSON_TYPE = 'application/json';

/** Policies are listed, products are read by id: both through the tools, so with the same rules, quotes and trail. */
export function shopResources(deps: {
  policies: PolicyService;
  callTool: CallTool;
}): McpResourceProvider<Principal> {
  return {
    templates: [
      {
        uriTemplate: 'shopwright://products/{id}',
        name: 'product',
        title: 'Product',
        description: 'One product with its variants, price quotes and stock, as get_product answers it',
        mimeType: JSON_TYPE,
      },
    ],
    list: async (cursor) => {
      if (cursor !== undefined) return undefined;
      const policies = await deps.policies.list();
      return {
        resources: policies.map((policy) => ({
          uri: `shopwright://policies/${policy._id}`,
          name: policy._id,
          title: localized(policy.title, 'en'),
          mimeType: JSON_TYPE,
        })),
      };
    },
    read: async (uri, principal) => {
      const [, kind, part] = /^shopwright:\/\/(products|policies)\/([^/?#]{1,240})$/.exec(uri) ?? [];
      const id = part === undefined ? undefined : decoded(part);
      if (id === undefined) return undefined;
      const result =
        kind === 'products'
          ? await deps.callTool('get_product', { product_id: id }, { principal })
          : await deps.callTool('get_policy', { kind: id }, { principal });
      if (!result.ok) {
        if (result.error.errorId !== undefined) throw new Error(`${uri} failed: ${result.error.errorId}`);
        return undefined;
      }
      // A session belongs to a conversation, not to a document that clients keep.
      const { session_id: _session, ...document } = result.output;
      return { mimeType: JSON_TYPE, text: JSON.stringify(document) };
    },
  };
}

/** SKUs may hold what a URI must escape. */
function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

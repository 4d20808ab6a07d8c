import type { Request } from 'express';
import { CommerceError } from '../../commerce/errors.ts';
import type { ApiKeyService } from '../../commerce/principals/api-keys.ts';
import { anonymous, type Principal } from '../../commerce/principals/model.ts';
import { addressKey, principalOf } from '../../platform/http/request.ts';

/**
 * Who opens a conversation. On the page of a publisher it is a visitor like any other, who buys and asks for orders too, and the
 * publisher is noted with what they do: the key says who sent them, from its own origins only, and gives no rights.
 * @throws CommerceError `unauthorized` for a key that is unknown or ended, `forbidden` for one elsewhere than in its pages
 */
export function visitorFrom(apiKeys: Pick<ApiKeyService, 'authenticate'>) {
  return async (req: Request, publisherKey: string | undefined): Promise<Principal> => {
    if (publisherKey === undefined) return principalOf<Principal>(req);
    const address = addressKey(req);
    // Only a browser key may be here: a secret one in a page would be everybody's.
    const known = publisherKey.startsWith('pk_')
      ? await apiKeys.authenticate(publisherKey, address, req.get('Origin'))
      : undefined;
    if (known?.publisherId === undefined)
      throw new CommerceError('unauthorized', 'This publisher key is unknown, expired or revoked.', {
        field: 'publisher_key',
      });
    return { ...anonymous(address), publisherId: known.publisherId };
  };
}

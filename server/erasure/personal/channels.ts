import { channelContacts } from '../../channels/contacts/model.ts';
import { channelDeliveries } from '../../channels/outbox/model.ts';
import { personal } from '../personal.ts';

export const channelData = [
  personal({
    collection: channelContacts,
    holds: 'who writes on a channel: id, phone number and name, encrypted; with what advertisement they came',
    erased: 'deleted',
    // The number itself is sealed: its hash is the one that erasures go by.
    hashes: ({ phoneHash }) => (phoneHash === undefined ? [] : [phoneHash]),
    thread: ({ conversationId }) => conversationId,
    of: { field: 'conversationId', ids: 'threads' },
    fate: () => 'delete',
  }),
  personal({
    collection: channelDeliveries,
    holds: 'which reply was sent when, and what a vendor told of it',
    erased: 'deleted',
    of: { field: 'conversationId', ids: 'threads' },
    fate: () => 'delete',
  }),
];

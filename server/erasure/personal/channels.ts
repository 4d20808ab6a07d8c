import { campaignRecipients } from '../../channels/campaigns/model.ts';
import { channelContacts } from '../../channels/contacts/model.ts';
import { channelDeliveries } from '../../channels/outbox/model.ts';
import { consentEntries } from '../../commerce/consent/model.ts';
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
    collection: consentEntries,
    holds: 'which messages were agreed to or stopped, when and how',
    erased: 'what was stopped is kept under a keyed hash, so that it stays stopped; all else is deleted',
    of: { field: 'subject', ids: 'names' },
    fate: (entry) => {
      if (entry.status === 'granted') return 'delete';
      const {
        messageId: _m,
        source: _s,
        text: _t,
        textVersion: _v,
        jurisdiction: _j,
        principalId: _p,
        ...replace
      } = entry;
      return Object.keys(replace).length === Object.keys(entry).length ? 'keep' : { replace };
    },
  }),
  personal({
    collection: channelDeliveries,
    holds: 'which reply was sent when, and what a vendor told of it',
    erased: 'deleted',
    of: { field: 'conversationId', ids: 'threads' },
    fate: () => 'delete',
  }),
  personal({
    collection: campaignRecipients,
    holds: 'which promotions somebody got, or why not',
    erased: 'deleted',
    of: { field: 'conversationId', ids: 'threads' },
    fate: () => 'delete',
  }),
];

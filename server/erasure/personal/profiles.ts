import { linkCodes, profileKeys, profileLinks, profiles } from '../../commerce/profiles/model.ts';
import { personal } from '../personal.ts';

/** Ids of profiles stand among the names of a person: one leads to all of their conversations. */
export const profileData = [
  personal({
    collection: profiles,
    holds:
      'what somebody stated of themselves and agreed that it is kept, encrypted; when conversations were linked',
    erased: 'deleted',
    of: { field: '_id', ids: 'names' },
    fate: () => 'delete',
  }),
  personal({
    collection: profileKeys,
    holds: 'which email, phone or account was proven, as a keyed hash and encrypted',
    erased: 'deleted',
    of: { field: 'profileId', ids: 'names' },
    fate: () => 'delete',
  }),
  personal({
    collection: profileLinks,
    holds: 'which conversations are one person’s',
    erased: 'deleted',
    of: { field: 'profileId', ids: 'names' },
    fate: () => 'delete',
  }),
  personal({
    collection: linkCodes,
    holds: 'which conversation a code was made in, for ten minutes',
    erased: 'deleted',
    of: { field: 'sessionId', ids: 'threads' },
    fate: () => 'delete',
  }),
];

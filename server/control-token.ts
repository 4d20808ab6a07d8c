import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { DEFAULT_SCOPES, type Principal } from './commerce/principals/model.ts';

/** An admin credential that lives as long as this process: commands of the same user read it from the lock file. */
export const newControlToken = (): string => `ctl_${randomBytes(32).toString('base64url')}`;

const LOCAL: Principal = Object.freeze({
  kind: 'admin',
  id: 'local-command',
  scopes: DEFAULT_SCOPES.admin,
  customerGroups: [],
});

/** Answers the principal of whoever has the token. Takes the same time for every wrong one. */
export function controlPrincipal(token: string | undefined): (credential: string) => Principal | undefined {
  if (token === undefined) return () => undefined;
  const expected = hash('sha256', token, 'buffer');
  return (credential) =>
    timingSafeEqual(hash('sha256', credential, 'buffer'), expected) ? LOCAL : undefined;
}

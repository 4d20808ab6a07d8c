import { isSameMac, type KeyedHash } from '../../../commerce/secrets.ts';
import { type FormName, isFormName } from './forms.ts';

/** Who fills in what. */
export interface FlowGrant {
  form: FormName;
  /** Of the words of the form. */
  language: string;
  /** The conversation it belongs to. */
  conversationId: string;
  /** UTC, milliseconds. */
  expiresAt: number;
}

/** The token of a Flow's message: nobody else can make one, and nothing has to be remembered. */
export function flowToken(grant: FlowGrant, hash: KeyedHash): string {
  const body = Buffer.from(
    JSON.stringify([grant.form, grant.language, grant.conversationId, grant.expiresAt]),
  ).toString('base64url');
  return `${body}.${hash(body)}`;
}

/** @param now UTC, milliseconds. @returns undefined for one that is not ours, or expired */
export function readFlowToken(token: string, hash: KeyedHash, now: number): FlowGrant | undefined {
  const [body = '', told = ''] = token.split('.');
  if (!isSameMac(hash(body), told)) return undefined;
  const [form, language, conversationId, expiresAt] = JSON.parse(
    Buffer.from(body, 'base64url').toString('utf8'),
  ) as [string, string, string, number];
  if (expiresAt <= now || !isFormName(form)) return undefined;
  return { form, language, conversationId, expiresAt };
}

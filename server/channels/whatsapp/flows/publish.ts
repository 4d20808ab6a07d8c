import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { type Graph, GraphError } from '../graph.ts';
import { flowJson } from './flow-json.ts';
import type { FormName } from './forms.ts';

export interface FlowAccount {
  graph: Graph;
  phoneNumberId: string;
  businessAccountId: string;
}

const Keys = z.looseObject({
  data: z.array(
    z.looseObject({
      business_public_key: z.string().optional(),
      business_public_key_signature_status: z.string().optional(),
    }),
  ),
});
const Done = z.looseObject({ success: z.boolean().catch(false) });
const Made = z.looseObject({ id: z.string().min(1) });
const Filled = z.looseObject({
  validation_errors: z.array(z.looseObject({ message: z.string().catch('') })).catch([]),
});
const Listed = z.looseObject({
  data: z.array(z.looseObject({ id: z.string(), name: z.string(), status: z.string().catch('') })),
  paging: z
    .looseObject({
      cursors: z.looseObject({ after: z.string() }).optional(),
      next: z.string().optional(),
    })
    .optional(),
});
const MAX_PAGES = 50;

const pemOf = (privateKey: KeyObject): string =>
  createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
const bare = (pem: string): string => pem.replaceAll(/\s/g, '');

/**
 * Sees to it that Meta encrypts forms for this key
 * (https://developers.facebook.com/documentation/business-messaging/whatsapp/flows/guides/whatsapp-business-encryption).
 * @returns whether it was another before @throws GraphError, OutboundError
 */
export async function uploadFlowKey(
  { graph, phoneNumberId }: FlowAccount,
  privateKey: KeyObject,
): Promise<boolean> {
  const path = `${phoneNumberId}/whatsapp_business_encryption`;
  const pem = pemOf(privateKey);
  const [known] = (await graph.get(path, Keys)).data;
  const isSame = bare(known?.business_public_key ?? '') === bare(pem);
  if (isSame && known?.business_public_key_signature_status !== 'MISMATCH') return false;
  await graph.post(path, { business_public_key: pem }, Done);
  return true;
}

/** A form that Meta does not take, and why. */
export class FlowRefusedError extends Error {
  override readonly name = 'FlowRefusedError';
  constructor(name: string, why: string) {
    super(`Meta does not take the form ${name}: ${why}`);
  }
}

const CATEGORIES: Readonly<Record<FormName, string>> = { address: 'SHOPPING', lead: 'LEAD_GENERATION' };

/** What is published is never changed: a form with other words has another name. */
const nameOf = (form: FormName, language: string, json: string): string =>
  `shopwright_${form}_${language}_${createHash('sha256').update(json).digest('hex').slice(0, 8)}`;

/** The forms at Meta by name, in pages. @throws GraphError, OutboundError */
async function listed({
  graph,
  businessAccountId,
}: FlowAccount): Promise<Map<string, { id: string; status: string }>> {
  const found = new Map<string, { id: string; status: string }>();
  let after: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const query = new URLSearchParams({
      fields: 'id,name,status',
      limit: '100',
      ...(after !== undefined && { after }),
    });
    const { data, paging } = await graph.get(`${businessAccountId}/flows?${query}`, Listed);
    for (const { id, name, status } of data) found.set(name, { id, status });
    after = paging?.next === undefined ? undefined : paging.cursors?.after;
    if (after === undefined) break;
  }
  return found;
}

/**
 * Makes the forms at Meta, fills and publishes them
 * (https://developers.facebook.com/documentation/business-messaging/whatsapp/flows/guides/flowsapi); what is there already stays. Meta
 * asks the endpoint before it publishes: the server must run, with the key that was uploaded.
 * @param onProgress told of each that is published
 * @returns ids by form and language @throws FlowRefusedError, GraphError, OutboundError
 */
export async function publishFlows(
  account: FlowAccount,
  endpointUrl: string,
  forms: readonly { form: FormName; language: string }[],
  onProgress: (done: number) => void = () => {},
): Promise<Map<FormName, Map<string, string>>> {
  const known = await listed(account);
  const ids = new Map<FormName, Map<string, string>>();
  for (const [index, { form, language }] of forms.entries()) {
    const json = JSON.stringify(flowJson(form, language));
    const name = nameOf(form, language, json);
    const there = known.get(name);
    const id = there?.id ?? (await made(account, name, form, endpointUrl));
    if (there?.status !== 'PUBLISHED') await publish(account, { id, name, json, endpointUrl });
    ids.set(form, (ids.get(form) ?? new Map()).set(language, id));
    onProgress(index + 1);
  }
  return ids;
}

async function made(
  { graph, businessAccountId }: FlowAccount,
  name: string,
  form: FormName,
  endpointUrl: string,
): Promise<string> {
  const body = { name, categories: [CATEGORIES[form]], endpoint_uri: endpointUrl };
  return (await graph.post(`${businessAccountId}/flows`, body, Made)).id;
}

async function publish(
  { graph }: FlowAccount,
  { id, name, json, endpointUrl }: { id: string; name: string; json: string; endpointUrl: string },
): Promise<void> {
  const body = new FormData();
  body.set('name', 'flow.json');
  body.set('asset_type', 'FLOW_JSON');
  body.set('file', new Blob([json], { type: 'application/json' }), 'flow.json');
  const { validation_errors: faults } = await graph.post(`${id}/assets`, body, Filled);
  if (faults.length > 0) throw new FlowRefusedError(name, faults.map(({ message }) => message).join('; '));
  await graph.post(id, { endpoint_uri: endpointUrl }, Done);
  try {
    await graph.post(`${id}/publish`, {}, Done);
  } catch (error) {
    if (error instanceof GraphError && error.code > 0)
      throw new FlowRefusedError(name, error.details || error.title || `error ${error.code}`);
    throw error;
  }
}

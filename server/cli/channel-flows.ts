import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { flowJson } from '../channels/whatsapp/flows/flow-json.ts';
import { FORMS, type FormName } from '../channels/whatsapp/flows/forms.ts';
import { FlowRefusedError, publishFlows, uploadFlowKey } from '../channels/whatsapp/flows/publish.ts';
import { Graph, GraphError } from '../channels/whatsapp/graph.ts';
import type { Config } from '../config.ts';
import { readFlowKeys } from '../flow-settings.ts';
import { LANGUAGES } from '../grounding/phrases/phrases.ts';
import { createOutbound, OutboundError } from '../platform/http/outbound.ts';
import { expectWhatsApp } from './channels.ts';
import { answer, type CliContext, configOf, type GlobalOptions } from './context.ts';
import { readEnvFile, setInEnvFile } from './env-file.ts';
import { CliError } from './errors.ts';
import { createShareProgress } from './share-progress.ts';

interface FlowsOptions extends GlobalOptions {
  output?: string;
  settings?: string;
  newKey?: boolean;
  publish?: boolean;
}

const KEY = 'SHOPWRIGHT_WHATSAPP_FLOW_KEY';
/** The one that is used, and the one before: phones keep a public key for a while. */
const KEYS_KEPT = 2;
const forms = (Object.keys(FORMS) as FormName[]).flatMap((form) =>
  LANGUAGES.map((language) => ({ form, language })),
);

/** Writes the forms for WhatsApp to files, makes their key, or publishes them at Meta. @returns exit code */
export async function channelFlows(
  context: CliContext,
  channel: string,
  options: FlowsOptions,
): Promise<number> {
  expectWhatsApp(channel);
  const config = configOf(context, options);
  const settings = options.settings ?? join(config.dataDir, 'whatsapp.env');
  if (options.newKey) return newKey(context, config, options, settings);
  if (options.publish) return publish(context, config, options, settings);
  const folder = options.output ?? join(config.dataDir, 'whatsapp-flows');
  mkdirSync(folder, { recursive: true });
  const files = forms.map(({ form, language }) => {
    const file = join(folder, `${form}.${language}.json`);
    writeFileSync(file, `${JSON.stringify(flowJson(form, language), undefined, 2)}\n`);
    return file;
  });
  answer(
    context,
    options,
    { files },
    `${files.length} forms are in ${folder}. To have them at Meta:
  shopwright channels flows whatsapp --new-key     once; then start the server again
  shopwright channels flows whatsapp --publish     while the server runs`,
  );
  return 0;
}

/** The key before stays behind the new one, so that nobody's form breaks meanwhile. */
function newKey(context: CliContext, config: Config, options: FlowsOptions, settings: string): number {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const before = readEnvFile(settings)[KEY] ?? config.whatsappFlowKey ?? '';
  const keys = [Buffer.from(privateKey).toString('base64'), ...before.split(',').filter(Boolean)];
  mkdirSync(dirname(settings), { recursive: true });
  setInEnvFile(settings, { [KEY]: keys.slice(0, KEYS_KEPT).join(',') });
  answer(
    context,
    options,
    { ok: true, settings },
    `A new key is in ${settings}${keys.length > 1 ? ', in front of the one before' : ''}. Now:
  1. Start the server again with these settings.
  2. While it runs, and with the same settings:  shopwright channels flows whatsapp --publish`,
  );
  return 0;
}

async function publish(
  context: CliContext,
  config: Config,
  options: FlowsOptions,
  settings: string,
): Promise<number> {
  const { whatsappPhoneNumberId: phoneNumberId, whatsappBusinessAccountId: businessAccountId } = config;
  const { whatsappAccessToken: accessToken, whatsappApiUrl: apiUrl } = config;
  if (phoneNumberId === undefined || accessToken === undefined || businessAccountId === undefined)
    throw new CliError(
      'WhatsApp is not set up, or its business account id is not. Begin with: shopwright channels add whatsapp',
    );
  const [key] = readFlowKeys(config.whatsappFlowKey ?? '') ?? [];
  if (!key) throw new CliError(`${KEY} is needed. Make one: shopwright channels flows whatsapp --new-key`);
  const outbound = createOutbound({ allow: config.outboundAllow });
  const graph = new Graph({ outbound, apiUrl, accessToken });
  const account = { graph, phoneNumberId, businessAccountId };
  const endpoint = `${config.publicUrl.replace(/\/+$/, '')}/channels/whatsapp/flows`;
  const progress = createShareProgress(context.stderr, {
    what: 'publishing forms',
    silent: options.json === true,
  });
  try {
    const isNew = await uploadFlowKey(account, key);
    const ids = await publishFlows(account, endpoint, forms, (done) => progress.update(done / forms.length));
    progress.end();
    const listed = (form: FormName): string =>
      [...(ids.get(form) ?? [])].map(([language, id]) => `${language}:${id}`).join(',');
    const lines = {
      SHOPWRIGHT_WHATSAPP_ADDRESS_FLOWS: listed('address'),
      SHOPWRIGHT_WHATSAPP_LEAD_FLOWS: listed('lead'),
    };
    setInEnvFile(settings, lines);
    const text = Object.entries(lines).map(([name, value]) => `  ${name}=${value}`);
    answer(
      context,
      options,
      {
        ok: true,
        key_uploaded: isNew,
        address_flows: lines.SHOPWRIGHT_WHATSAPP_ADDRESS_FLOWS,
        lead_flows: lines.SHOPWRIGHT_WHATSAPP_LEAD_FLOWS,
        settings,
      },
      `${forms.length} forms are published${isNew ? ', and the key is uploaded' : ''}. In ${settings}:\n${text.join('\n')}\nStart the server again with these settings.`,
    );
    return 0;
  } catch (error) {
    progress.end();
    if (error instanceof FlowRefusedError)
      throw new CliError(
        `${error.message}. The server must run with these settings and be reached at ${endpoint} from outside.`,
      );
    if (error instanceof GraphError || error instanceof OutboundError)
      throw new CliError(`Meta did not take it: ${error.message}`);
    throw error;
  } finally {
    await outbound.close();
  }
}

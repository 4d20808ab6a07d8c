import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { checkWhatsAppAccount } from '../channels/whatsapp/check-account.ts';
import type { Config } from '../config.ts';
import { KEY_FILE } from '../data-keys.ts';
import { createOutbound } from '../platform/http/outbound.ts';
import { accountOf } from './channels.ts';

type Outcome = { status: 'ok' | 'warn' | 'fail'; message: string; mend?: string };

/** Token, number, secret and webhook at Meta, the worst first. */
export async function checkWhatsApp(config: Config): Promise<Outcome> {
  const settings = accountOf(config);
  if (!settings) return { status: 'ok', message: 'not set up: shopwright channels add whatsapp' };
  const outbound = createOutbound({ allow: config.outboundAllow });
  try {
    const findings = await checkWhatsAppAccount(outbound, settings, Date.now());
    const worst =
      findings.find(({ status }) => status === 'fail') ?? findings.find(({ status }) => status === 'warn');
    const { status, message, mend } = worst ?? findings.find(({ what }) => what === 'number') ?? findings[0]!;
    return { status, message, ...(mend !== undefined && { mend }) };
  } finally {
    await outbound.close();
  }
}

/** Whether what personal data is encrypted with is kept as it should be. */
export function checkDataKey(config: Config): Outcome {
  const path = join(config.dataDir, KEY_FILE);
  if (!existsSync(path))
    return {
      status: 'ok',
      message: config.dataKey === undefined ? 'the first start makes one' : 'from SHOPWRIGHT_DATA_KEY',
    };
  if ((statSync(path).mode & 0o077) === 0)
    return { status: 'ok', message: `${path}; keep a copy of it apart from your backups` };
  return { status: 'fail', message: `${path} can be read by others`, mend: `Run: chmod 600 ${path}` };
}

import { collections } from '../collections.ts';
import type { Config } from '../config.ts';
import { VERSION } from '../version.ts';
import { answer, type CliContext, configOf, type GlobalOptions } from './context.ts';
import { checkDataKey, checkWhatsApp } from './doctor-channels.ts';
import * as checks from './doctor-checks.ts';
import { checkModel, checkTranscription } from './doctor-model.ts';
import { checkVectors } from './doctor-vectors.ts';
import { checkVersions } from './doctor-versions.ts';
import { explain } from './errors.ts';

/** What somebody outside has to answer. */
const OUTSIDE_MS = 15_000;

/** Looks at everything that a shop needs, and says how to mend what is missing. @returns the exit code: 1 when a check fails */
export async function doctorCommand(
  context: CliContext,
  options: GlobalOptions & { port?: string; host?: string; offline?: boolean },
): Promise<number> {
  const findings: checks.Finding[] = [];
  const add = (check: string, outcome: Omit<checks.Finding, 'check'>) => findings.push({ check, ...outcome });
  add('node', checks.checkNode(process.versions.node));
  let config: Config | undefined;
  try {
    config = configOf(context, options, { port: options.port, host: options.host });
    add('settings', { status: 'ok', message: `${config.environment}, ${config.publicUrl}` });
  } catch (error) {
    add('settings', {
      status: 'fail',
      message: explain(error).text,
      mend: 'Correct them; docs/configuration.md lists all.',
    });
  }
  if (config) {
    add('data folder', checks.checkDataDir(config));
    add('owner', checks.checkOwner(config));
    add('database', checks.checkDatabase(config));
    add('versions', checkVersions(config, collections));
    add('shop', checks.checkShop(config));
    add('books', checks.checkBooks(config));
    add('search', await checks.checkIndex(config));
    const outside = async (check: string, run: () => Promise<Omit<checks.Finding, 'check'>>) =>
      add(check, options.offline ? { status: 'ok', message: 'not asked: --offline' } : await run());
    await outside('vectors', () => checkVectors(config, OUTSIDE_MS));
    await outside('payments', () => checks.checkPayments(config));
    await outside('email', () => checks.checkMail(config));
    await outside('model', () => checkModel(config, OUTSIDE_MS));
    await outside('voice notes', () => checkTranscription(config, OUTSIDE_MS));
    add('data key', checkDataKey(config));
    await outside('whatsapp', () => checkWhatsApp(config));
    add('port', await checks.checkPort(config));
    add('clock', checks.checkClock(Date.now(), config));
  }
  const failed = findings.some((finding) => finding.status === 'fail');
  answer(context, options, { version: VERSION, ok: !failed, findings }, textOf(findings));
  return failed ? 1 : 0;
}

function textOf(findings: readonly checks.Finding[]): string {
  const lines = findings.flatMap(({ check, status, message, mend }) => [
    `${status.padEnd(4)}  ${check.padEnd(12)} ${message}`,
    ...(mend === undefined ? [] : [`${' '.repeat(19)}-> ${mend}`]),
  ]);
  const worst = (status: string) => findings.filter((finding) => finding.status === status).length;
  return [
    `Shopwright ${VERSION}`,
    '',
    ...lines,
    '',
    `${worst('fail')} to mend, ${worst('warn')} to know.`,
  ].join('\n');
}

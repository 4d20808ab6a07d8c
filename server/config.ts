import type { ZodType } from 'zod';
import { channelContradictions } from './config-channels.ts';
import { modelContradictions } from './config-conversation.ts';
import { deliveryContradictions } from './config-delivery.ts';
import { settingMeta } from './config-fields.ts';
import { handoffContradictions } from './config-handoff.ts';
import { vectorContradictions } from './config-outgoing.ts';
import { configSchema, type Settings } from './config-schema.ts';

/** The settings that the server runs on, with everything derived filled in. */
export interface Config extends Settings {
  /** Without a trailing slash. */
  publicUrl: string;
  /** Host names without port; `['*']` is any. */
  allowedHosts: string[];
}

export type SettingName = keyof Settings;
export type Environment = Readonly<Record<string, string | undefined>>;
/** Settings given in code or on the command line: typed values, or the strings that the environment would hold. */
export type ConfigOverrides = { readonly [K in SettingName]?: Settings[K] | string | undefined };

/** Thrown with every wrong setting at once; the message is for the person who starts the server. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    const count = problems.length === 1 ? 'A setting is' : `${problems.length} settings are`;
    super(
      `${count} wrong:\n${problems.map((problem) => `  ${problem}`).join('\n')}\nSee docs/configuration.md.`,
    );
    this.problems = problems;
  }
}

const PREFIX = 'SHOPWRIGHT_';
const fields = Object.entries(configSchema.shape) as [SettingName, ZodType][];

/** `quoteTtlMs` -> `SHOPWRIGHT_QUOTE_TTL_MS`. */
export function environmentName(setting: SettingName): string {
  return PREFIX + setting.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

/**
 * Reads the settings: an override wins over its `SHOPWRIGHT_…` name, which wins over the aliases and the default. An
 * empty variable counts as not set. The environment is a parameter: nothing here reads `process.env`.
 *
 * @throws ConfigError naming each wrong or unknown setting, what was expected and what was given; secrets are not echoed
 */
export function loadConfig(env: Environment, overrides: ConfigOverrides = {}): Config {
  const problems = unknownNames(env);
  const values: Record<string, unknown> = {};
  const sources: Partial<Record<SettingName, string>> = {};
  for (const [name, schema] of fields) {
    const given = find(name, env, overrides);
    sources[name] = given?.source ?? environmentName(name);
    const parsed = schema.safeParse(given?.value);
    if (parsed.success) values[name] = parsed.data;
    else problems.push(complaint(name, sources[name], given?.value));
  }
  const settings = values as Partial<Settings>;
  problems.push(...contradictions(settings, sources));
  if (problems.length > 0) throw new ConfigError(problems);
  return derive(settings as Settings);
}

/**
 * The same configuration after the server bound `port`: a derived public address follows it. Needed only where the
 * setting was 0.
 */
export function withPort(config: Config, port: number): Config {
  const derived = config.publicUrl === defaultUrl(config.host, config.port);
  return { ...config, port, publicUrl: derived ? defaultUrl(config.host, port) : config.publicUrl };
}

function find(
  name: SettingName,
  env: Environment,
  overrides: ConfigOverrides,
): { value: unknown; source: string } | undefined {
  const override = overrides[name];
  if (override !== undefined) return { value: override, source: commandLineName(name) };
  for (const source of [environmentName(name), ...(meta(name).aliases ?? [])]) {
    const value = env[source]?.trim();
    if (value) return { value, source };
  }
  return undefined;
}

function contradictions(
  settings: Partial<Settings>,
  sources: Partial<Record<SettingName, string>>,
): string[] {
  const problems: string[] = [];
  if (
    settings.environment === 'production' &&
    settings.paymentProvider === 'test' &&
    settings.allowTestPayments === false
  ) {
    problems.push(
      `${sources.paymentProvider}: the test payment provider charges nobody, so production refuses it; to run a demonstration, set ${environmentName('allowTestPayments')}=true`,
    );
  }
  problems.push(...stripeContradictions(settings, sources), ...vectorContradictions(settings, sources));
  problems.push(...modelContradictions(settings, sources));
  problems.push(...handoffContradictions(settings, sources), ...channelContradictions(settings, sources));
  problems.push(...deliveryContradictions(settings, sources));
  if (settings.smtpUrl && !settings.smtpFrom) {
    problems.push(`${sources.smtpFrom}: expected ${meta('smtpFrom').expects}, because a mail server is set`);
  }
  return problems;
}

/** Half a set-up is refused: a shop that seems to charge and does not, or the other way round. */
function stripeContradictions(
  settings: Partial<Settings>,
  sources: Partial<Record<SettingName, string>>,
): string[] {
  const names = ['stripeSecretKey', 'stripeWebhookSecret', 'stripeApiBase'] as const;
  if (settings.paymentProvider !== 'stripe') {
    return names
      .filter((name) => settings[name] !== undefined)
      .map((name) => `${sources[name]}: is set, but ${environmentName('paymentProvider')} is not stripe`);
  }
  const problems = names
    .slice(0, 2)
    // A wrong value is complained about already.
    .filter((name) => name in settings && settings[name] === undefined)
    .map((name) => `${sources[name]}: expected ${meta(name).expects}, because Stripe takes the money`);
  const test = settings.stripeSecretKey?.includes('_test_');
  if (settings.environment === 'production' && test && settings.allowTestPayments === false) {
    problems.push(
      `${sources.stripeSecretKey}: a test key charges nobody, so production refuses it; to run a demonstration, set ${environmentName('allowTestPayments')}=true`,
    );
  }
  if (settings.environment === 'production' && settings.stripeApiBase !== undefined)
    problems.push(`${sources.stripeApiBase}: is for tests, so production refuses it`);
  if (test === false && !settings.publicUrl?.startsWith('https:')) {
    problems.push(
      `${sources.publicUrl}: expected an https address, because Stripe sends live events nowhere else`,
    );
  }
  return problems;
}

function derive(settings: Settings): Config {
  const publicUrl = settings.publicUrl ?? defaultUrl(settings.host, settings.port);
  const exposed = !isLoopback(settings.host) && settings.publicUrl === undefined;
  const allowedHosts =
    settings.allowedHosts ??
    (exposed ? ['*'] : [...new Set([new URL(publicUrl).hostname, 'localhost', '127.0.0.1', '[::1]'])]);
  return { ...settings, publicUrl, allowedHosts };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function defaultUrl(host: string, port: number): string {
  const everywhere = host === '0.0.0.0' || host === '::';
  const name = everywhere ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

function unknownNames(env: Environment): string[] {
  const known = fields.map(([name]) => environmentName(name));
  return Object.keys(env)
    .filter((name) => name.startsWith(PREFIX) && !known.includes(name))
    .map((name) => {
      const nearest = known.reduce((best, candidate) =>
        distance(name, candidate) < distance(name, best) ? candidate : best,
      );
      return `${name}: no such setting; did you mean ${nearest}?`;
    });
}

function complaint(name: SettingName, source: string, value: unknown): string {
  const { expects, secret } = meta(name);
  const given = secret ? `a secret of ${String(value).length} characters` : JSON.stringify(value);
  return `${source}: expected ${expects}, got ${given}`;
}

function meta(name: SettingName) {
  const found = settingMeta.get(configSchema.shape[name]);
  if (!found) throw new Error(`the setting ${name} has no documentation`);
  return found;
}

function commandLineName(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, substitution));
    }
    row = next;
  }
  return row[b.length]!;
}

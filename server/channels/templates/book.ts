import type { Clock } from '../../platform/clock.ts';
import type { ChannelTemplate } from '../channel.ts';
import type { ChannelRegistry } from '../registry.ts';

/** Approvals change seldom, and the vendor refuses what it has withdrawn. */
const FRESH_MS = 600_000;
const ASK_MS = 20_000;

/** Why a template cannot be sent. */
export type TemplateFault = 'template_missing' | 'template_not_approved' | 'template_unfillable';

interface Known {
  at: number;
  templates: readonly ChannelTemplate[];
}

/** The merchant's templates at the vendors, as they stood there lately. */
export class TemplateBook {
  readonly #registry: Pick<ChannelRegistry, 'get'>;
  readonly #clock: Clock;
  readonly #known = new Map<string, Known>();
  readonly #asking = new Map<string, Promise<readonly ChannelTemplate[]>>();
  constructor({ registry, clock }: { registry: Pick<ChannelRegistry, 'get'>; clock: Clock }) {
    this.#registry = registry;
    this.#clock = clock;
  }

  /** All of a channel; none where it has no templates. @throws Error where the vendor does not tell, and never did */
  async of(channel: string): Promise<readonly ChannelTemplate[]> {
    const known = this.#known.get(channel);
    if (known && this.#clock.now() - known.at < FRESH_MS) return known.templates;
    const source = this.#registry.get(channel)?.channel.templates;
    if (!source) return [];
    let asking = this.#asking.get(channel);
    if (!asking) {
      asking = source
        .list(AbortSignal.timeout(ASK_MS))
        .then((templates) => {
          this.#known.set(channel, { at: this.#clock.now(), templates });
          return templates;
        })
        .finally(() => this.#asking.delete(channel));
      this.#asking.set(channel, asking);
    }
    try {
      return await asking;
    } catch (error) {
      if (known) return known.templates;
      throw error;
    }
  }

  /** Something changed at the vendor: it is asked again. */
  forget(channel: string): void {
    this.#known.delete(channel);
  }

  async get(channel: string, name: string, language: string): Promise<ChannelTemplate | undefined> {
    return (await this.of(channel)).find((one) => one.name === name && one.language === language);
  }

  /**
   * The template in the language of a person: in their own way of it, in the language, in another way of it, then the same in the
   * shop's; the best of those that can be sent.
   * @param locales BCP 47, the person's first
   */
  async pick(
    channel: string,
    name: string,
    locales: readonly string[],
  ): Promise<ChannelTemplate | TemplateFault> {
    const named = (await this.of(channel)).filter((one) => one.name === name);
    const ordered = locales.flatMap((locale) => inLanguage(named, locale));
    const usable = ordered.find(isUsable);
    if (usable) return usable;
    const [first] = ordered;
    if (!first) return 'template_missing';
    return first.unfillable === undefined ? 'template_not_approved' : 'template_unfillable';
  }
}

export const isUsable = ({ status, unfillable }: ChannelTemplate): boolean =>
  status === 'approved' && unfillable === undefined;

function inLanguage(templates: readonly ChannelTemplate[], locale: string): ChannelTemplate[] {
  const own = locale.replace('-', '_').toLowerCase();
  const language = own.split('_')[0]!;
  const rank = (one: ChannelTemplate): number => {
    const code = one.language.toLowerCase();
    if (code === own) return 0;
    if (code === language) return 1;
    return code.startsWith(`${language}_`) ? 2 : 3;
  };
  return templates.filter((one) => rank(one) < 3).sort((a, b) => rank(a) - rank(b));
}

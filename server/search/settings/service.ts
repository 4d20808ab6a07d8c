import type { CatalogService } from '../../commerce/catalog/service.ts';
import { CommerceError } from '../../commerce/errors.ts';
import type { ShopService } from '../../commerce/shop/service.ts';
import type { Store } from '../../platform/store/port.ts';
import { settingsFaults } from './faults.ts';
import {
  noSettings,
  SETTINGS_ID,
  type SearchSettingsFields,
  type StoredSearchSettings,
  searchSettings,
} from './model.ts';
import { type SearchSettingsInput, settingsFromInput } from './settings-input.ts';

/** Settings with their version: 0 before they were stored for the first time. `updatedAt` is milliseconds, UTC. */
export type VersionedSettings = SearchSettingsFields & { version: number; updatedAt?: number };

/** The merchant's settings of search. Searches follow the store: what is put here holds from the next query on. */
export class SearchSettingsService {
  readonly #store: Store;
  readonly #shop: ShopService;
  readonly #catalog: CatalogService;

  constructor(deps: { store: Store; shop: ShopService; catalog: CatalogService }) {
    this.#store = deps.store;
    this.#shop = deps.shop;
    this.#catalog = deps.catalog;
  }

  async get(): Promise<VersionedSettings> {
    return versioned(await this.#store.get(searchSettings, SETTINGS_ID));
  }

  /**
   * Replaces all settings.
   * @param ifVersion only when the stored ones still have this version
   * @throws CommerceError `invalid_input` with every fault, `version_conflict`
   */
  async put(input: SearchSettingsInput, ifVersion?: number): Promise<VersionedSettings> {
    const { locales } = await this.#shop.get();
    const ids = new Set([...input.pins, ...input.buries].flatMap((entry) => entry.product_ids));
    const products = new Map(
      await Promise.all([...ids].map(async (id) => [id, await this.#catalog.find(id)] as const)),
    );
    const faults = settingsFaults(input, { locales, isProduct: (id) => products.get(id) !== undefined });
    if (faults.length > 0) {
      const text = faults.map(({ field, message }) => `${field}: ${message}`).join('; ');
      throw new CommerceError('invalid_input', `${text}.`, {
        field: faults[0]!.field,
        details: { issues: faults },
      });
    }
    const fields = settingsFromInput(input);
    return this.#store.transaction(async (tx) => {
      const current = await tx.get(searchSettings, SETTINGS_ID);
      const version = current?.version ?? 0;
      if (ifVersion !== undefined && ifVersion !== version) {
        throw new CommerceError(
          'version_conflict',
          `The settings of search were changed meanwhile: they have version ${version}, not ${ifVersion}. Read them again and repeat the change.`,
          { field: 'version', details: { version } },
        );
      }
      return versioned(
        current
          ? await tx.replace(searchSettings, { ...current, ...fields })
          : await tx.insert(searchSettings, { _id: SETTINGS_ID, ...fields }),
      );
    });
  }
}

function versioned(stored: StoredSearchSettings | undefined): VersionedSettings {
  if (!stored) return { ...noSettings(), version: 0 };
  const { _id, createdAt, ...settings } = stored;
  return settings;
}

import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  FrameLocator,
  Locator,
  Page,
} from 'playwright-core';
import { ADDRESS, BUYER } from '../fixtures/shop.ts';

/** A folder for screenshots; none are taken without it. */
const SCREENSHOTS = process.env.SCREENSHOTS;

/** The chat page as a customer uses it, in a browser context of its own. */
export class ChatPage {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors of scripts and of the content security policy. */
  readonly complaints: string[] = [];

  private constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/Failed to load resource|net::ERR/.test(message.text()))
        this.complaints.push(message.text());
    });
  }

  /** @param begin what shows the chat, where it is not there from the start */
  static async open(
    browser: Browser,
    url: string,
    options: BrowserContextOptions = {},
    begin: (page: Page) => Promise<unknown> = async () => {},
  ): Promise<ChatPage> {
    const context = await browser.newContext({
      viewport: { width: 1100, height: 860 },
      locale: 'en-US',
      reducedMotion: 'reduce',
      ...options,
    });
    const chat = new ChatPage(context, await context.newPage());
    await chat.page.goto(url);
    await begin(chat.page);
    await chat.ready();
    return chat;
  }

  async ready(): Promise<void> {
    await this.page.locator('shopwright-chat[data-ready]').waitFor();
  }

  get replies(): Locator {
    return this.page.locator('.message.shop');
  }
  get last(): Locator {
    return this.replies.last();
  }

  async write(text: string): Promise<void> {
    await this.page.getByRole('textbox').fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** Writes it and waits for the answer. */
  async say(text: string): Promise<string> {
    const before = await this.replies.count();
    await this.write(text);
    return this.reply(before);
  }

  /** The reply after so many others. */
  async reply(before: number): Promise<string> {
    await this.replies.nth(before).waitFor();
    return plain(await this.replies.nth(before).innerText());
  }

  /** Everything that was said. */
  async all(): Promise<string> {
    return plain(await this.page.locator('.log').innerText());
  }

  /** Follows the link to the hosted page, fills it in and pays. Answers the order's number. */
  async pay(): Promise<string> {
    const [page] = await Promise.all([
      this.context.waitForEvent('page'),
      this.page.locator('a.action').last().click(),
    ]);
    const said = await fillCheckout(page);
    await page.close();
    return said;
  }

  async shot(name: string, page = this.page): Promise<void> {
    if (SCREENSHOTS) await page.screenshot({ path: `${SCREENSHOTS}/${name}.png` });
  }

  close(): Promise<void> {
    return this.context.close();
  }
}

/** Fills the hosted page in, wherever it is shown, and pays. Answers the order's number. */
export async function fillCheckout(place: Page | FrameLocator): Promise<string> {
  await payIn(place);
  const number = place.locator('.order-number');
  await number.waitFor();
  return (await number.textContent()) ?? '';
}

/** As far as the button that pays. */
export async function payIn(place: Page | FrameLocator): Promise<void> {
  await place.getByLabel('Email').fill(BUYER.email);
  await place.getByLabel('Country').selectOption(ADDRESS.country);
  await place.getByLabel('Full name').fill(ADDRESS.name);
  await place.getByLabel('Street and number').fill(ADDRESS.line1);
  await place.getByLabel('Postal code').fill(ADDRESS.postal_code);
  await place.getByLabel('City').fill(ADDRESS.city);
  await place.getByLabel('State or province').selectOption(ADDRESS.region);
  await place.getByRole('button', { name: 'Continue' }).click();
  await place.getByRole('radio', { name: /Standard/ }).check();
  await place.getByRole('button', { name: /^Pay / }).click();
}

/** Spaces that do not break are spaces. */
const plain = (text: string): string => text.replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ');

import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { ChatPage } from './chat-browser.ts';

/** A website on an origin, and a site, of its own: `localhost` is another one than `127.0.0.1`. */
export interface Website {
  origin: string;
  /** What it shows from now on. */
  show(html: string): void;
  files: Map<string, string>;
  close(): Promise<void>;
}

/** @param policy the Content-Security-Policy of its pages */
export async function startWebsite(policy: () => string | undefined = () => undefined): Promise<Website> {
  let html = '';
  const files = new Map<string, string>();
  const server = createServer((req, res) => {
    const file = files.get(req.url ?? '');
    if (req.url === '/favicon.ico') return void res.writeHead(204).end();
    if (file !== undefined) return void res.writeHead(200, { 'Content-Type': 'text/css' }).end(file);
    res.writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
      ...(policy() !== undefined && { 'Content-Security-Policy': policy()! }),
    });
    res.end(html);
  });
  await new Promise<void>((listening) => server.listen(0, 'localhost', listening));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    show: (next) => {
      html = next;
    },
    files,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** Stands before the shop. @param meddle answers a request itself, and true, or leaves it to the shop */
export async function startProxy(
  target: string,
  meddle: (req: IncomingMessage, res: ServerResponse) => boolean,
): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((req, res) => {
    if (meddle(req, res)) return;
    const { method, headers } = req;
    const onward = request(`${target}${req.url}`, { method: method!, headers }, (answer) => {
      res.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(res);
    });
    onward.on('error', () => res.destroy());
    res.on('close', () => onward.destroy());
    req.pipe(onward);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** As strict as a website can be that embeds the chat: a nonce for the script, and the shop for what it loads. */
export const strictPolicy = (shop: string, nonce: string): string =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    "style-src 'self'",
    `connect-src ${shop}`,
    `img-src ${shop} blob:`,
    `frame-src ${shop}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');

/** Puts up examples/widget, as a publisher does. Without a key it is a website of the merchant's. */
export function showDemo(site: Website, shop: string, { key, nonce }: { key?: string; nonce: string }): void {
  const read = (name: string) =>
    readFileSync(new URL(`../../examples/widget/${name}`, import.meta.url), 'utf8');
  site.files.set('/style.css', read('style.css'));
  const page = read('index.html')
    .replace('http://127.0.0.1:3000', shop)
    .replace('<script async', `<script nonce="${nonce}" async`);
  site.show(key === undefined ? page.replace(' data-key="pk_…"', '') : page.replaceAll('pk_…', key));
}

/** A page with the script tag and what else stands in its body. */
export const pageWith = (tag: string, body = ''): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Website</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
${tag}</head><body><h1>Website</h1><a class="outside" href="#elsewhere">Elsewhere</a>${body}</body></html>`;

export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  deviceScaleFactor: 2,
};

/** Opens the website and then the chat by its launcher. */
export const openLauncher = (browser: Browser, url: string, options: BrowserContextOptions = {}) =>
  ChatPage.open(browser, url, options, (page) => launcherOf(page).click());

export const launcherOf = (page: Page) => page.locator('shopwright-launcher .launcher');

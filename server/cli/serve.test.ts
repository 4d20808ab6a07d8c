import { expect, it } from 'vitest';
import { loadConfig } from '../config.ts';
import { machineText, startText } from './serve.ts';

const started = (settings: Parameters<typeof loadConfig>[1] = {}) => ({
  config: loadConfig({}, { environment: 'test', publicUrl: 'https://shop.example', ...settings }),
  ...{ url: 'http://127.0.0.1:3000', sampleLoaded: true, newAdminKey: 'sk_new' },
  shop: { services: { search: { size: 120 } } },
});

it('says at the start where the chat, the assistants’ endpoint and the reference are', () => {
  const text = startText(started());
  for (const address of ['https://shop.example/', 'https://shop.example/mcp', 'https://shop.example/docs'])
    expect(text).toMatch(new RegExp(`^ +\\w[\\w ]+ {3}${address}$`, 'm'));
  expect(text).toContain('120 products, the sample shop');
  expect(text).toContain('sk_new');
  expect(machineText(started())).toMatchObject({
    ...{ chat: 'https://shop.example/', mcp: 'https://shop.example/mcp', admin_key: 'sk_new' },
  });
});

it('names no chat page where there is none', () => {
  expect(startText(started({ chat: false }))).not.toMatch(/chat/i);
  expect(machineText(started({ chat: false }))).not.toHaveProperty('chat');
});

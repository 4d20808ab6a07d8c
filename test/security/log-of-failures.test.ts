import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { canary, tracesIn } from '../fixtures/canary.ts';
import { type ShopwrightServer, startShopwright } from '../fixtures/shopwright-server.ts';

const person = canary('Qxcanaryecho', '0155');
/** No rule knows what to do with this. */
const SAID = `My aunt ${person.words[0]} reads all night in her attic, so tell me honestly what might suit her best.`;
let server: ShopwrightServer;
const asked: string[] = [];

/** Longer than a model that failed is left alone. */
const LONG_AFTER_MS = 10 * 60_000;
const KINDS_OF_ANSWER = 4;

/** A model that says whatever it was asked, as an error, as no JSON, and as an answer that is none. */
const model = createServer(async (req, res) => {
  const body = await text(req);
  asked.push(body);
  const echo = JSON.stringify({ error: { message: `refused: ${SAID} ${body}`, type: 'x', code: SAID } });
  const turn = asked.length % KINDS_OF_ANSWER;
  if (turn === 0) res.writeHead(400, { 'Content-Type': 'application/json' }).end(echo);
  else if (turn === 1) res.writeHead(500).end(`not json ${body}`);
  else if (turn === 2)
    res.writeHead(200, { 'Content-Type': 'application/json' }).end(`{"choices":"${body.slice(0, 50)}`);
  else
    res
      .writeHead(200, { 'Content-Type': 'application/json' })
      .end(JSON.stringify({ id: SAID, choices: SAID }));
});

beforeAll(async () => {
  await new Promise<void>((listening) => model.listen(0, '127.0.0.1', listening));
  const { port } = model.address() as AddressInfo;
  server = await startShopwright({
    logLevel: 'debug',
    modelUrl: `http://127.0.0.1:${port}/v1`,
    modelName: 'echo',
    outboundAllow: `127.0.0.1:${port}`,
  });
  await server.put({ id: 'cup', title: 'Blue Cup', price: 1999 });
});
afterAll(async () => {
  await server.close();
  model.close();
});

it('logs nothing of what a customer wrote when a model repeats it in its errors', async () => {
  const post = async (path: string, body: unknown) =>
    (await server.ask(`/v1/conversations${path}`, { method: 'POST', body })).json!;
  const id = String((await post('', {})).conversation_id);
  for (let count = 0; asked.length < KINDS_OF_ANSWER; count += 1) {
    const before = asked.length;
    await post(`/${id}/messages`, { text: SAID, message_id: `m${count}` });
    await server.shop.chat!.lanes.settled();
    expect(asked.length, 'the model was asked again').toBeGreaterThan(before);
    server.clock.advance(LONG_AFTER_MS);
  }
  expect(tracesIn(asked.join(''), person)).not.toEqual([]);
  const log = server.faults.map((line) => JSON.stringify(line));
  expect(log.some((line) => line.includes('conversation'))).toBe(true);
  expect(log.filter((line) => tracesIn(line, person).length > 0)).toEqual([]);
});

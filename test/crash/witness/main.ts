/** The clients, in one process that no round kills, with a log of what the server told them. Forked by the suite. */
import { openJsonLog } from '../json-log.ts';
import { GoneError, requestCount } from './client.ts';
import type { FromWitness, ToWitness, WitnessFact } from './facts.ts';
import { type BoughtOrder, Lane, type Storm } from './lane.ts';
import { Witness } from './witness.ts';

const [logPath = '', base = '', bankUrl = ''] = process.argv.slice(2);
const witness = new Witness(base, openJsonLog<WitnessFact>(logPath));
const orders: BoughtOrder[] = [];
let storm: Storm | undefined;

const tell = (done: FromWitness['done']): void =>
  void process.send?.({
    done,
    requests: requestCount(),
    completed: witness.completed,
    messages: witness.messages,
    refused: witness.refused,
    open: witness.open,
  } satisfies FromWitness);

async function run(order: Extract<ToWitness, { storm: object }>['storm']): Promise<void> {
  witness.beginRound();
  const current: Storm = { base, bankUrl, round: order.round, witness, orders, stopped: false };
  storm = current;
  await Promise.all(
    Array.from({ length: order.lanes }, async (_, number) => {
      try {
        await new Lane(current, order.seed, number).run(order.weights as never);
      } catch (error) {
        if (!(error instanceof GoneError)) throw error;
      }
    }),
  );
  tell('storm');
}

process.on('message', (message: ToWitness) => {
  if ('storm' in message) void run(message.storm);
  else if ('stop' in message) {
    if (storm) storm.stopped = true;
  } else if ('retry' in message) void witness.retry(message.retry === 'final').then(() => tell('retry'));
  else void witness.verify().then(() => tell('verify'));
});
process.on('disconnect', () => process.exit(0));

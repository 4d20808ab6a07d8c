/** The world outside: payment provider, mail server, receiver of webhooks and WhatsApp in one process, which no round kills. Forked by the suite. */
import type { AddressInfo } from 'node:net';
import { settingsFor } from '../../fixtures/whatsapp/settings.ts';
import { openJsonLog } from '../json-log.ts';
import { Random } from '../random.ts';
import { CALLBACK_PATH } from './adapter.ts';
import type { OutsideFact } from './facts.ts';
import { createHookReceiver } from './hooks.ts';
import { createMailServer } from './mail.ts';
import type { FromOutside, ToOutside } from './messages.ts';
import { Payments } from './payments.ts';
import { createProvider, setCallbackUrl } from './provider.ts';
import { Messenger } from './whatsapp.ts';

const [logPath = '', seed = '', base = ''] = process.argv.slice(2);
setCallbackUrl(base + CALLBACK_PATH);
const log = openJsonLog<OutsideFact>(logPath);
const provider = createProvider(new Payments(log), new Random(seed, 'outside'));
const mail = createMailServer(log);
const hooks = createHookReceiver(log, new Random(seed, 'hooks'));
const messenger = await Messenger.start(log, `${base}/channels/whatsapp/webhook`);
const { outboundAllow: _, ...whatsapp } = settingsFor(messenger.whatsapp);
const portOf = (server: { address(): unknown }): number => (server.address() as AddressInfo).port;
process.on('message', (message: ToOutside) => {
  if ('write' in message) messenger.write(message.write);
  else if ('stop' in message) messenger.stop();
  else if ('ahead' in message) messenger.setAhead(message.ahead);
  else
    void messenger
      .flush(message.flush === 'final')
      .then((open) => process.send?.({ flushed: true, open } satisfies FromOutside));
});
provider.listen(0, '127.0.0.1', () =>
  mail.listen(0, '127.0.0.1', () =>
    hooks.listen(0, '127.0.0.1', () =>
      process.send?.({
        providerUrl: `http://127.0.0.1:${portOf(provider)}`,
        smtpPort: portOf(mail.server),
        hookUrl: `http://127.0.0.1:${portOf(hooks)}/`,
        whatsapp,
      }),
    ),
  ),
);
process.on('disconnect', () => process.exit(0));

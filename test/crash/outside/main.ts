/** The world outside: payment provider, mail server and receiver of webhooks in one process, which no round kills. Forked by the suite. */
import type { AddressInfo } from 'node:net';
import { openJsonLog } from '../json-log.ts';
import { Random } from '../random.ts';
import type { OutsideFact } from './facts.ts';
import { createHookReceiver } from './hooks.ts';
import { createMailServer } from './mail.ts';
import { Payments } from './payments.ts';
import { createProvider, setCallbackUrl } from './provider.ts';

const [logPath = '', seed = '', callback = ''] = process.argv.slice(2);
setCallbackUrl(callback);
const log = openJsonLog<OutsideFact>(logPath);
const provider = createProvider(new Payments(log), new Random(seed, 'outside'));
const mail = createMailServer(log);
const hooks = createHookReceiver(log, new Random(seed, 'hooks'));
const portOf = (server: { address(): unknown }): number => (server.address() as AddressInfo).port;
provider.listen(0, '127.0.0.1', () =>
  mail.listen(0, '127.0.0.1', () =>
    hooks.listen(0, '127.0.0.1', () =>
      process.send?.({
        providerUrl: `http://127.0.0.1:${portOf(provider)}`,
        smtpPort: portOf(mail.server),
        hookUrl: `http://127.0.0.1:${portOf(hooks)}/`,
      }),
    ),
  ),
);
process.on('disconnect', () => process.exit(0));

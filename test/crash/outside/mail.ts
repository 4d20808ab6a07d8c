import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import type { JsonLog } from '../json-log.ts';
import type { OutsideFact } from './facts.ts';

/** A mail server that writes down what it took, before it says so. */
export function createMailServer(log: JsonLog<OutsideFact>): SMTPServer {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, _session, done) {
      text(stream).then(
        (source) => {
          const header = (name: string): string =>
            new RegExp(`^${name}: (.*(?:\\r\\n[ \\t].*)*)`, 'im')
              .exec(source)?.[1]
              ?.replace(/\r\n\s+/g, ' ') ?? '';
          log.write({ kind: 'mail', messageId: header('Message-ID'), subject: header('Subject') });
          done();
        },
        (error: Error) => done(error),
      );
    },
  });
  // The line is cut whenever a server is killed while it sends.
  server.on('error', () => {});
  return server;
}

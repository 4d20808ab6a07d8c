import { adminActions, adminReplies } from '../../commerce/admin/model.ts';
import { devOutbox } from '../../connectors/notifiers/dev-outbox.ts';
import { jobRows } from '../../platform/jobs/model.ts';
import type { Contact } from '../contact.ts';
import { type About, names, personal } from '../personal.ts';
import { erasedAnswer } from '../tombstone.ts';

/** Jobs that move money, or erase: what they name stays in the books. */
const KEPT_JOBS = /^(payment\.|erasure\.)/;

const mentioned = (value: unknown, { contacts }: About, storedAt: number): boolean =>
  contacts.blackenAll(value, storedAt) !== undefined;

/** Records of work: they name what they are about, and some repeat it. */
export const recordData = [
  personal({
    collection: devOutbox,
    holds: 'messages that would have been sent',
    erased: 'deleted',
    of: (message, about) => {
      const { to, subject, text, html, createdAt } = message;
      const contacts: Contact[] = to
        .split(', ')
        .map((value) => ({ kind: value.includes('@') ? 'email' : 'phone', value }));
      return (
        about.contacts.owns(contacts, createdAt) ||
        names([subject, text], about) ||
        mentioned([subject, text, html], about, createdAt)
      );
    },
    fate: () => 'delete',
  }),
  personal({
    collection: adminReplies,
    holds: 'answers to writes, for a day',
    erased: 'deleted; answers about orders are kept without the person, so that no refund is made twice',
    of: ({ answer, note, createdAt }, about) =>
      names([answer, note], about) || mentioned([answer, note], about, createdAt),
    fate: (reply, { found }) => {
      if (!ordersIn(reply.answer, found.orders)) return 'delete';
      const { note: _note, ...rest } = reply;
      const answer = erasedAnswer(reply.answer);
      const same = reply.note === undefined && JSON.stringify(answer) === JSON.stringify(reply.answer);
      return same ? 'keep' : { replace: { ...rest, answer } };
    },
  }),
  personal({
    collection: adminActions,
    holds: 'who changed what; ids only, but for what was mistyped into an address',
    erased: 'kept; an address that names the person is removed',
    of: ({ targetId, createdAt }, about) => targetId !== undefined && mentioned(targetId, about, createdAt),
    fate: ({ targetId: _target, ...replace }) => ({ replace }),
  }),
  personal({
    collection: jobRows,
    holds: 'which document a job is about, and the error of one that failed',
    erased: 'deleted; those that move money are kept without their errors',
    of: ({ payload, key, lastError, createdAt }, about) =>
      names([payload, key], about) || mentioned([payload, lastError], about, createdAt),
    fate: (job, about) => {
      const { lastError, ...replace } = job;
      const isOwn = job.kind.startsWith('erasure.');
      const isNeeded = [...about.waiting].some((id) => JSON.stringify(job.payload).includes(id));
      if (KEPT_JOBS.test(job.kind) || isNeeded || job.status === 'running')
        return lastError === undefined || isOwn ? 'keep' : { replace };
      return 'delete';
    },
  }),
];

function ordersIn(value: unknown, orders: ReadonlySet<string>): boolean {
  if (typeof value === 'string') return orders.has(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((inner) => ordersIn(inner, orders));
}

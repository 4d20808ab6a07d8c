import type { z } from 'zod';

/** A work awaited something other than its transaction's own methods: a network call, a timer, a file. Nothing was written. */
export class TransactionAwaitedOutsideError extends Error {
  override readonly name = 'TransactionAwaitedOutsideError';
  constructor() {
    super(
      'the work of a transaction awaited something other than the methods of its transaction (network, timer, file); ' +
        'do that before or after transaction(), and pass the result in',
    );
  }
}

/** A transaction was used after its work had settled, or after it was refused. */
export class TransactionEndedError extends Error {
  override readonly name = 'TransactionEndedError';
  constructor() {
    super('this transaction has ended; await every one of its methods before the work returns');
  }
}

/** The store was used from inside the work of a transaction, where it would see another state, or wait for itself. */
export class StoreUsedInsideTransactionError extends Error {
  override readonly name = 'StoreUsedInsideTransactionError';
  constructor(method: string) {
    super(
      `store.${method}() was called inside the work of a transaction; use the transaction it was given instead`,
    );
  }
}

/**
 * The store cannot read or write now, by no fault of the program: the disk is full, the file damaged, the database away.
 * What was being written is not stored. The message is for the operator.
 */
export class StoreUnavailableError extends Error {}

export class StoreClosedError extends Error {
  override readonly name = 'StoreClosedError';
  constructor() {
    super('the store is closed');
  }
}

/** A document that its collection's schema refuses: a fault of the program, never of the person who called. */
export class InvalidDocumentError extends Error {
  override readonly name = 'InvalidDocumentError';
  readonly collection: string;
  constructor(collection: string, id: string, cause: z.ZodError) {
    const issues = cause.issues.map((issue) => `${issue.path.join('.') || '(document)'}: ${issue.message}`);
    super(`${collection}/${id} does not fit its schema: ${issues.join('; ')}`, { cause });
    this.collection = collection;
  }
}

/** A query or collection that the store cannot serve: a fault of the program. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
}

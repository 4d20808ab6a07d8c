export interface Fault {
  /** Such as `POST /v1/payment_intents/*` + `/confirm`; `*` stands for one part of the path. */
  on: string;
  /** Before anything was done, or after all of it was, so that only the answer is lost. */
  at: 'before' | 'after';
  /** The connection breaks, no answer ever comes, an HTTP status, or the answer as it should be. */
  give: 'drop' | 'hang' | 'answer' | 429 | 500 | 503;
  /** Awaited first. */
  wait?: () => Promise<unknown>;
  /** How often. Default 1. */
  times?: number;
}

/** What goes wrong, in the order in which it was asked for. */
export class Faults {
  readonly #planned: { fault: Fault; pattern: RegExp; left: number }[] = [];

  plan(fault: Fault): void {
    const pattern = new RegExp(`^${fault.on.replaceAll('*', '[^/]+')}$`);
    this.#planned.push({ fault, pattern, left: fault.times ?? 1 });
  }

  take(request: string, at: Fault['at']): Fault | undefined {
    const found = this.#planned.find((p) => p.left > 0 && p.fault.at === at && p.pattern.test(request));
    if (found) found.left -= 1;
    return found?.fault;
  }

  clear(): void {
    this.#planned.length = 0;
  }
}

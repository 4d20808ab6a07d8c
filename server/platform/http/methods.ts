import type { RequestHandler } from 'express';
import { ProblemError } from './problem.ts';

/**
 * Answers 405 with `Allow`: the last handler of a route.
 *
 * @example router.route('/orders').get(list).post(create).all(allowOnly('GET', 'POST'))
 */
export function allowOnly(...methods: string[]): RequestHandler {
  const allow = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
  return (req) => {
    throw new ProblemError({
      status: 405,
      type: 'method-not-allowed',
      detail: `${req.method} is not possible here; use ${methods.join(' or ')}.`,
      headers: { Allow: allow },
    });
  };
}

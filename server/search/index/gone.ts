/** What no product and no term is merged into. */
export const GONE = 0xffffffff;

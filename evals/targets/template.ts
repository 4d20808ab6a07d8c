/** What `{{name}}` stands for in a request. */
export type Slots = Readonly<Record<string, unknown>>;

/**
 * Fills `{{text}}` and the like into the texts of a value. A text that is nothing but one slot becomes the slot's value, so that a
 * list or a number stays one; a property whose slot is undefined is left out.
 */
export function fill(template: unknown, slots: Slots): unknown {
  if (typeof template === 'string') {
    const whole = /^\{\{\s*(\w+)\s*\}\}$/.exec(template);
    if (whole) return slots[whole[1]!];
    return fillText(template, slots);
  }
  if (Array.isArray(template)) return template.map((one) => fill(one, slots));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(
    Object.entries(template).flatMap(([key, inner]) => {
      const value = fill(inner, slots);
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

export const fillText = (template: string, slots: Slots): string =>
  template.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_all, name: string) => String(slots[name] ?? ''));

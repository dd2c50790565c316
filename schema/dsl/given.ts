/**
 * What was given, or nothing where that is no object. A schema can be wrong in any way: its check tells all that is,
 * which an exception here would keep it from.
 */
export function given<T extends object>(options: T): Partial<T> {
  return typeof options === "object" && options !== null ? options : {};
}

/** Freezes data made of plain objects and arrays, all the way down, however deep that is. */
export function deepFreeze<T>(value: T): T {
  const open: unknown[] = [value];
  while (open.length > 0) {
    const one = open.pop();
    // The elements of typed arrays cannot be frozen.
    if (typeof one !== "object" || one === null || Object.isFrozen(one) || ArrayBuffer.isView(one)) continue;
    Object.freeze(one);
    for (const key of Reflect.ownKeys(one)) open.push((one as Record<PropertyKey, unknown>)[key]);
  }
  return value;
}

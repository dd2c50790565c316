/**
 * What was given, or nothing where that is no object. A schema can be wrong in any way: its check tells all that is,
 * which an exception here would keep it from.
 */
export function given<T extends object>(options: T): Partial<T> {
  return typeof options === "object" && options !== null ? options : {};
}

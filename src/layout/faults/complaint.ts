/** A fault before it is known in which file and record it is. */
export interface Complaint {
  readonly field: string;
  readonly problem: string;
  readonly cure: string;
}

/** A number of bytes, bits or elements that is none. */
export function* countComplaints(what: string, count: number, field: string): Iterable<Complaint> {
  if (Number.isSafeInteger(count) && count >= 0) return;
  yield { field, problem: `its ${what} is ${show(count)}`, cure: "give a whole number that is not negative" };
}

/** A value of a schema, of whatever type, in a few words. */
export function show(value: unknown): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
    case "bigint":
      return `${value}n`;
    case "object":
      return showObject(value);
    case "function":
    case "symbol":
      return `a ${typeof value}`;
    default:
      return String(value);
  }
}

function showObject(value: object | null): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  const { kind } = value as { readonly kind?: unknown };
  return typeof kind === "string" ? show(kind) : "an object";
}

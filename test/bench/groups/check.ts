import { isDeepStrictEqual } from "node:util";

/** A variant that gives anything wrong is not timed. */
export function mustEqual(found: unknown, expected: unknown, what: string): void {
  if (isDeepStrictEqual(found, expected)) return;
  throw new Error(`${what}: found ${show(found)}, expected ${show(expected)}`);
}

function show(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  return JSON.stringify(value, (_, member) => (typeof member === "bigint" ? `${member}n` : member));
}

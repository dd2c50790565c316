import { inspect } from "node:util";

/** The product did what it never may. */
export class Finding extends Error {
  override readonly name = "Finding";
}

export function demand(holds: boolean, what: string, ...about: readonly unknown[]): asserts holds {
  if (!holds) throw new Finding(`${what}${about.map((one) => `\n  ${tryToShow(one)}`).join("")}`);
}

/** Some things hold themselves. */
function tryToShow(value: unknown): string {
  try {
    return show(value);
  } catch {
    return inspect(value);
  }
}

/** What a call gave: a value, or an error that it may throw. */
export type Outcome<T> = { readonly value: T } | { readonly error: Error };

/** Calls, and passes on any error whose name is not among `allowed`. */
export function outcomeOf<T>(call: () => T, ...allowed: readonly string[]): Outcome<T> {
  try {
    return { value: call() };
  } catch (error) {
    return allowedError(error, allowed);
  }
}

/** As `outcomeOf`, of a promise. */
export async function outcomeOfAsync<T>(call: () => Promise<T>, ...allowed: readonly string[]): Promise<Outcome<T>> {
  try {
    return { value: await call() };
  } catch (error) {
    return allowedError(error, allowed);
  }
}

function allowedError(error: unknown, allowed: readonly string[]): { readonly error: Error } {
  // By name: code that is generated and loaded here brings its own copy of the classes.
  if (error instanceof Error && allowed.includes(error.name)) return { error };
  throw error;
}

const faultCodes: ReadonlySet<unknown> = new Set([
  ...["out-of-bounds", "wrong-type", "wrong-variant", "wrong-length", "wrong-constant", "wrong-count"],
  ...[
    "out-of-range",
    "wrong-value",
    "too-long",
    "not-encodable",
    "too-large",
    "unknown-record",
    "wrong-checksum",
    "wrong-padding",
  ],
]);

/** A fault says what, where and why, and its offset is one in the bytes. */
export function demandFault(error: Error, size?: number): void {
  const { code, record, path, offset, message } = error as Error & Readonly<Record<string, unknown>>;
  demand(faultCodes.has(code), "a fault without a code", error);
  demand(typeof record === "string" && record !== "" && typeof path === "string", "a fault without a place", error);
  demand(
    message !== "" && !/(?:found|expected|is|takes|named) undefined|\[object|NaN bytes/.test(message),
    "a fault whose message says nothing",
    error,
  );
  const isPlace = offset === undefined || (Number.isInteger(offset) && (offset as number) >= 0);
  demand(isPlace, "a fault at a place that is none", error);
  if (size !== undefined && offset !== undefined && code !== "out-of-bounds") {
    demand((offset as number) < size, "a fault outside of the bytes", error);
  }
}

/** The same text for the same value, to the bit; two values that differ give two texts. */
export function show(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (typeof value === "string") return JSON.stringify(value);
  if (value instanceof Uint8Array) return `<${Buffer.from(value).toString("hex")}>`;
  if (value instanceof Error) return inspect(value).slice(0, 3000);
  if (Array.isArray(value)) return `[${value.map(show).join()}]`;
  if (typeof value !== "object" || value === null) return String(value);
  const parts = Object.keys(value).map((key) => `${key}:${show((value as Record<string, unknown>)[key])}`);
  return `{${parts.join()}}`;
}

/** What an outcome is, as text that can be compared. */
export function showOutcome(outcome: Outcome<unknown>): string {
  if ("value" in outcome) return show(outcome.value);
  const { name, message, code, record, path, offset, errno } = outcome.error as Error &
    Readonly<Record<string, unknown>>;
  return show({ name, message, code, record, path, offset, errno });
}

/** Text that is to be printable ASCII and newlines. */
export function demandAscii(text: string): void {
  const found = /[^\x20-\x7e\n]/.exec(text);
  demand(found === null, "text for a terminal that is not printable ASCII", text.slice(0, 2000));
}

/** A line that must not drive a terminal. */
export function demandOneLine(text: string): void {
  demand(!/[\p{C}\p{Zl}\p{Zp}]/u.test(text), "a line for a terminal with controls in it", text.slice(0, 2000));
}

const prototypes = [Object.prototype, Array.prototype, Function.prototype, Uint8Array.prototype, Error.prototype];
const membersOf = () => prototypes.map((one) => Reflect.ownKeys(one).length).join();
const membersAtStart = membersOf();

/** No input may change what all objects share. */
export function demandCleanPrototypes(): void {
  demand(membersOf() === membersAtStart, "a prototype was changed", membersOf());
}

import type { Fault } from "../../src/wire/index.ts";

/** What a call gives, or the whole fault that it throws. Whatever else it throws is a test's failure. */
export type Outcome<T> = { readonly value: T } | { readonly fault: Fault };

export function outcomeOf<T>(call: () => T): Outcome<T> {
  try {
    return { value: call() };
  } catch (error) {
    if (!isFault(error)) throw error;
    const { code, record, path, offset, found, expected } = error;
    return { fault: { code, record, path, offset, found, expected } };
  }
}

/** By name: code that is generated and loaded in a test brings its own copy of the class. */
function isFault(error: unknown): error is Fault {
  return error instanceof Error && error.name === "BytewrightError";
}

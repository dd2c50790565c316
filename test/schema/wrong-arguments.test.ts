import { describe, expect, test } from "vitest";
import * as dsl from "../../schema/dsl/index.ts";
import { checkSchema } from "../../src/layout/index.ts";

// A schema with a circular import, or none of TypeScript's help, calls the vocabulary with anything: it throws, which
// stops the schema with its file, or the check says what is wrong.

const vocabulary = { ...dsl } as unknown as { readonly [name: string]: (...given: unknown[]) => unknown };
const anything: readonly unknown[] = [undefined, null, 0, "text", Symbol("s"), [], {}, new Uint8Array(2), () => 1];
const builders = ["struct", "nested", "anonymous", "union", "anonymousUnion", "array", "bits", "padding"] as const;
const definers = ["bytes", "opaque", "enumeration", "flags", "record", "family"] as const;

function faultsOf(make: () => unknown): number {
  try {
    const made = make();
    const holder = { kind: "struct", name: "s", fields: { a: made }, packed: false };
    return checkSchema({ families: [made], structs: [holder, made] } as never).length;
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError);
    return 1;
  }
}

describe.each([...builders, ...definers])("%s", (name) => {
  test("does not take anything for what it is not", () => {
    for (const first of anything) {
      for (const second of anything) expect(faultsOf(() => vocabulary[name]?.(first, second))).toBeGreaterThan(0);
    }
  });
});

test("an enumeration that is missing is not none", () => {
  const message = "what is given for names was not made with enumeration(…)";
  const options = { byteOrder: "little", records: [] } as const;
  expect(() => dsl.u8.enum({} as never)).toThrow(message);
  expect(() => dsl.u8.flags(dsl.enumeration("e", {}).$enumeration as never)).toThrow(message);
  expect(() => dsl.family("f", { ...options, types: {} as never })).toThrow(message);
});

test("data of any depth is frozen", () => {
  let deep: unknown = {};
  for (let i = 0; i < 100_000; i++) deep = { deep };
  expect(Object.isFrozen(dsl.struct("s", { fields: deep as never }).fields)).toBe(true);
});

test("a definition knows its file, and leaves the way in which stacks are written as it was", () => {
  const before = { prepareStackTrace: Error.prepareStackTrace, stackTraceLimit: Error.stackTraceLimit };
  const prepareStackTrace = () => "mine";
  Object.assign(Error, { prepareStackTrace, stackTraceLimit: 0 });
  const { definedIn } = dsl.alignedTo(8).struct("s", { fields: {} });
  const after = { prepareStackTrace: Error.prepareStackTrace, stackTraceLimit: Error.stackTraceLimit };
  Object.assign(Error, before);
  expect(definedIn).toBe(import.meta.filename);
  expect(after).toEqual({ prepareStackTrace, stackTraceLimit: 0 });
});

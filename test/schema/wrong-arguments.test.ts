import { describe, expect, test } from "vitest";
import * as dsl from "../../schema/dsl/index.ts";
import { checkSchema } from "../../src/layout/index.ts";

// A schema with a circular import, or none of TypeScript's help, calls the vocabulary with anything. What comes of it
// is for the check to tell: an exception would hide all other faults.

const vocabulary = { ...dsl } as unknown as { readonly [name: string]: (...given: unknown[]) => unknown };
const anything: readonly unknown[] = [undefined, null, 0, "text", Symbol("s"), [], {}, new Uint8Array(2), () => 1];
const builders = [
  "struct",
  "nested",
  "anonymous",
  "union",
  "anonymousUnion",
  "array",
  "bytes",
  "bits",
  "padding",
] as const;
const definers = ["opaque", "enumeration", "flags", "record", "family"] as const;

describe.each([...builders, ...definers])("%s", (name) => {
  test("takes anything, and the check says what is wrong with it", () => {
    for (const first of anything) {
      for (const second of anything) {
        const made = vocabulary[name]?.(first, second);
        const holder = { kind: "struct", name: "s", fields: { a: made }, packed: false };
        expect(checkSchema({ families: [made], structs: [holder, made] } as never).length).toBeGreaterThan(0);
      }
    }
  });
});

test("an enumeration that is missing is a fault, and not none", () => {
  for (const missing of [undefined, null, {}]) {
    const fields = { a: dsl.u8.enum(missing as never), b: dsl.u8.flags(missing as never) };
    const problems = checkSchema({ families: [], structs: [dsl.struct("s", { fields })] }).map(
      ({ problem }) => problem,
    );
    expect(problems).toEqual(["its enumeration is null", "its flags is null"]);
  }
});

test("data of any depth is frozen", () => {
  let deep: unknown = {};
  for (let i = 0; i < 100_000; i++) deep = { deep };
  expect(Object.isFrozen(dsl.struct("s", { fields: deep as never }).fields)).toBe(true);
});

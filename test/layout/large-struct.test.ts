import { expect, test } from "vitest";
import { array, bytes, type StructDefinition, struct, u8 } from "../../schema/dsl/index.ts";
import { checkSchema, describeSchemaFault, SchemaError, type SchemaFault } from "../../src/layout/index.ts";

function largeStruct(one: StructDefinition): SchemaFault[] {
  return checkSchema({ families: [], structs: [one] });
}

function faults(size: number): string[] {
  return largeStruct(struct("s", { fields: { a: bytes(size) } })).map(describeSchemaFault);
}

test("there are codecs for structs of up to 2^31 - 1 bytes", () => {
  expect(faults(2 ** 31 - 1)).toEqual([]);
  expect(faults(2 ** 31)).toEqual([
    `${import.meta.filename}: s: takes 2147483648 bytes, and there are codecs for 2147483647 at most; make its arrays shorter`,
  ]);
});

test("lists in the largest struct are looked at, too", () => {
  const a = array(u8, 2 ** 24 + 1);
  const [fault, ...others] = largeStruct(struct("s", { fields: { a, b: bytes(2 ** 31 - 2 - 2 ** 24) } }));
  expect(fault?.problem).toBe("makes the lists of a value have more than 16777216 elements");
  expect(others).toEqual([]);
});

test("the error of a schema has a line for each fault", () => {
  const faults = [1, 2].map((i) => ({ file: "f.ts", record: `r${i}`, field: "", problem: "is", cure: "do" }));
  expect(new SchemaError(faults).message).toBe("f.ts: r1: is; do\nf.ts: r2: is; do");
});

test("the error of a schema has a name of its own", () => {
  expect(String(new SchemaError(largeStruct(struct("s", { fields: { a: bytes(2 ** 31) } }))))).toMatch(
    /^SchemaError: /,
  );
});

import { expect, test } from "vitest";
import { bytes, struct } from "../../schema/dsl/index.ts";
import { describeSchemaFault, largeStruct, SchemaError } from "../../src/layout/index.ts";

function faults(size: number): string[] {
  return largeStruct(struct("s", { fields: { a: bytes(size) } })).map(describeSchemaFault);
}

test("there are codecs for structs of up to 2^31 - 1 bytes", () => {
  expect(faults(2 ** 31 - 1)).toEqual([]);
  expect(faults(2 ** 31)).toEqual([
    `${import.meta.filename}: s: takes 2147483648 bytes, and there are codecs for 2147483647 at most; make its arrays shorter`,
  ]);
});

test("the error of a schema has a name of its own", () => {
  expect(String(new SchemaError(largeStruct(struct("s", { fields: { a: bytes(2 ** 31) } }))))).toMatch(
    /^SchemaError: /,
  );
});

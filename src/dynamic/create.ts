import type { ByteOrder } from "../wire/codec.ts";
import type { FieldLayout, Layout, TypeLayout } from "../wire/layout.ts";
import { textSize } from "../wire/text.ts";
import { createUnion } from "../wire/union.ts";
import { makeInside } from "../wire/values.ts";
import { fieldsOf } from "./fields.ts";
import type { Given } from "./fit.ts";
import { readStruct, readUnion } from "./read.ts";
import { plainUnion } from "./union.ts";

/** What is the same for all parts of a value. */
interface Context {
  readonly record: string;
  readonly byteOrder: ByteOrder;
}

/** What `init` says of a struct, completed: zeros, empty lists, constants, and counts from their arrays. */
export function createStruct(layout: Layout, init: Given, context: Context): Given {
  const { own, unions } = fieldsOf(layout);
  const fields = own.map((field) => [field.name, createField(field, init, context)]);
  const lifted = unions.map((union) =>
    readStruct(union.layout, bytesOfUnion(union.layout, true, init, context), 0, context.byteOrder),
  );
  return Object.assign(Object.fromEntries(fields), ...lifted);
}

function bytesOfUnion(union: Layout, isLifted: boolean, init: Given, { record, byteOrder }: Context) {
  return createUnion(plainUnion(union, isLifted, record, byteOrder), init);
}

function createField({ name, type, constant, counts }: FieldLayout, init: Given, context: Context): unknown {
  const given = init[name];
  if (constant !== undefined) return given ?? constant;
  if (counts === undefined) return complete(type, given, context, name);
  const count = init[counts] === undefined ? 0 : elementCount(init[counts]);
  return given ?? (type.kind === "integer" && type.big ? BigInt(count) : count);
}

/** How many elements an array has, as C counts them: of a string, its bytes. */
function elementCount(array: unknown): number {
  return typeof array === "string" ? textSize(array) : (array as { readonly length: number }).length;
}

/** `path` is where the value stands in what is around it. */
function complete(type: TypeLayout, given: unknown, context: Context, path: string): unknown {
  const { record, byteOrder } = context;
  const init = (given === undefined ? {} : given) as Given;
  if (type.kind === "struct") return makeInside(record, path, () => createStruct(type.layout, init, context));
  if (type.kind === "union") {
    const bytes = makeInside(record, path, () => bytesOfUnion(type.layout, false, init, context));
    return readUnion(type.layout, bytes, 0, byteOrder);
  }
  const value = given ?? zeroOf(type);
  if ((type.kind !== "array" && type.kind !== "flexible") || !Array.isArray(value)) return value;
  return makeInside(record, path, () => value.map((item, i) => complete(type.element, item, context, `[${i}]`)));
}

/** The zero of a type; that of an array's elements is left to be completed. */
function zeroOf(type: TypeLayout): unknown {
  switch (type.kind) {
    case "integer":
      return type.big ? 0n : 0;
    case "string":
      return "";
    case "bytes":
      return new Uint8Array(type.size);
    case "array":
      return Array.from({ length: type.length });
    case "flexible":
      return type.as === "bytes" ? new Uint8Array(0) : type.as === "string" ? "" : [];
    default:
      return 0;
  }
}

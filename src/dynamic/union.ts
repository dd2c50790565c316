import type { ByteOrder } from "../wire/codec.ts";
import type { Layout } from "../wire/layout.ts";
import type { UnionMember } from "../wire/union.ts";
import { fieldsOf } from "./fields.ts";
import { fitStruct } from "./fit.ts";
import { readStruct } from "./read.ts";
import { writeStruct } from "./write.ts";

/** The members of a union, each read and written as a struct of its own; `record` is for errors. */
export function unionMembers(union: Layout, record: string, byteOrder: ByteOrder): UnionMember[] {
  return alternativesOf(union).map((layout) => ({
    fields: fieldsOf(layout).held.map(({ name }) => name),
    fit(value) {
      fitStruct(layout, value, { record, byteOrder }, "");
      return layout.size;
    },
    read: (b, p) => readStruct(layout, b, p, byteOrder),
    write(b, p, value) {
      b.bytes.fill(0, p, p + layout.size);
      writeStruct(layout, value, b, p, byteOrder);
    },
  }));
}

/** A struct for each member, as large as the union. */
function alternativesOf(union: Layout): Layout[] {
  return union.members.flatMap((member) =>
    member.kind === "padding" ? [] : [{ ...union, kind: "struct" as const, name: "", members: [member] }],
  );
}

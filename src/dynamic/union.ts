import type { ByteOrder } from "../wire/codec.ts";
import type { Layout } from "../wire/layout.ts";
import type { PlainUnion, UnionMember } from "../wire/union.ts";
import { fieldsOf } from "./fields.ts";
import { fitStruct } from "./fit.ts";
import { readStruct } from "./read.ts";
import { writeStruct } from "./write.ts";

/** What is known of a union; `record` is for errors. Its members are read and written as structs of their own. */
export function plainUnion(union: Layout, isLifted: boolean, record: string, byteOrder: ByteOrder): PlainUnion {
  return { record, size: union.size, isLifted, members: membersOf(union, record, byteOrder) };
}

function membersOf(union: Layout, record: string, byteOrder: ByteOrder): UnionMember[] {
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

const known = new WeakMap<Layout, readonly Layout[]>();

/** A struct for each member, as large as the union; made once, as what is known of its fields is. */
function alternativesOf(union: Layout): readonly Layout[] {
  const made = known.get(union) ?? split(union);
  known.set(union, made);
  return made;
}

function split(union: Layout): Layout[] {
  return union.members.flatMap((member) =>
    member.kind === "padding" ? [] : [{ ...union, kind: "struct" as const, name: "", members: [member] }],
  );
}

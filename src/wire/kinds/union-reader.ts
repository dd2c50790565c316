import { copyBytes } from "../binding.ts";
import type { Layout } from "../layout.ts";
import type { Read } from "./kind.ts";
import { fieldsReader, structCoder } from "./struct-coder.ts";
import { byTag, type UnionLayout } from "./union-members.ts";

/** Reads the value of a union. */
export function unionReader({ layout, isLifted }: UnionLayout): Read {
  const { size } = layout;
  if (layout.tag !== undefined && !isLifted) return taggedReader(layout);
  const read = fieldsReader(layout);
  return (b, p, le) => {
    const value: { [field: string]: unknown } = isLifted ? {} : { $bytes: copyBytes(b.bytes, p, p + size) };
    read(value, b, p, le);
    return value;
  };
}

function taggedReader(layout: Layout): Read {
  const readers = byTag(layout, ({ field, type }) => ({ $member: field.name, read: structCoder.reader(type) }));
  return (b, p, le, tag) => {
    const member = readers.get(tag as number);
    if (member === undefined) return { $member: "unknown", $bytes: copyBytes(b.bytes, p, p + layout.size) };
    const { $member, read } = member;
    return Object.assign({ $member }, read(b, p, le));
  };
}

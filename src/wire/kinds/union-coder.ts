import { viewClassOf } from "../view-class.ts";
import type { Coder, Compare, Write } from "./kind.ts";
import type { UnionLayout } from "./union-members.ts";
import { unionReader } from "./union-reader.ts";
import type { TakenUnion } from "./union-taken.ts";
import { unionValues } from "./union-values.ts";

/** Over other bytes, such as those of another member of a union around it: holes are left alone. */
const put: Write = (b, p, le, taken) => {
  const { bytes, members } = taken as TakenUnion;
  if (members === undefined) b.bytes.set(bytes, p);
  else for (const { member, taken } of members) member.write(b, p, le, taken);
};

const compare: Compare = (b, p, le, taken) => {
  const { bytes, members } = taken as TakenUnion;
  if (members === undefined) return bytes.every((byte, i) => byte === b.bytes[p + i]);
  return members.every((one) => one.member.compare(b, p, le, one.taken));
};

export const unionCoder: Coder<UnionLayout> = {
  kind: "union",
  values: unionValues,
  reader: unionReader,
  writer: () => put,
  comparer: () => compare,
  toldBy: ({ layout }) => layout.tag?.field,
  look({ layout }, record) {
    const Nested = viewClassOf(layout, record);
    return (b, p, le, tag) => {
      const view = new Nested(b.bytes, p, le);
      return tag === undefined ? view : Object.assign(view, { $tag: tag });
    };
  },
};

import { BtfArray, BtfKind, BtfParam } from "../../../generated/btf/index.ts";
import type { RawType, RawTypes } from "./sections.ts";

/** Farther in than that, and behind so many parameters, nobody reads on. */
const [deepest, mostParameters] = [4, 6];

const words: { readonly [kind: number]: string } = {
  [BtfKind.BTF_KIND_STRUCT]: "struct ",
  [BtfKind.BTF_KIND_UNION]: "union ",
  [BtfKind.BTF_KIND_ENUM]: "enum ",
  [BtfKind.BTF_KIND_ENUM64]: "enum ",
  [BtfKind.BTF_KIND_CONST]: "const ",
  [BtfKind.BTF_KIND_VOLATILE]: "volatile ",
};

/** Writes something of a type as C declares it: `declare(…, "*")` of a function is `void (*)(int)`. */
export function declare(raw: RawTypes, id: number, inside: string, depth = 0): string {
  const type = raw.types[id];
  if (type === undefined || depth > deepest) return `… ${inside}`.trimEnd();
  const order = raw.little;
  const further = (of: number, text: string) => declare(raw, of, text, depth + 1);
  switch (type.kind) {
    case BtfKind.BTF_KIND_PTR:
      return further(type.type, `*${inside}`);
    case BtfKind.BTF_KIND_CONST:
    case BtfKind.BTF_KIND_VOLATILE:
      return raw.types[type.type]?.kind === BtfKind.BTF_KIND_PTR
        ? further(type.type, `${words[type.kind]}${inside}`.trimEnd())
        : words[type.kind] + further(type.type, inside);
    case BtfKind.BTF_KIND_RESTRICT:
    case BtfKind.BTF_KIND_TYPE_TAG:
      return further(type.type, inside);
    case BtfKind.BTF_KIND_ARRAY: {
      const array = (order ? BtfArray : BtfArray.be).decode(type.from.bytes, type.at);
      return further(array.type, `${bracketed(inside)}[${array.nelems}]`);
    }
    case BtfKind.BTF_KIND_FUNC_PROTO:
      return further(type.type, `${bracketed(inside)}(${parametersOf(raw, type, depth)})`);
    case BtfKind.BTF_KIND_FWD:
      return `${type.flag ? "union" : "struct"} ${type.name} ${inside}`.trimEnd();
    default:
      return `${words[type.kind] ?? ""}${type.name || "{ … }"} ${inside}`.trimEnd();
  }
}

function bracketed(inside: string): string {
  return inside.startsWith("*") ? `(${inside})` : inside;
}

function parametersOf(raw: RawTypes, { from, at, count }: RawType, depth: number): string {
  if (count === 0) return "void";
  const codec = raw.little ? BtfParam : BtfParam.be;
  const shown = Array.from({ length: Math.min(count, mostParameters) }, (_, i) => {
    const { type } = codec.decode(from.bytes, at + i * BtfParam.size!);
    // The last one may stand for any others.
    return type === 0 ? "..." : declare(raw, type, "", depth + 1);
  });
  return [...shown, ...(count > mostParameters ? ["…"] : [])].join(", ");
}

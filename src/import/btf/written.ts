import { BtfArray, BtfKind, BtfParam } from "../../../generated/btf/index.ts";
import { mostParameters, type Written } from "../c-text.ts";
import { each, type RawType } from "./sections.ts";

const words: { readonly [kind: number]: string } = {
  [BtfKind.BTF_KIND_STRUCT]: "struct ",
  [BtfKind.BTF_KIND_UNION]: "union ",
  [BtfKind.BTF_KIND_ENUM]: "enum ",
  [BtfKind.BTF_KIND_ENUM64]: "enum ",
};

/** A type as C writes it; one that is not there is a few dots. */
export function writtenOf(type: RawType | undefined): Written {
  if (type === undefined) return { shape: "name", word: "…" };
  const { kind, name, at, flag } = type;
  const of = type.type || undefined;
  switch (kind) {
    case BtfKind.BTF_KIND_PTR:
      return { shape: "pointer", of };
    case BtfKind.BTF_KIND_CONST:
      return { shape: "qualifier", word: "const", of };
    case BtfKind.BTF_KIND_VOLATILE:
      return { shape: "qualifier", word: "volatile", of };
    case BtfKind.BTF_KIND_RESTRICT:
    case BtfKind.BTF_KIND_TYPE_TAG:
      return { shape: "qualifier", of };
    case BtfKind.BTF_KIND_ARRAY: {
      const array = type.from.read(BtfArray, at);
      return { shape: "array", word: String(array.nelems), of: array.type || undefined };
    }
    case BtfKind.BTF_KIND_FUNC_PROTO:
      // The last one may stand for any others; more are not written.
      return {
        shape: "function",
        of,
        parameters: each(type, BtfParam, mostParameters + 1).map((one) => one.type || "..."),
      };
    case BtfKind.BTF_KIND_FWD:
      return { shape: "name", word: `${flag ? "union" : "struct"} ${name}` };
    default:
      return { shape: "name", word: `${words[kind] ?? ""}${name || "{ … }"}` };
  }
}

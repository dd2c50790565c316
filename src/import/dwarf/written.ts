import type { Written } from "../c-text.ts";
import { Tag } from "./constants.ts";
import type { Entry, Unit } from "./unit.ts";
import { nameOf, targetOf } from "./values.ts";

const shapes: { readonly [tag: number]: Written } = {
  [Tag.pointer]: { shape: "pointer" },
  [Tag.const]: { shape: "qualifier", word: "const" },
  [Tag.volatile]: { shape: "qualifier", word: "volatile" },
  [Tag.restrict]: { shape: "qualifier" },
  [Tag.atomic]: { shape: "qualifier" },
  [Tag.array]: { shape: "array" },
  [Tag.subroutine]: { shape: "function" },
};
const parameters: ReadonlySet<number> = new Set([Tag.formalParameter, Tag.unspecifiedParameters]);

/** An entry as C writes it. */
export function writtenOf({ unit, entry }: { readonly unit: Unit; readonly entry: Entry }): Written {
  const written = shapes[entry.tag];
  const of = targetOf(entry);
  if (written === undefined) return { shape: "name", word: nameOf(entry) };
  if (written.shape !== "function") return { ...written, of };
  const taken = [...unit.children(entry, parameters)];
  return {
    ...written,
    of,
    parameters: taken.map((one) => (one.tag === Tag.formalParameter ? (targetOf(one) ?? "...") : "...")),
  };
}

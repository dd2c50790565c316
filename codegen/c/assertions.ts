import { type AbiName, abis, elementsOf, fieldsAndParts, fieldsOf } from "../../src/layout/index.ts";
import type { Layout } from "../../src/wire/index.ts";

/** Of a struct, given by its layout under each ABI, and of the named structs in it. */
export function assertionsOf(layouts: readonly Layout[]): string[] {
  const [first = [], ...others] = layouts.map((layout) => [...namedInside(layout), layout]);
  return first.map((layout, i) => assertions([layout, ...others.map((inside) => inside[i]!)]));
}

/** The named structs and unions that a struct holds, behind those they hold: the same ones under each ABI. */
function namedInside(layout: Layout): Layout[] {
  return fieldsAndParts(layout).flatMap(({ name, type: whole }) => {
    const type = elementsOf(whole);
    if (!("layout" in type)) return [];
    // One whose members are lifted is written without its name.
    const isNamed = name !== "" && type.layout.name !== "";
    return [...namedInside(type.layout), ...(isNamed ? [type.layout] : [])];
  });
}

/**
 * `_Static_assert`s for the size of a struct and the place and size of all that is in it. What the ABIs share is said
 * once; what is an ABI's own stands behind its condition.
 */
function assertions(layouts: readonly Layout[]): string {
  const byAbi = layouts.map((layout) => ({ abi: layout.abi as AbiName, lines: new Set(linesOf(layout)) }));
  const isShared = (line: string) => layouts.length > 1 && byAbi.every(({ lines }) => lines.has(line));
  const shared = [...(byAbi[0]?.lines ?? [])].filter(isShared);
  const own = byAbi.flatMap(({ abi, lines }) => {
    const others = [...lines].filter((line) => !isShared(line));
    return others.length === 0 ? [] : [`#if ${abis[abi].condition}`, ...others, "#endif"];
  });
  return [...shared, ...own].join("\n");
}

function linesOf(layout: Layout): string[] {
  const tag = `${layout.kind} ${layout.name}`;
  // GCC's C has structs of no bytes: GCC manual, "Empty Structures"; C++ has none.
  const odd = layout.size === 0 ? ": it has no bytes in C, and one in C++, where this header cannot be used" : "";
  const own = `_Static_assert(sizeof(${tag}) == ${layout.size}, "size of ${tag}${odd}");`;
  return [own, ...fieldLines(tag, layout, "", 0)];
}

/** Of every field that has a place of its own: bit fields have none. Those in a type with a name are looked at with that. */
function fieldLines(tag: string, layout: Layout, prefix: string, base: number): string[] {
  return fieldsOf(layout).flatMap((field) => {
    if (field.bits !== undefined) return [];
    const { name, type, size } = field;
    const path = prefix + name;
    const offset = base + field.offset;
    const isOpen = "layout" in type && (name === "" || type.layout.name === "");
    const inside = isOpen ? fieldLines(tag, type.layout, name === "" ? prefix : `${path}.`, offset) : [];
    if (name === "") return inside;
    const place = `_Static_assert(offsetof(${tag}, ${path}) == ${offset}, "offset of ${path} in ${tag}");`;
    const sized = `_Static_assert(sizeof(((${tag} *)0)->${path}) == ${size}, "size of ${path} in ${tag}");`;
    return [place, ...(type.kind === "flexible" ? [] : [sized]), ...inside];
  });
}

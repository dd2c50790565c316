import { type AbiName, abis, fieldsOf } from "../../src/layout/index.ts";
import type { FieldLayout, Layout } from "../../src/wire/index.ts";

/**
 * `_Static_assert`s for the size of a struct and the place and size of all that is in it. What the ABIs share is said
 * once; what is an ABI's own stands behind its condition.
 */
export function assertions(tag: string, layouts: readonly Layout[]): string {
  const byAbi = layouts.map((layout) => ({ abi: layout.abi as AbiName, lines: new Set(linesOf(tag, layout)) }));
  const [first] = byAbi;
  const shared = new Set([...(first?.lines ?? [])].filter((line) => byAbi.every(({ lines }) => lines.has(line))));
  const isComplete = byAbi.length === Object.keys(abis).length;
  const own = byAbi.map(({ abi, lines }) => ({ abi, lines: [...lines].filter((line) => !shared.has(line)) }));
  const blocks = isComplete
    ? [[...shared].join("\n"), ...own.map(({ abi, lines }) => behind(abi, lines))]
    : byAbi.map(({ abi, lines }) => behind(abi, [...lines]));
  return blocks.filter((block) => block !== "").join("\n");
}

function behind(abi: AbiName, lines: readonly string[]): string {
  return lines.length === 0 ? "" : `#if ${abis[abi].condition}\n${lines.join("\n")}\n#endif`;
}

function linesOf(tag: string, layout: Layout): string[] {
  const own = `_Static_assert(sizeof(${tag}) == ${layout.size}, "size of ${tag}");`;
  return [own, ...placedIn(layout, "", 0).flatMap((field) => fieldLines(tag, field))];
}

interface Placed {
  readonly path: string;
  readonly offset: number;
  readonly field: FieldLayout;
}

function fieldLines(tag: string, { path, offset, field }: Placed): string[] {
  const place = `_Static_assert(offsetof(${tag}, ${path}) == ${offset}, "offset of ${path} in ${tag}");`;
  if (field.type.kind === "flexible") return [place];
  return [place, `_Static_assert(sizeof(((${tag} *)0)->${path}) == ${field.size}, "size of ${path} in ${tag}");`];
}

/** Every field that has a place of its own; those of members with a type that has a name are looked at with that. Bit fields have none. */
function placedIn(layout: Layout, prefix: string, base: number): Placed[] {
  return fieldsOf(layout).flatMap((field) => {
    if (field.bits !== undefined) return [];
    const offset = base + field.offset;
    const path = prefix + field.name;
    const inside = "layout" in field.type ? field.type.layout : undefined;
    if (field.name === "") return inside ? placedIn(inside, prefix, offset) : [];
    return [{ path, offset, field }, ...(inside?.name === "" ? placedIn(inside, `${path}.`, offset) : [])];
  });
}

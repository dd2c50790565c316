import type { FieldLayout, Layout } from "../../src/wire/index.ts";

/** `ckpt_hdr_task` → `CkptHdrTask`: the name of a type and its codec. */
export function pascalCase(cName: string): string {
  return cName
    .split("_")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

/** `ckpt_hdr_task` → `ckpt-hdr-task`: the name of its file. */
export function kebabCase(cName: string): string {
  return cName.split("_").filter(Boolean).join("-").toLowerCase();
}

/** The name of a layout in its module: others ask for those of structs. */
export function layoutName(layout: Layout, type: string): string {
  return layout.record === undefined ? `layout$${type}` : "layout";
}

/** The file of what the records of a family have in common. */
export function framingFile(family: string): string {
  return `${kebabCase(family)}-framing`;
}

/** The name of a header's type in the records of a family. */
export function headerName(header: { readonly name: string }, family: string): string {
  return `${pascalCase(header.name)}In${pascalCase(family)}`;
}

/** The name of what a field holds without a module of its own. */
export function innerName(around: string, { name }: Pick<FieldLayout, "name">): string {
  return around + pascalCase(name);
}

/** The name of the constant for a union without a name, among those of a struct or of another such union. */
export function liftedName(around: string, i: number): string {
  return around.startsWith("lifted$") ? `${around}$${i + 1}` : `lifted$${around}$${i + 1}`;
}

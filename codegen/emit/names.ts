import { type FieldLayout, keyOf, type Layout } from "../../src/wire/index.ts";

/** What has a C name and perhaps one in TypeScript. */
export type Named = { readonly name: string; readonly as?: string | undefined };

/** The name of a type and its codec: what the schema says, or made of the C name. */
export function typeName({ name, as }: Named): string {
  return as ?? pascalCase(name);
}

/** The name of its file. */
export function fileName({ name, as }: Named): string {
  return kebabCase(as?.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, "_") ?? name);
}

/** `ckpt_hdr_task` → `CkptHdrTask` */
export function pascalCase(cName: string): string {
  return cName
    .split("_")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

/** `ckpt_hdr_task` → `ckpt-hdr-task` */
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
export function headerName(header: Named, family: Named): string {
  return `${typeName(header)}In${typeName(family)}`;
}

/** The name of what a field holds without a module of its own. */
export function innerName(around: string, field: Pick<FieldLayout, "name" | "as">): string {
  return around + pascalCase(keyOf(field));
}

/** The name of the constant for a union without a name, among those of a struct or of another such union. */
export function liftedName(around: string, i: number): string {
  return around.startsWith("lifted$") ? `${around}$${i + 1}` : `lifted$${around}$${i + 1}`;
}

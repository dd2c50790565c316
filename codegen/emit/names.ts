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

/** `p + 8`, or `p` for offset 0. */
export function plus(base: string, offset: number): string {
  return offset === 0 ? base : `${base} + ${offset}`;
}

/** A number as it stands in code: `40`, `-0`, `0x00feed0cc0a2d200n`. */
export function literal(value: number | bigint): string {
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  return value > 0xffffn ? `0x${value.toString(16).padStart(16, "0")}n` : `${value}n`;
}

/** The index of a loop inside `depth` others. */
export function indexName(depth: number): string {
  return "ijklmn".charAt(depth) || `i${depth}`;
}

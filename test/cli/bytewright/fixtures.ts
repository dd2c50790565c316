import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Run } from "../../support/run.ts";

/** Writes a schema module into a folder and gives its path. */
export function schemaIn(folder: string, body: string, name = "schema.ts"): string {
  const path = join(folder, name);
  const words =
    "array, bits, char, enumeration, f64, family, flags, nested, pointer, record, s16, struct, u8, u16, u32, u64, union";
  writeFileSync(path, `import { ${words} } from "bytewright/schema";\n${body}`);
  return path;
}

/** The complaint, which must be one printable line. */
export function complaintOf(run: Run): string {
  expect(run.stderr).toMatch(/^bytewright: [^\p{C}]+\n$/u);
  expect(run.stderr).not.toContain("internal error");
  return run.stderr.slice("bytewright: ".length, -1);
}

export const pings = `
  export const pingHdr = struct("ping_hdr", { fields: { kind: u8, size: u8 } });
  export const ping = record("ping", { type: 7, fields: { count: u16.doc("How often.") } });
  export const pings = family("pings", {
    byteOrder: "big", header: pingHdr, member: "h", type: "kind", length: { field: "size" }, records: [ping],
  });`;

/** Two pings, one of an unknown type between them. */
export const pingBytes: Uint8Array = Buffer.from("07040102" + "0803ff" + "07040003", "hex");

/** Bare structs, for which C has holes. */
export const points = `
  export const Colour = enumeration("colour", { RED: 1, GREEN: 2 });
  export const Access = flags("access", { READ: 1, WRITE: 2 });
  export const point = struct("point", {
    fields: {
      id: u8, x: u16, y: s16.doc("Down."), seen: u64, colour: u8.enum(Colour), access: u8.flags(Access),
      name: array(char, 6), tags: array(u8, 3), scale: f64, low: bits(u8, 3), high: bits(u8, 5),
    },
  });
  export const other = struct("other", { fields: { a: u32, at: pointer } });`;

/** A point as x86-64 has it, 48 bytes; its fields say what `pointFields` says. */
export const pointBytes: Uint8Array = Buffer.from(
  "0100" +
    "0201" +
    "feff" +
    "0000" +
    "0900000000000000" +
    "02" +
    "03" +
    "616263000000" +
    "010203" +
    "0000000000" +
    "000000000000f83f" +
    "2a" +
    "00000000000000",
  "hex",
);

export const pointFields = {
  id: 1,
  x: 258,
  y: -2,
  seen: "9",
  colour: 2,
  access: 3,
  name: "abc",
  tags: [1, 2, 3],
  scale: 1.5,
  low: 2,
  high: 5,
};

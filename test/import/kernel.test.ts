import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { loadSchema } from "../../codegen/load.ts";
import { compareWith } from "../../src/compare/index.ts";
import { packSchema } from "../../src/files/schema-loader.ts";
import { readBtf } from "../../src/import/btf/index.ts";
import type { RecordType } from "../../src/import/model.ts";
import { writeSchema } from "../../src/import/schema/index.ts";
import { Names } from "../../src/import/schema/names.ts";
import { abis, eachOnce, layOut, namedStructs } from "../../src/layout/index.ts";

const kernel = "/sys/kernel/btf/vmlinux";
const scratch = mkdtempSync(join(tmpdir(), "bytewright-kernel-"));
afterAll(() => rmSync(scratch, { recursive: true }));

// A machine may well have none: no lack of what tests are set up with.
test("every struct and union of the running kernel comes out as it is", { timeout: 300_000 }, async ({ skip }) => {
  skip(!existsSync(kernel), `no ${kernel} here`);
  const types = readBtf(new Uint8Array(readFileSync(kernel)));
  const { files, told } = writeSchema(types, { names: [], source: "vmlinux", file: "index.ts" });
  for (const [name, text] of files) writeFileSync(join(scratch, name), text);
  expect(Math.max(...[...files.values()].map((text) => text.split("export const ").length))).toBeLessThanOrEqual(401);

  const { structs } = await loadSchema(await packSchema(join(scratch, "index.ts")));
  const layouts = structs.map((one) => layOut(one, abis.x86_64));
  const names = new Names(types);
  const records = new Map(
    types.types
      .map((type) => (type.kind === "typedef" ? type.type : type))
      .filter((type): type is RecordType => type.kind === "struct" || type.kind === "union")
      .map((type) => [names.of(type), type]),
  );
  const all = eachOnce([...namedStructs(layouts), ...layouts]);
  const { compared, missing, differences } = compareWith(all, records);
  const wrong = new Set(differences.map(({ type }) => type));
  console.log(`${compared.length - wrong.size} of ${records.size} are equal; as bytes: ${told.join(", ")}`);
  expect(missing).toEqual([]);
  expect(compared).toHaveLength(records.size);
  // Some have a type that has lost its members, or that no schema has.
  expect(differences.filter(({ what }) => what === "size")).toEqual([]);
  expect(wrong.size).toBeLessThan(records.size / 500);
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadSchema } from "../../codegen/load.ts";
import { type Comparison, compareWith } from "../../src/compare/index.ts";
import { packSchema } from "../../src/files/schema-loader.ts";
import type { CTypes, RecordType } from "../../src/import/model.ts";
import { writeSchema } from "../../src/import/schema/index.ts";
import { Names } from "../../src/import/schema/names.ts";
import { type AbiName, abis, eachOnce, layOut, namedStructs } from "../../src/layout/index.ts";

/** What a schema of types says of them when it has been written, loaded and laid out. */
export interface Again extends Comparison {
  /** how many structs and unions have a name */
  readonly records: number;
  /** names of those that are not equal in everything */
  readonly wrong: ReadonlySet<string>;
  /** what came out as bytes, or not at all */
  readonly told: readonly string[];
  readonly files: ReadonlyMap<string, string>;
}

export async function layOutAgain(types: CTypes, source: string): Promise<Again> {
  const { files, told } = writeSchema(types, { names: [], source, file: "index.ts" });
  const folder = mkdtempSync(join(tmpdir(), "bytewright-again-"));
  const { structs } = await load().finally(() => rmSync(folder, { recursive: true }));

  async function load() {
    for (const [name, text] of files) writeFileSync(join(folder, name), text);
    return await loadSchema(await packSchema(join(folder, "index.ts")));
  }

  const layouts = structs.map((one) => layOut(one, abis[types.abi as AbiName]));
  const names = new Names(types);
  const records = new Map(
    types.types
      .map((type) => (type.kind === "typedef" ? type.type : type))
      .filter((type): type is RecordType => type.kind === "struct" || type.kind === "union")
      .map((type) => [names.of(type), type]),
  );
  const comparison = compareWith(eachOnce([...namedStructs(layouts), ...layouts]), records);
  const wrong = new Set(comparison.differences.map(({ type }) => type));
  return { ...comparison, records: records.size, wrong, told, files };
}

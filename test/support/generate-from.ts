import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { finish, prepare } from "../../codegen/index.ts";
import type { AbiName } from "../../src/layout/index.ts";

type Exports = { readonly [name: string]: unknown };

/** A schema, and the code that is generated from it here and now, in a folder that the caller removes. */
export interface Generated {
  readonly folder: string;
  readonly schema: Exports;
  readonly generated: Exports;
}

export async function generateFrom(schemaUrl: URL, abi: AbiName = "x86_64"): Promise<Generated> {
  const schema = fileURLToPath(schemaUrl);
  const runtime = fileURLToPath(new URL("../../src/wire/index.ts", import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), "bytewright-generated-"));
  const job = { schema, out: folder, runtime, extension: ".ts", check: false, abi } as const;
  await finish(job, await prepare(job));
  return { folder, schema: await import(schema), generated: await import(join(folder, "index.ts")) };
}

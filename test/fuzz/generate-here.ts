import { rolldown } from "rolldown";
import { emit } from "../../codegen/emit/index.ts";
import { layOutSchema } from "../../codegen/lay-out-schema.ts";
import type { Schema } from "../../codegen/load.ts";
import * as wire from "../../src/wire/index.ts";

type Exports = Record<string, unknown>;

/** Where generated code that is loaded here is to look for its runtime. */
const runtime = "./wire.ts";

/** Generates code from a schema without faults, and gives what its index exports. Nothing is written anywhere. */
export function generateHere(schema: Schema): Promise<Exports> {
  return loadEmitted(emit(layOutSchema(schema), { runtime, extension: ".ts", source: "s.ts" }));
}

async function loadEmitted(files: ReadonlyMap<string, string>): Promise<Exports> {
  const bundle = await rolldown({
    input: "./index.ts",
    treeshake: false,
    logLevel: "silent",
    external: [runtime],
    plugins: [
      { name: "in-memory", resolveId: (id) => (id === runtime ? null : id), load: (id) => files.get(id.slice(2)) },
    ],
  });
  const { output } = await bundle.generate({ format: "cjs" });
  await bundle.close();
  const exports: Exports = {};
  new Function("exports", "require", output[0].code)(exports, () => wire);
  return exports;
}

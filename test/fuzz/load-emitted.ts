import { rolldown } from "rolldown";
import * as wire from "../../src/wire/index.ts";

type Exports = Record<string, unknown>;

/** Where generated code that is loaded here is to look for its runtime. */
export const runtimeHere = "./wire.ts";

/** Runs generated modules without writing them anywhere, and gives what their index exports. */
export async function loadEmitted(files: ReadonlyMap<string, string>): Promise<Exports> {
  const bundle = await rolldown({
    input: "./index.ts",
    treeshake: false,
    external: [runtimeHere],
    plugins: [
      { name: "in-memory", resolveId: (id) => (id === runtimeHere ? null : id), load: (id) => files.get(id.slice(2)) },
    ],
  });
  const { output } = await bundle.generate({ format: "cjs" });
  await bundle.close();
  const exports: Exports = {};
  new Function("exports", "require", output[0].code)(exports, () => wire);
  return exports;
}

// Puts each program into few files: most of the time that a small command takes is Node's for finding modules.
import { renameSync, rmSync, utimesSync } from "node:fs";
import { isAbsolute } from "node:path";
import { build } from "rolldown";
import { hashGenerator } from "../../dist/codegen/generator-hash.js";

const programs = ["ckpt", "bytewright"];
const started = new Date();

await build({
  input: Object.fromEntries(programs.map((name) => [name, `dist/src/cli/${name}/main.js`])),
  platform: "node",
  transform: { define: { BUNDLED_GENERATOR_HASH: JSON.stringify(hashGenerator()) } },
  external: (id) => !id.startsWith(".") && !isAbsolute(id),
  output: {
    dir: "dist/bin.new",
    cleanDir: true,
    format: "cjs",
    // Messages tell the function in which an error was found.
    keepNames: true,
    entryFileNames: "[name].cjs",
    chunkFileNames: "[name]-[hash].cjs",
  },
});
// Dated from when the modules were read, for bin/run.js to compare; in place only when whole.
for (const name of programs) utimesSync(`dist/bin.new/${name}.cjs`, started, started);
rmSync("dist/bin", { recursive: true, force: true });
renameSync("dist/bin.new", "dist/bin");

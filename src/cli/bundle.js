// Puts each program into few files: most of the time that a small command takes is Node's for finding modules.
import { copyFileSync, renameSync, rmSync, utimesSync } from "node:fs";
import { isAbsolute } from "node:path";
import { build } from "rolldown";
import { generatorHash } from "../../dist/codegen/generator-hash.js";

const programs = ["ckpt", "bytewright"];
/** What a program loads by a name that the compiler does not follow. */
const loaded = ["importing"];
/** Packages that every run needs; others are found when they are. */
const inlined = ["commander"];
const started = new Date();

await build({
  input: Object.fromEntries([...programs, ...loaded].map((name) => [name, `dist/src/cli/${name}/main.js`])),
  platform: "node",
  transform: { define: { BUNDLED_GENERATOR_HASH: JSON.stringify(generatorHash), IMPORTING: '"./importing.cjs"' } },
  external: (id) => !id.startsWith(".") && !isAbsolute(id) && !inlined.includes(id),
  output: {
    dir: "dist/bin.new",
    cleanDir: true,
    format: "cjs",
    // For the tarball; messages still tell the function in which an error was found.
    minify: true,
    keepNames: true,
    entryFileNames: "[name].cjs",
    chunkFileNames: "[name]-[hash].cjs",
    // What all commands share is one file.
    codeSplitting: { groups: [{ name: "program", test: /[\\/]dist[\\/]src[\\/](cli[\\/]program|io)[\\/]/ }] },
  },
});
for (const name of inlined) copyFileSync(`node_modules/${name}/LICENSE`, `dist/bin.new/${name}.LICENSE`);
// Dated from when the modules were read, for bin/run.js to compare; in place only when whole.
for (const name of programs) utimesSync(`dist/bin.new/${name}.cjs`, started, started);
rmSync("dist/bin", { recursive: true, force: true });
renameSync("dist/bin.new", "dist/bin");

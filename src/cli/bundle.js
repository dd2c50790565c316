// Puts each program into few files: most of the time that a small command takes is Node's for finding modules.
import { copyFileSync, readdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { build } from "rolldown";
import { parseSync } from "rolldown/utils";
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

// A tarball needs comments once, in declarations. What codegen is made of stays as the compiler wrote it: it has a hash.
for (const room of ["generated", "src/ckpt", "src/dynamic", "src/image", "src/inspect", "src/io"]) {
  const folder = join("dist", room);
  for (const name of readdirSync(folder, { recursive: true }).filter((one) => one.endsWith(".js"))) {
    const file = join(folder, name);
    const text = readFileSync(file, "utf8");
    const docs = parseSync(name, text).comments.filter(({ value }) => value.startsWith("*"));
    const rest = [...docs.map(({ start }) => start), text.length].map((end, i) =>
      text.slice(docs[i - 1]?.end ?? 0, end),
    );
    if (docs.length > 0) writeFileSync(file, rest.join(""));
  }
}

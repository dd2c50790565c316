// CommonJS here and in the bundles: Node starts it without its loader for ES modules.
const { existsSync, readdirSync, statSync } = require("node:fs");
const { join } = require("node:path");
const { pathToFileURL } = require("node:url");

const dist = join(__dirname, "../../../dist");

/** Runs a program's `main`, or says how to compile it. */
exports.run = async function run(name) {
  // Whatever ends the program before `main` has an answer is a failure.
  process.once("exit", fail);
  const main = await load(name);
  if (main === undefined) {
    process.stderr.write(`${name}: not built yet; run npm ci first\n`);
    return;
  }
  process.exitCode = await main(process.argv.slice(2));
  process.off("exit", fail);
};

function fail(code) {
  process.exitCode = code || 1;
}

/** From the bundle, which starts in half the time, or from the modules it was made of if they are newer. */
async function load(name) {
  const bundle = join(dist, "bin", `${name}.cjs`);
  if (isUpToDate(bundle)) return require(bundle).main;
  const modules = join(dist, "src/cli", name, "main.js");
  return existsSync(modules) ? (await import(pathToFileURL(modules).href)).main : undefined;
}

/** The compiler notes in these files when it has run last; a published package has none of them. */
function isUpToDate(bundle) {
  const made = statSync(bundle, { throwIfNoEntry: false });
  if (made === undefined) return false;
  const notes = readdirSync(dist).filter((name) => name.endsWith(".tsbuildinfo"));
  return notes.every((name) => statSync(join(dist, name)).mtimeMs <= made.mtimeMs);
}

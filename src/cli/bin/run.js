import { existsSync } from "node:fs";
import { basename } from "node:path";

/** Runs a compiled program's `main`, or says how to compile it. */
export async function run(program) {
  if (!existsSync(program)) {
    process.stderr.write(`${basename(process.argv[1] ?? "")}: not built yet; run npm ci first\n`);
    process.exitCode = 1;
    return;
  }
  const { main } = await import(program.href);
  process.exitCode = await main(process.argv.slice(2));
}

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as ckpt from "bytewright/ckpt";
import { bundle, bundleUnmarked, gzipped } from "./bundle.ts";
import { sizeOfGenerated, sizeOfModules, type TypeFaults, typeFaultsOf } from "./generated.ts";
import { linesOfCode } from "./lines.ts";
import { root } from "./root.ts";

/** Something that shall not grow, and how large it may be. */
interface Figure {
  readonly name: string;
  readonly unit: "bytes" | "lines" | "faults";
  readonly goal: number;
  /** undefined where there is nothing to measure */
  measure(): number | undefined | Promise<number | undefined>;
}

export const figures: readonly Figure[] = [
  {
    name: "a record of 6 fields, generated",
    unit: "lines",
    goal: 160,
    measure: () => readFileSync(join(root, "generated/ckpt/ckpt-hdr-task.ts"), "utf8").split("\n").length - 1,
  },
  { name: "all of v23, generated", unit: "bytes", goal: 600_000, measure: () => sizeOfModules("generated/ckpt-v23") },
  {
    name: "a struct of ten scalar fields without docs, generated",
    unit: "bytes",
    // 150 of them are the marks by which formatters and linters leave it alone.
    goal: 6100,
    measure: () => sizeOfGenerated("ten.ts", "ten.ts"),
  },
  { name: "one codec, minified", unit: "bytes", goal: 14_000, measure: async () => (await bundle(codec)).length },
  { name: "one codec, gzipped", unit: "bytes", goal: 5200, measure: async () => gzipped(await bundle(codec)) },
  { name: "decoding one record, minified", unit: "bytes", goal: 7000, measure: decodingAlone },
  {
    name: "an enumeration, of a package that says nothing of side effects",
    unit: "bytes",
    goal: 1000,
    measure: async () => (await bundleUnmarked('export { TaskState } from "bytewright/ckpt";')).length,
  },
  {
    name: "all of v23, minified",
    unit: "bytes",
    goal: 260_000,
    measure: async () => (await bundle('export * from "bytewright/ckpt-v23";')).length,
  },
  {
    name: "schema, codegen and src, without comments and blanks",
    unit: "lines",
    goal: 25_600,
    measure: () => linesOfCode("schema", "codegen", "src"),
  },
  { name: "the packed tarball", unit: "bytes", goal: 800_000, measure: sizeOfTarball },
  {
    name: "a family of 5,000 records, by TypeScript 6",
    unit: "faults",
    goal: 0,
    measure: async () => (await typeFaults())[6].length,
  },
  {
    name: "a family of 5,000 records, by TypeScript 7",
    unit: "faults",
    goal: 0,
    measure: async () => (await typeFaults())[7].length,
  },
];

/** What a registry gives: without scripts, as all is built. */
function sizeOfTarball(): number {
  const run = spawnSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { cwd: root, encoding: "utf8" });
  const told = JSON.parse(run.stdout);
  // Newer versions of npm tell it by the package's name.
  return (Array.isArray(told) ? told[0] : Object.values(told)[0]).size;
}

const codec = 'export { CkptHdrTask } from "bytewright/ckpt";';

async function decodingAlone(): Promise<number | undefined> {
  const name = "decodeCkptHdrTask";
  return name in ckpt ? (await bundle(`export { ${name} } from "bytewright/ckpt";`)).length : undefined;
}

let found: Promise<TypeFaults> | undefined;

function typeFaults(): Promise<TypeFaults> {
  found ??= typeFaultsOf("many.ts");
  return found;
}

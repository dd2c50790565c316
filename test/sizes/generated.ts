import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.ts";
import { inScratch } from "./scratch.ts";

/** Bytes of a module that is generated from a schema in this folder. */
export async function sizeOfGenerated(schema: string, module: string): Promise<number> {
  return await inScratch((folder) => {
    generate(schema, folder);
    return readFileSync(join(folder, module)).length;
  });
}

/** Bytes of all modules in a folder. */
export function sizeOfModules(folder: string): number {
  const names = readdirSync(join(root, folder)).filter((name) => name.endsWith(".ts"));
  return names.reduce((sum, name) => sum + readFileSync(join(root, folder, name)).length, 0);
}

const compilers = { 6: "typescript/bin/tsc6", 7: "@typescript/native/bin/tsc" };

const compilerOptions = {
  ...{ strict: true, noEmit: true, target: "es2023", module: "nodenext", types: [], skipLibCheck: true },
  ...{ exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, noImplicitOverride: true },
};

/** What each version of TypeScript complains of. */
export type TypeFaults = { readonly [version in keyof typeof compilers]: readonly string[] };

/** What each TypeScript has against the code that is generated from a schema in this folder. */
export async function typeFaultsOf(schema: string): Promise<TypeFaults> {
  return await inScratch((folder) => {
    generate(schema, folder);
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(root, join(folder, "node_modules/bytewright"));
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["index.ts"] }));
    return { 6: check(compilers[6], folder), 7: check(compilers[7], folder) };
  });
}

function check(compiler: string, folder: string): string[] {
  const { status, lines } = run([join(root, "node_modules", compiler), "-p", folder]);
  if (status !== 0 && lines.length === 0) throw new Error(`${compiler} ends with ${status}`);
  return lines;
}

function generate(schema: string, folder: string): void {
  const program = join(root, "src/cli/bin/bytewright.js");
  const { status, lines } = run([
    program,
    "codegen",
    "--schema",
    join(root, "test/sizes/schemas", schema),
    "--out",
    folder,
    // As a stranger's are, whatever this repository's config says.
    ...["--runtime", "bytewright/wire", "--import-extension", "js"],
  ]);
  if (status !== 0) throw new Error(lines.join("\n"));
}

function run(args: readonly string[]): { readonly status: number | null; readonly lines: string[] } {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  return { status, lines: `${stdout}${stderr}`.split("\n").filter(Boolean) };
}

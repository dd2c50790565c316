import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { generateFrom } from "../support/generate-from.ts";

const compilerOptions = {
  ...{ strict: true, noEmit: true, target: "es2023", module: "nodenext", types: [], skipLibCheck: true },
  ...{ exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, noImplicitOverride: true },
  ...{ noUnusedLocals: true, noUnusedParameters: true, isolatedDeclarations: true, declaration: true },
  ...{ verbatimModuleSyntax: true, erasableSyntaxOnly: true, allowImportingTsExtensions: true },
};

const names = [
  "bool",
  "defaults",
  "headers",
  "lengths",
  "parts",
  "reserved",
  "short-names",
  "tagged",
  "tagged-lists",
  "unions",
];

test("generated code type-checks, as strictly as there is", async () => {
  const made = await Promise.all(names.map((name) => generateFrom(new URL(`fixtures/${name}.ts`, import.meta.url))));
  const folder = mkdtempSync(join(tmpdir(), "bytewright-type-check-"));
  try {
    for (const one of made) writeFileSync(join(one.folder, "package.json"), '{ "type": "module" }');
    const files = made.map((one) => join(one.folder, "index.ts"));
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
    const tsc = fileURLToPath(new URL("../../node_modules/.bin/tsc", import.meta.url));
    expect(spawnSync(tsc, ["-p", folder], { encoding: "utf8" })).toMatchObject({ status: 0, stdout: "" });
  } finally {
    for (const one of [{ folder }, ...made]) rmSync(one.folder, { recursive: true });
  }
});

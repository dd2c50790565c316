import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
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

test.each(["bool", "defaults", "lengths", "parts", "reserved", "short-names", "tagged", "tagged-lists", "unions"])(
  "the code of %s type-checks, as strictly as there is",
  async (name) => {
    const { folder } = await generateFrom(new URL(`fixtures/${name}.ts`, import.meta.url));
    try {
      writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
      writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["index.ts"] }));
      const tsc = fileURLToPath(new URL("../../node_modules/.bin/tsc", import.meta.url));
      expect(spawnSync(tsc, ["-p", folder], { encoding: "utf8" })).toMatchObject({ status: 0, stdout: "" });
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);

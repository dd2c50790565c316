import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bytewright } from "../../support/run.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bytewright-init-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

const read = (name: string) => readFileSync(join(folder, name), "utf8");
const next = (stdout: string) => stdout.split("\nNext:\n")[1];
const tsc = "npx --package typescript tsc";
const options = "--rewriteRelativeImportExtensions --module nodenext --target es2023 --outDir build";
const compiled = `  npm run codegen\n  ${tsc} ${options} example.ts\n  node build/example.js\n`;

describe("init", () => {
  test("in a package of CommonJS has the example compiled, whatever Node can run", () => {
    writeFileSync(join(folder, "package.json"), '{ "type": "commonjs" }');
    const { code, stdout } = bytewright(["init"], folder);
    expect(code).toBe(0);
    expect(next(stdout)).toBe(compiled);
    expect(JSON.parse(read("package.json")).type).toBe("commonjs");
  });

  test.each([
    ["{}", "js"],
    ['{ "compilerOptions": { "allowImportingTsExtensions": false } }', "js"],
    ['{ "compilerOptions": { "rewriteRelativeImportExtensions": true } }', "ts"],
  ])("beside the tsconfig.json %s writes imports that it takes", (tsconfig, ending) => {
    writeFileSync(join(folder, "package.json"), '{ "type": "commonjs" }');
    writeFileSync(join(folder, "tsconfig.json"), tsconfig);
    const { stdout } = bytewright(["init"], folder);
    expect(next(stdout)).toBe(
      `  npm run codegen\n  ${tsc}\n  node example.js, in the folder that tsconfig.json names as outDir\n`,
    );
    expect(read("bytewright.config.ts")).toContain(`importExtension: "${ending}"`);
    expect(read("example.ts")).toContain(`"./generated/shape/index.${ending}"`);
  });
});

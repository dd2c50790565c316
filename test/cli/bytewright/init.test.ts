import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
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

  test.each([
    ['{ "scripts": ["a"] }', "package.json: its scripts are no object"],
    ['{ "scripts": "a" }', "package.json: its scripts are no object"],
    ["// a\n{}", "package.json: is no JSON object"],
  ])("does nothing beside the package.json %s", (text, problem) => {
    writeFileSync(join(folder, "package.json"), text);
    expect(bytewright(["init"], folder)).toEqual({ code: 1, stdout: "", stderr: `bytewright: ${problem}\n` });
    expect(readdirSync(folder)).toEqual(["package.json"]);
    expect(read("package.json")).toBe(text);
  });

  test("keeps indents and line ends of what is there, and what its modules are", () => {
    writeFileSync(
      join(folder, "package.json"),
      '\ufeff{\r\n\t"name": "app",\r\n\t"scripts": {\r\n\t\t"a": "b"\r\n\t}\r\n}\r\n',
    );
    writeFileSync(join(folder, ".gitattributes"), "# generated/** is what?\r\n*.bin binary");
    expect(bytewright(["init"], folder).code).toBe(0);
    expect(read("package.json")).toBe(
      '{\r\n\t"name": "app",\r\n\t"scripts": {\r\n\t\t"codegen": "bytewright codegen",\r\n' +
        '\t\t"codegen:check": "bytewright codegen --check",\r\n\t\t"a": "b"\r\n\t}\r\n}\r\n',
    );
    expect(read(".gitattributes")).toBe(
      "# generated/** is what?\r\n*.bin binary\r\ngenerated/** eol=lf linguist-generated\r\n",
    );
  });

  test("tells what it has done, and where it could not go on", () => {
    mkdirSync(join(folder, ".gitattributes"));
    const unread = bytewright(["init"], folder);
    expect(unread).toMatchObject({ code: 1, stdout: "" });
    expect(unread.stderr).toBe("bytewright: .gitattributes: EISDIR: illegal operation on a directory\n");
    rmSync(join(folder, ".gitattributes"), { recursive: true });
    writeFileSync(join(folder, "schema"), "");
    const { stderr } = bytewright(["init"], folder);
    expect(stderr).toBe("bytewright: schema: EEXIST: file already exists\n");
    rmSync(join(folder, "schema"));
    symlinkSync("nowhere/example.ts", join(folder, "example.ts"));
    expect(bytewright(["init"], folder)).toEqual({
      code: 1,
      stdout: "schema/shape.ts: created\n",
      stderr: "bytewright: example.ts: ENOENT: no such file or directory\n",
    });
  });

  test.each([
    ["package.json", '{ "bytewright": { "schemas": ["a.ts"] }, "scripts": { "codegen": "other" } }'],
    ["bytewright.config.json", '{ "schemas": ["a.ts"] }'],
  ])("adds no schema to those of a config in %s, nor takes another script for its own", (file, text) => {
    writeFileSync(join(folder, "package.json"), '{ "scripts": { "codegen": "other" } }');
    writeFileSync(join(folder, file), text);
    const { stdout } = bytewright(["init"], folder);
    expect(next(stdout)).toBe("  npx bytewright codegen\n");
    expect(existsSync(join(folder, "schema"))).toBe(false);
    expect(JSON.parse(read("package.json")).scripts.codegen).toBe("other");
  });
});

import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { packSchema } from "../../src/files/schema-loader.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bytewright-loader-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: { readonly [name: string]: string }): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

async function load(name = "s.ts") {
  return (await packSchema(join(folder, name))).run();
}

describe("a schema module runs", () => {
  test.each<[string, { readonly [name: string]: string }, unknown]>([
    [
      "with `paths` of a tsconfig.json",
      {
        "s.ts": 'export { a as x } from "@own/a";',
        "lib/a.ts": "export const a: number = 1;",
        "tsconfig.json": '{ "compilerOptions": { "paths": { "@own/*": ["./lib/*"] } } }',
      },
      1,
    ],
    [
      "with JSON",
      {
        "s.ts": 'import data from "./d.json" with { type: "json" };\nexport const x = data.a;',
        "d.json": '{ "a": 2 }',
      },
      2,
    ],
    ["with await at its top", { "s.ts": "export const x = await Promise.resolve(3);" }, 3],
    ["with enums", { "s.ts": "const enum A { B = 4 }\nenum C { D = 5 }\nexport const x = A.B * C.D;" }, 20],
    [
      "with .mts and .cts, under the names of what they become",
      {
        "s.ts": 'import { a } from "./a.mjs";\nimport { b } from "./b.cjs";\nexport const x = a + b;',
        "a.mts": "export const a: number = 1;",
        "b.cts": "const one: number = 1;\nexports.b = one;",
      },
      2,
    ],
    [
      "in a package of CommonJS",
      {
        "s.ts": 'import { a } from "./a";\nexport const x = a;',
        "a/index.ts": "export const a: number = 6;",
        "package.json": '{ "type": "commonjs" }',
      },
      6,
    ],
    [
      "as CommonJS",
      {
        "s.ts": 'const { a } = require("./a.cjs");\nexports.x = a + require("node:path").sep;',
        "a.cjs": "exports.a = 7;",
      },
      "7/",
    ],
    [
      "with a package in TypeScript",
      {
        "s.ts": 'export { a as x } from "pack";',
        "node_modules/pack/package.json": '{ "exports": "./a.ts" }',
        "node_modules/pack/a.ts": "export const a: number = 8;",
      },
      8,
    ],
    [
      "with modules that need each other",
      {
        "s.ts": 'import { b } from "./b.ts";\nexport const a = 9;\nexport const x = b();',
        "b.ts": 'import { a } from "./s.ts";\nexport const b = () => a;',
      },
      9,
    ],
  ])("%s", async (_, files, x) => {
    write(files);
    const exported = await load();
    expect((exported as { x?: unknown }).x ?? (exported as { default: { x: unknown } }).default.x).toBe(x);
  });

  test("of CommonJS", async () => {
    write({ "s.cjs": "exports.x = 1;\nexports.y = 2;" });
    expect(await load("s.cjs")).toMatchObject({ x: 1, y: 2 });
  });

  test("and knows where it is", async () => {
    write({
      "sub/s.ts":
        "export const x = [import.meta.url, import.meta.filename, import.meta.dirname, __dirname, __filename];",
    });
    const file = join(folder, "sub/s.ts");
    const { x } = await load("sub/s.ts");
    expect(x).toEqual([pathToFileURL(file).href, file, dirname(file), dirname(file), file]);
  });

  test("anew each time, and leaves nothing behind", async () => {
    write({ "a b#%/s.ts": "export const x = {};" });
    const packed = await packSchema(join(folder, "a b#%/s.ts"));
    expect((await packed.run()).x).not.toBe((await packed.run()).x);
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith("bytewright-schema-"))).toEqual([]);
  });

  test("and the files that it is made of are known", async () => {
    write({
      "s.ts":
        'import type { T } from "./t.ts";\nimport "./a.ts";\nimport { struct } from "bytewright/schema";\nexport { struct };\nexport const t: T = 1;',
      "a.ts": "export {};",
      "t.ts": "export type T = 1;",
    });
    const { places, isAll } = await packSchema(join(folder, "s.ts"));
    expect([...places].sort()).toEqual([join(folder, "a.ts"), join(folder, "s.ts")]);
    expect(isAll).toBe(true);
  });
});

describe("what is wrong is said, and where", () => {
  test.each([
    [
      "a module that does not parse",
      { "s.ts": 'import "./a.ts";', "a.ts": "let a;\nexport const = 1;" },
      "a.ts:2:14: Unexpected token",
    ],
    ["a module that is not there", { "s.ts": '\nimport "./a";' }, "s.ts:2:8: Could not resolve './a' in "],
    [
      "a package that is not there",
      { "s.ts": 'import { a } from "no-such-package";\nexport const x = a;' },
      "s.ts:1:19: Could not resolve 'no-such-package' in ",
    ],
    ["a module that throws", { "s.ts": 'import "./a";', "a.ts": 'throw new Error("on purpose");' }, "s.ts: on purpose"],
    ["a promise that is left rejected by an await", { "s.ts": 'await Promise.reject("so");' }, "s.ts: so"],
    [
      "a name that is computed",
      { "s.ts": 'export const a = await import(["./a", "ts"].join("."));', "a.ts": "" },
      "s.ts: imports by a name that it computes; write the name out",
    ],
    [
      "an export that is not there",
      { "s.ts": 'import { no } from "./a.ts";\nexport const x = no;', "a.ts": "export const yes = 1;" },
      's.ts:1:10: "no" is not exported by "',
    ],
  ])("%s", async (_, files, message) => {
    write(files);
    await expect(load()).rejects.toThrow(join(folder, message));
  });
});

import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Difference, finish, prepare } from "../../codegen/index.ts";
import type { Job } from "../../codegen/job.ts";
import { standingOf } from "../../codegen/up-to-date.ts";
import { oneIn } from "../support/all-runs.ts";
import { runAndRecord } from "../support/loaded.ts";
import { bytewright } from "../support/run.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

const index = `import { nested, struct, u32 } from "bytewright/schema";
import { point } from "./helper";
export const dot = struct("dot", { fields: { at: nested(point), colour: u32 } });
`;
const helper = `import { struct, u32 } from "bytewright/schema";
export const point = struct("point", { fields: { x: u32, y: u32 } });
`;

let folder: string;

function write(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

function edit(name: string, from: string | RegExp, to: string): void {
  const text = readFileSync(join(folder, name), "utf8");
  const edited = text.replaceAll(from, to);
  expect(edited).not.toBe(text);
  write(name, edited);
}

/** Runs codegen in the folder, and tells which of the packages that it works with were loaded. */
function codegen(options: readonly string[] = [], installed: string = root) {
  const args = ["codegen", "--schema", "dots/index.ts", "--out", "out", ...options];
  const { loaded, ...run } = runAndRecord(join(installed, "src/cli/bin/bytewright.js"), args, folder);
  const packages = ["rolldown", "ts-morph"].filter((name) => loaded.some((file) => file.includes(`/${name}/`)));
  return { ...run, packages, ranSchema: loaded.some((file) => file.includes("/bytewright-schema-")) };
}

const everything = ["rolldown", "ts-morph"];
const untouched = { code: 0, stdout: "out: up to date\n", stderr: "", packages: [], ranSchema: false };

/** A folder with a schema and its code, as a program has generated it; each test works on a copy. */
let generated: string;

beforeAll(() => {
  generated = mkdtempSync(join(tmpdir(), "bytewright-up-to-date-"));
  folder = generated;
  write("dots/index.ts", index);
  write("dots/helper.ts", helper);
  expect(codegen()).toMatchObject({ code: 0, stderr: "", packages: everything });
});

afterAll(() => rmSync(generated, { recursive: true }));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bytewright-up-to-date-"));
  cpSync(generated, folder, { recursive: true });
});

afterEach(() => rmSync(folder, { recursive: true }));

/** What the program does, in the process of the tests: its parts are loaded once. */
class Here {
  readonly job: Job;

  constructor(options: Partial<Job> = {}) {
    this.job = {
      schema: join(folder, "dots/index.ts"),
      out: join(folder, "out"),
      check: false,
      runtime: "bytewright/wire",
      extension: ".js",
      ...options,
    };
  }

  get isUpToDate(): boolean {
    return standingOf(this.job).isUpToDate;
  }

  async generate(check = false): Promise<Difference> {
    return await finish({ ...this.job, check }, await prepare(this.job));
  }
}

describe("what is up to date", () => {
  test("neither the schema nor what generates code is loaded", () => {
    expect(codegen()).toEqual(untouched);
    expect(codegen(["--check"])).toEqual({ ...untouched, stdout: "" });
  });

  test("stays so where the code lies beside the schema, in a folder of its name", () => {
    write(
      "halves.ts",
      'import { struct, u8 } from "bytewright/schema";\nexport const s = struct("s", { fields: { a: u8 } });\n',
    );
    const args = ["codegen", "--schema", "halves.ts", "--out", "halves"];
    expect(bytewright(args, folder)).toMatchObject({ code: 0, stdout: "halves: 3 written, 0 removed\n" });
    expect(bytewright([...args, "--check"], folder)).toMatchObject({ code: 0, stdout: "" });
    expect(bytewright(args, folder)).toMatchObject({ code: 0, stdout: "halves: up to date\n" });
  });

  test("stays so elsewhere, and with other line ends", () => {
    const elsewhere = mkdtempSync(join(tmpdir(), "bytewright-elsewhere-"));
    cpSync(folder, elsewhere, { recursive: true });
    rmSync(folder, { recursive: true });
    folder = elsewhere;
    edit("dots/index.ts", "\n", "\r\n");
    expect(codegen()).toEqual(untouched);
  });

  test("stays so where all of it is checked out with other line ends", () => {
    const names = ["dots/index.ts", "dots/helper.ts", ...readdirSync(join(folder, "out")).map((name) => `out/${name}`)];
    for (const name of names) edit(name, "\n", "\r\n");
    expect(codegen()).toEqual(untouched);
    expect(codegen(["--check"])).toEqual({ ...untouched, stdout: "" });
    edit("dots/helper.ts", "y: u32", "z: u32");
    // The struct, the one that holds it, and the manifest; not the index.
    expect(codegen().stdout).toBe("out: 3 written, 0 removed\n");
    expect(readFileSync(join(folder, "out/index.ts"), "utf8")).toContain("\r\n");
    expect(codegen()).toEqual(untouched);
  });
});

describe("what has changed is told", () => {
  test.each<[string, () => void, readonly string[], options?: Partial<Job>]>([
    ["the schema", () => edit("dots/index.ts", '"dot"', '"spot"'), ["the schema or an option"]],
    ["what the schema imports", () => edit("dots/helper.ts", "y: u32", "z: u32"), ["the schema or an option"]],
    ["which files the schema is made of", () => dropHelper(), ["the schema or an option"]],
    ["an option", () => {}, ["the schema or an option"], { extension: ".ts" }],
    ["the code alone", () => edit("out/dot.ts", "colour", "color"), []],
    ["the code, which is gone", () => rmSync(join(folder, "out"), { recursive: true }), []],
  ])("%s", async (_, change, changed, options) => {
    await new Here().generate();
    change();
    expect(standingOf(new Here(options).job)).toEqual({ isUpToDate: false, changed });
  });

  test("by --check", () => {
    edit("dots/helper.ts", "y: u32", "z: u32");
    edit("out/manifest.json", /"generatorHash": "./g, '"generatorHash": "-');
    expect(codegen(["--check"])).toMatchObject({
      code: 1,
      stderr:
        "bytewright: out: the generator has changed since its code was generated\n" +
        "bytewright: out: the schema or an option has changed since its code was generated\n" +
        "bytewright: generated code is not up to date; run `bytewright codegen`\n",
    });
  });
});

function dropHelper(): void {
  rmSync(join(folder, "dots/helper.ts"));
  write("dots/index.ts", helper);
}

describe("what has changed is noticed, and repaired", () => {
  type Change = [string, () => void, Partial<Difference>, options?: Partial<Job>];
  const changes: readonly Change[] = [
    ["the schema", () => edit("dots/index.ts", '"dot"', '"spot"'), { leftOver: ["dot.ts"] }],
    ["nothing of it that shows", () => edit("dots/index.ts", /^/g, "// dots\n"), { stale: ["manifest.json"] }],
    ["what it imports", () => edit("dots/helper.ts", "y: u32", "z: u32"), { stale: ["point.ts"] }],
    ["what its import finds", () => write("dots/helper.tsx", helper.replace("y:", "z:")), { stale: ["point.ts"] }],
    ["an option", () => {}, { stale: ["dot.ts"] }, { extension: ".ts" }],
    ["another option", () => {}, { stale: ["dot.ts"] }, { runtime: "../wire.js" }],
    ["generated code", () => edit("out/dot.ts", "colour", "color"), { stale: ["dot.ts"] }],
    ["generated code that is cut off", () => write("out/dot.ts", ""), { stale: ["dot.ts"] }],
    ["generated code that is gone", () => rmSync(join(folder, "out/dot.ts")), { missing: ["dot.ts"] }],
    [
      "generated code that is left over",
      () => write("out/old.ts", "// Generated by bytewright\n"),
      { leftOver: ["old.ts"] },
    ],
    ["the manifest", () => edit("out/manifest.json", /"helper.ts"/g, '"helper.js"'), { stale: ["manifest.json"] }],
    ["the manifest's form", () => edit("out/manifest.json", "  ", "\t"), { stale: ["manifest.json"] }],
    ["a manifest that is gone", () => rmSync(join(folder, "out/manifest.json")), { missing: ["manifest.json"] }],
  ];

  test.each<Change>(oneIn(3, changes))("%s", async (_, change, difference, options = {}) => {
    await new Here().generate();
    change();
    const here = new Here(options);
    expect(here.isUpToDate).toBe(false);
    const found = await here.generate(true);
    for (const [what, names] of Object.entries(difference)) {
      expect(found[what as keyof Difference]).toEqual(expect.arrayContaining([...names]));
    }
    expect(await here.generate()).toEqual(found);
    expect(here.isUpToDate).toBe(true);
  });

  test("as the program does it", () => {
    edit("dots/helper.ts", "y: u32", "z: u32");
    const check = codegen(["--check"]);
    expect(check).toMatchObject({ code: 1, packages: everything });
    expect(check.stdout.split("\n")).toContain("stale: out/point.ts");
    expect(codegen()).toMatchObject({ code: 0, packages: everything });
    expect(codegen()).toEqual(untouched);
  });

  test("generated code that a merge has put together with its hashes", async () => {
    const here = new Here();
    await here.generate();
    const hashOfDot = () => JSON.parse(readFileSync(join(folder, "out/manifest.json"), "utf8")).files["dot.ts"];
    const before = hashOfDot();
    edit("dots/index.ts", "colour", "color");
    await here.generate();
    expect(hashOfDot()).not.toBe(before);
    edit("dots/index.ts", "color", "colour");
    expect(here.isUpToDate).toBe(false);
    expect((await here.generate(true)).stale).toContain("dot.ts");
  });

  test("the generator, whether it runs from bundles or from modules", () => {
    const installed = join(folder, "node_modules/bytewright");
    for (const name of ["dist", "src/cli/bin", "src/wire", "package.json"]) {
      cpSync(join(root, name), join(installed, name), { recursive: true, preserveTimestamps: true });
    }
    symlinkSync(join(root, "node_modules"), join(installed, "node_modules"));
    expect(codegen([], installed)).toEqual(untouched);
    rmSync(join(installed, "dist/bin"), { recursive: true, force: true });
    expect(codegen([], installed)).toEqual(untouched);
    write("node_modules/bytewright/dist/codegen/left-from-an-older-build.js", "");
    expect(codegen([], installed)).toEqual(untouched);
    // The runtime that may come along is part of it, with its types.
    for (const file of ["src/wire/errors.ts", "dist/codegen/emit/doc.js"]) {
      const path = join("node_modules/bytewright", file);
      edit(path, /$/g, "\n// another version\n");
      expect(codegen(["--check"], installed)).toMatchObject({
        code: 1,
        stdout: "stale: out/manifest.json\n",
        stderr: expect.stringContaining("out: the generator has changed since its code was generated\n"),
      });
      edit(path, /\n\/\/ another version\n$/g, "");
    }
    expect(codegen(["--check"], installed)).toMatchObject({ code: 0 });
  });
});

describe("a schema that may be made of more than files is run every time", () => {
  test.each(
    oneIn(3, [
      ["the environment", "export const home = process.env.HOME;"],
      ["the clock", "export const now = new Date();"],
      ["files", 'import { readFileSync } from "node:fs";\nexport const text = readFileSync(import.meta.filename);'],
      ["a package", 'export { grey } from "shades";'],
      ["where it is", "export const here = import.meta.dirname;"],
      ["the environment of a bundler", "export const mode = import.meta.env?.MODE;"],
      ["where it is, as in CommonJS", "export const here = __dirname + __filename;"],
      ["the language", "export const money = new Intl.NumberFormat().format(1.5);"],
      ["the language, by a method", 'export const order = ["b", "a"].sort((a, b) => a.localeCompare(b));'],
      ["chance", 'export const chance = Math["random"]();'],
      ["anything", 'export const now = (() => 0).constructor("return Date.now()")();'],
      ["a computed import", 'export const more = await import(["node", "fs"].join(":"));'],
    ]),
  )("%s", async (_, text) => {
    write("node_modules/shades/index.js", "exports.grey = 0x808080;");
    write("dots/helper.ts", `${helper}${text}\n`);
    const here = new Here();
    await here.generate();
    expect(here.isUpToDate).toBe(false);
    expect(await here.generate()).toEqual({ stale: [], missing: [], leftOver: [] });
    expect(readFileSync(join(folder, "out/manifest.json"), "utf8")).not.toContain("fingerprint");
  });

  test("as the program does it", () => {
    write("dots/helper.ts", `${helper}export const now = new Date();\n`);
    expect(codegen()).toMatchObject({ code: 0, stderr: "", packages: everything });
    expect(codegen()).toMatchObject({ code: 0, stdout: "out: up to date\n", packages: everything });
  });

  test("as is one that has changed while it ran", async () => {
    write("dots/index.ts", `declare const change: () => void;\nchange();\n${index}`);
    const here = new Here();
    const isUpToDateAfter = async (change: () => void) => {
      Object.assign(globalThis, { change });
      await here.generate();
      return here.isUpToDate;
    };
    expect(await isUpToDateAfter(() => {})).toBe(true);
    expect(await isUpToDateAfter(() => edit("dots/helper.ts", "y: u32", "z: u32"))).toBe(false);
  });

  test("names of fields, words in texts and types are none of that", async () => {
    write(
      "dots/helper.ts",
      helper
        .replace("x: u32", 'process: u32.doc("Not process.env.")')
        .concat("const list = [Math.max(1, 2)];\nexport const one = list[list.length - 1];\n")
        .concat('import type { Stats } from "node:fs";\nexport const none: Stats | undefined = undefined;\n'),
    );
    const here = new Here();
    await here.generate();
    expect(here.isUpToDate).toBe(true);
  });
});

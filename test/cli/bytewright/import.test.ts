import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeEach, expect, test } from "vitest";
import { bytewright } from "../../support/run.ts";
import { skipsWithoutProgram } from "../../support/skips-without.ts";
import { complaintOf } from "./fixtures.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const records = join(root, "test/import/fixtures/records.le.btf");
const object = join(root, "test/import/fixtures/elf-x86_64.o");
const folder = mkdtempSync(join(tmpdir(), "bytewright-import-"));
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
});

test("types are written to standard output, or into a file that the next import replaces", () => {
  const run = bytewright(["import", records, "--type", "tight"], folder);
  expect(run).toMatchObject({ code: 0, stderr: "" });
  expect(run.stdout).toContain('export const tight = struct("tight", {\n  packed: true,\n');
  for (const type of ["holder", "tight"]) {
    const args = ["import", records, "--type", type, "--out", "schema/types.ts"];
    expect(bytewright(args, folder)).toEqual({ code: 0, stdout: "", stderr: "" });
  }
  expect(readdirSync(join(folder, "schema"))).toEqual(["types.ts"]);
  expect(readFileSync(join(folder, "schema/types.ts"), "utf8")).toBe(run.stdout);
});

test("the schema serves codegen as it is", () => {
  bytewright(["import", records, "--out", "types.ts"], folder);
  const run = bytewright(["codegen", "--schema", "types.ts", "--out", "generated"], folder);
  expect(run).toMatchObject({ code: 0, stderr: "" });
});

test("several files make one schema, with what they share once", () => {
  const run = bytewright(["import", records, records, "--type", "holder", "--type", "wor?"], folder);
  expect([...run.stdout.matchAll(/export const (\w+)/g)].map(([, name]) => name)).toEqual(["word", "tail", "holder"]);
});

test("a C header is compiled, with its constants", ({ skip }) => {
  skip(skipsWithoutProgram("gcc"));
  mkdirSync(join(folder, "include"));
  writeFileSync(join(folder, "include/wide.h"), "typedef WORD wide;\n");
  writeFileSync(
    join(folder, "device.h"),
    "#include <wide.h>\n#define DEV_ON 1\n#define DEV_OFF (DEV_ON + 1)\nstruct device { char on; wide reads; } __attribute__((packed));\n",
  );
  const args = ["import", "device.h", "--cc", "gcc", "-I", "include", "-D", "WORD=long", "--constants", "DEV_*"];
  const run = bytewright([...args, "--type", "device"], folder);
  expect(run).toMatchObject({ code: 0, stderr: "" });
  expect(run.stdout.split("\n").slice(4).join("\n")).toBe(`export const Dev = enumeration("dev", {
  DEV_ON: 1,
  DEV_OFF: 2,
});

// device.h:4
export const device = struct("device", {
  packed: true,
  fields: {
    on: char,
    reads: long,
  },
});
`);
});

test("a file that import has not written stays", () => {
  writeFileSync(join(folder, "mine.ts"), "// mine\n");
  const run = bytewright(["import", records, "--out", "mine.ts"], folder);
  expect(run).toMatchObject({ code: 1, stdout: "" });
  expect(complaintOf(run)).toBe("mine.ts: was not written by import, and stays; give another --out");
  expect(readFileSync(join(folder, "mine.ts"), "utf8")).toBe("// mine\n");
});

test("parts of a larger schema do not outlast it, and others' files and other schemas do", () => {
  const mark = "// Written by bytewright import from a kernel; the next import replaces it.\n";
  const exported = ["t-01", "t-02", "t-03"].map((name) => `export * from "./${name}.ts";\n`);
  for (const [name, text] of [
    ["t.ts", mark + exported.join("")],
    ["t-01.ts", mark],
    ["t-02.ts", "// mine\n"],
    ["t-4.ts", mark],
    ["t-if-01.ts", mark],
  ] as const) {
    writeFileSync(join(folder, name), text);
  }
  expect(bytewright(["import", records, "--out", "t.ts"], folder).code).toBe(0);
  expect(readdirSync(folder).sort()).toEqual(["t-02.ts", "t-4.ts", "t-if-01.ts", "t.ts"]);
});

test.each<[args: string[], code: number, message: string]>([
  [["import", records, "--type", "no_such"], 1, `${records}: has no type no_such`],
  [["import", "none.btf"], 1, "none.btf: ENOENT: no such file or directory"],
  [["import", "empty"], 1, "empty: is nothing that types are read from"],
  [["import", "cut"], 1, "cut: at 0x0: btf_header takes 24 bytes, 2 are left"],
  [["import", records, "--abi", "s390x"], 1, `${records}: is little-endian, and s390x is not`],
  [["import", records, "--out", "no/"], 1, "no/: EISDIR: illegal operation on a directory"],
  [["import", records, "--constants", "NO_*"], 1, `${records}: has no constant NO_*`],
  [["import", records, "--base", "cut"], 1, `${records}: at 0x0: btf_header takes 24 bytes, 2 are left`],
  [["import", records, "--base", object], 1, `${records}: the base ${object} has no BTF`],
  [["import", records, "--base", "none.btf"], 1, "none.btf: ENOENT: no such file or directory"],
  [["layout", "pcap", "--against", "none.o"], 1, "none.o: ENOENT: no such file or directory"],
  [["import"], 2, "missing required argument 'file'; see --help"],
])("%j fails in one line", (args, code, message) => {
  writeFileSync(join(folder, "empty"), Buffer.alloc(4));
  writeFileSync(join(folder, "cut"), Buffer.from("9feb", "hex"));
  const run = bytewright(args, folder);
  expect(run).toMatchObject({ code, stdout: "" });
  expect(complaintOf(run)).toBe(message);
});

test("names out of files are printed as what they are", () => {
  const bytes = Buffer.from(readFileSync(records));
  bytes.write("\x1b[31m", bytes.indexOf("tight\0"), "latin1");
  writeFileSync(join(folder, "odd.btf"), bytes);
  const run = bytewright(["import", "odd.btf"], folder);
  expect(run.code).toBe(0);
  expect(`${run.stdout}${run.stderr.replaceAll("\n", "")}`).not.toMatch(/\x1b/);
});

test("codegen starts where all that it has generated is broken", { timeout: 120_000 }, () => {
  // The modules that `npm run codegen` compiles, beside code that no module can load.
  for (const name of ["package.json", "src/cli/bin", "src/wire"])
    cpSync(join(root, name), join(folder, name), { recursive: true });
  for (const name of ["codegen", "schema", "src"]) {
    cpSync(join(root, "dist", name), join(folder, "dist", name), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  mkdirSync(join(folder, "dist/generated/elf"), { recursive: true });
  writeFileSync(join(folder, "dist/generated/elf/index.js"), "broken(");
  writeFileSync(
    join(folder, "schema.ts"),
    'import { struct, u8 } from "bytewright/schema";\nexport const a = struct("a", { fields: { x: u8 } });\n',
  );
  const program = (...args: string[]) =>
    spawnSync(process.execPath, ["src/cli/bin/bytewright.js", ...args], { cwd: folder, encoding: "utf8" });
  expect(program("codegen", "--schema", "schema.ts", "--out", "out")).toMatchObject({ status: 0, stderr: "" });
  expect(program("import", records).status).toBe(1);
});

test("nothing that codegen is compiled from needs generated code", () => {
  const needed = new Set<string>();
  const visit = (project: string): void => {
    if (needed.has(project)) return;
    needed.add(project);
    const { references } = JSON.parse(
      readFileSync(join(root, project, "tsconfig.json"), "utf8").replaceAll(/^ *\/\/.*$/gm, ""),
    );
    for (const { path } of references) visit(join(project, path));
  };
  for (const project of ["codegen", "src/cli/bytewright"]) visit(project);
  expect([...needed]).toContain("src/layout");
  expect([...needed]).not.toContain("generated");
});

test.skipIf(skipsWithoutProgram("gcc"))("C is read by a compiler, and its constants are enumerations", () => {
  mkdirSync(join(folder, "inc"), { recursive: true });
  writeFileSync(join(folder, "inc/width.h"), "typedef unsigned short width;\n");
  writeFileSync(
    join(folder, "c.h"),
    '#include <width.h>\nstruct c { width w[COUNT]; };\n#define K_ONE 1\n#define K_TEXT "1"\nenum { K_TWO = 2 };\n',
  );
  const options = ["--cc", "gcc", "-I", "inc", "-D", "COUNT=3", "--constants", "K_*"];
  const run = bytewright(["import", "c.h", "--type", "c", ...options], folder);
  expect(run).toMatchObject({ code: 0, stderr: "" });
  expect(run.stdout).toContain('export const K = enumeration("k", {\n  K_ONE: 1,\n  K_TWO: 2,\n});\n');
  expect(run.stdout).toContain(
    '// c.h:2\nexport const c = struct("c", {\n  fields: {\n    w: array(u16, 3),\n  },\n});\n',
  );
  const failed = bytewright(["import", "c.h", "--cc", "gcc", "-I", "inc"], folder);
  expect(failed.code).toBe(1);
  expect(failed.stderr).toMatch(/^bytewright: c\.h: gcc: c\.h:2:\d+: error: .*COUNT.*\n$/);
});

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../", import.meta.url));

/** What each folder may import of the others; the longest name that fits a file is its folder. */
const allowed: { readonly [folder: string]: readonly string[] } = {
  schema: [],
  "src/wire": [],
  "src/layout": ["schema", "src/wire"],
  "src/dynamic": ["schema", "src/wire", "src/layout"],
  "src/files": [],
  codegen: ["schema", "src/wire", "src/layout", "src/files"],
  "src/compare": ["src/wire", "src/layout", "src/import"],
  generated: ["src/wire"],
  "src/import": ["schema", "codegen", "generated", "src/wire", "src/layout", "src/files"],
  "src/io": ["src/wire", "src/files"],
  "src/image": ["src/wire"],
  "src/ckpt": ["src/wire", "src/io", "src/image", "generated"],
  "src/ckpt/checkpoint": ["src/wire", "src/files", "src/io", "src/ckpt", "generated"],
  "src/ckpt/restart": ["src/wire", "src/io", "src/ckpt", "src/image", "generated"],
  "src/inspect": ["src/wire", "src/image"],
  "src/cli": [],
  "src/cli/ckpt": [
    "src/wire",
    "src/files",
    "src/io",
    "src/ckpt",
    "src/ckpt/checkpoint",
    "src/ckpt/restart",
    "src/image",
    "src/inspect",
    "src/cli/program",
    "src/cli/records",
    "generated",
  ],
  "src/cli/program": ["src/wire", "src/files", "src/io"],
  "src/cli/records": ["src/wire", "src/files", "src/io", "src/image", "src/inspect", "src/cli/program"],
  "src/cli/importing": ["src/import", "src/layout", "src/files", "src/cli/program"],
  "src/cli/bytewright": [
    "codegen",
    "schema",
    "src/layout",
    "src/wire",
    "src/files",
    "src/dynamic",
    "src/import",
    "src/compare",
    "src/cli/program",
    "src/cli/records",
  ],
};

/** Packages that only one folder may import. */
const owners: { readonly [name: string]: string } = { "ts-morph": "codegen", "binary-parser": "src/dynamic" };

interface Import {
  readonly file: string;
  readonly folder: string;
  readonly to: string;
}

const files = ["schema", "codegen", "generated", "src"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name)),
);

function textOf(file: string): string {
  return readFileSync(join(root, file), "utf8");
}

function folderOf(file: string): string {
  const fitting = Object.keys(allowed).filter((folder) => file.startsWith(`${folder}/`));
  return fitting.sort((a, b) => b.length - a.length)[0] ?? "";
}

const imports: Import[] = files.flatMap((file) =>
  [...textOf(file).matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map(([, to = ""]) => ({
    file,
    folder: folderOf(file),
    to: to.startsWith(".") ? relative(root, resolve(root, dirname(file), to)) : to,
  })),
);

describe("dependencies point one way", () => {
  test("every file is in a folder that has a rule, and imports are found", () => {
    expect(files.filter((file) => folderOf(file) === "")).toEqual([]);
    expect(imports.length).toBeGreaterThan(500);
  });

  test.each(Object.entries(allowed))("%s", (folder, others) => {
    const own = imports.filter((one) => one.folder === folder && folderOf(one.to) !== "");
    const wrong = own.filter(({ to }) => ![folder, ...others].includes(folderOf(to)));
    expect(wrong.map(({ file, to }) => `${file} imports ${to}`)).toEqual([]);
  });

  test("formats that ship as schemas have no code of their own, but where types are read from files", () => {
    const formats = readdirSync(join(root, "schema"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !["dsl", "ckpt", "ckpt-v23"].includes(entry.name))
      .map(({ name }) => name);
    expect(formats.length).toBeGreaterThan(8);
    const named = new RegExp(`\\b(${formats.join("|")})\\b`);
    const code = (file: string) => readFileSync(join(root, file), "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
    const others = files.filter(
      (file) => /^(src|codegen)\//.test(file) && !/^src\/(import|cli\/importing)\//.test(file),
    );
    expect(others.filter((file) => named.test(code(file)))).toEqual([]);
  });

  test("code generation does not need generated code", () => {
    const wrong = imports.filter(
      ({ file, to }) => /^(codegen|src\/cli\/bytewright)\//.test(file) && to.startsWith("generated"),
    );
    expect(wrong).toEqual([]);
  });

  test.each(Object.entries(owners))("only one folder imports %s", (name, folder) => {
    const users = imports
      .filter(({ to }) => to === name || to.startsWith(`${name}/`))
      .map(({ file }) => folderOf(file));
    expect([...new Set(users)]).toEqual([folder]);
  });

  test("the runtime of generated code imports nothing from outside, not even from Node", () => {
    const outside = imports.filter(({ folder, to }) => folder === "src/wire" && folderOf(to) === "");
    expect(outside).toEqual([]);
  });

  test("what a page needs to show an image has nothing of Node", () => {
    const shown = files.filter((file) => /^src\/(wire|image|inspect)\//.test(file));
    const bound = shown.filter((file) => /\bBuffer\b|\bprocess\.|"node:/.test(withoutComments(textOf(file))));
    expect(bound).toEqual([]);
  });

  test("no file needs itself by way of others", () => {
    const needs = new Map(files.map((file) => [file, new Set<string>()]));
    for (const { file, to } of imports) if (needs.has(to)) needs.get(file)?.add(to);
    // What needs nothing that is left, or is needed by nothing, is in no circle.
    for (let left = -1; left !== needs.size; ) {
      left = needs.size;
      const needed = new Set([...needs.values()].flatMap((to) => [...to]));
      for (const [file, to] of needs) {
        if (!needed.has(file) || ![...to].some((other) => needs.has(other))) needs.delete(file);
      }
    }
    expect([...needs.keys()]).toEqual([]);
  });
});

test("no record is known by name but to the drivers", () => {
  const drivers = /^src\/ckpt\//;
  const code = files.filter((file) => /^(src|codegen)\//.test(file) && !drivers.test(file));
  const named = code.filter((file) => /CkptHdr[A-Z]|["'`]ckpt_hdr|CKPT_HDR_/.test(withoutComments(textOf(file))));
  expect(named).toEqual([]);
});

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
}

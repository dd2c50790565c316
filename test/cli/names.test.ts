import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, expect, test } from "vitest";
import { ordinaryImage } from "../vectors/vectors.ts";
import { scratchFolder } from "./ckpt/run.ts";

const bin = fileURLToPath(new URL("../../src/cli/bin/", import.meta.url));
const schema = fileURLToPath(new URL("../../schema/ckpt/index.ts", import.meta.url));
const scratch = scratchFolder();
const bytes = (text: string) => Buffer.from(text, "latin1");

/** Runs a shell command line of any bytes in a folder; `ckpt` and `bytewright` are the programs. */
function shell(line: string, folder: Buffer | string = scratch) {
  const script = ["ckpt", "bytewright"].map((name) => `${name}() { "${process.execPath}" "${bin}${name}.js" "$@"; };`);
  const input = Buffer.concat([bytes(`${script.join(" ")} cd "`), Buffer.from(folder), bytes(`"; ${line}\n`)]);
  const { status, stdout, stderr } = spawnSync("/bin/sh", { input, encoding: "utf8" });
  return { code: status, stdout, stderr };
}

beforeEach(() => {
  for (const name of [bytes(`${scratch}/img-\xff`), join(scratch, "img-\ufffd")]) writeFileSync(name, ordinaryImage());
  writeFileSync(join(scratch, "img-1"), ordinaryImage());
});

test.each([
  "ckpt verify --kernel any img-\xff",
  "ckpt encode - --output img-\xff",
  "ckpt checkpoint --output=img-\xff",
  "ckpt restart --kernel any img -- rm img-\xff",
  `bytewright codegen --schema ${schema} --out out-\xff`,
  `bytewright emit c --schema ${schema} --out new-\xff`,
])("%j is refused: a name that is no UTF-8 would be another file's", (line) => {
  writeFileSync(join(scratch, "img"), ordinaryImage());
  const before = readdirSync(scratch, { encoding: "buffer" });
  const run = shell(`${line} </dev/null`);
  const named = /(\S+-)\xff(\S*)/.exec(line)?.slice(1).join("\ufffd");
  expect(run).toEqual({
    code: 2,
    stdout: "",
    stderr: `${line.split(" ")[0]}: the argument '${named}' is no UTF-8, or has U+FFFD in it; see --help\n`,
  });
  expect(readdirSync(scratch, { encoding: "buffer" })).toEqual(before);
});

test("so is a name with the character that stands for such bytes, which cannot be told from them", () => {
  const run = shell(Buffer.from("ckpt inspect img-\ufffd").toString("latin1"));
  expect(run).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("'img-\ufffd' is no UTF-8") });
});

test.each(["ckpt inspect img", "bytewright emit c --schema schema.ts --out -"])(
  "and a folder of such a name to run in: %s",
  (line) => {
    const folder = bytes(`${scratch}/folder-\xff`);
    mkdirSync(folder, { recursive: true });
    const run = shell(line, folder);
    expect(run).toMatchObject({ code: 2, stdout: "" });
    expect(run.stderr).toMatch(/^(ckpt|bytewright): the current folder's name is no UTF-8, or has U\+FFFD in it; see/);
  },
);

test("a link to such a name is read, and not written to another", () => {
  symlinkSync(bytes("img-\xff"), join(scratch, "link"));
  symlinkSync(bytes("none-\xff"), join(scratch, "dangling"));
  const before = readdirSync(scratch, { encoding: "buffer" });
  expect(shell("ckpt verify --kernel any link")).toMatchObject({ code: 0, stderr: "" });
  for (const link of ["link", "dangling"]) {
    expect(shell(`ckpt checkpoint --output ${link}`)).toEqual({
      code: 1,
      stdout: "",
      stderr: `ckpt: ${link}: EILSEQ: illegal byte sequence\n`,
    });
  }
  expect(readdirSync(scratch, { encoding: "buffer" })).toEqual(before);
});

test("a folder of such a name is written to by a link", () => {
  mkdirSync(bytes(`${scratch}/real-\xff`));
  symlinkSync(bytes("real-\xff"), join(scratch, "folder"));
  expect(shell("ckpt checkpoint --output folder/new")).toEqual({ code: 0, stdout: "1\n", stderr: "" });
  expect(readdirSync(bytes(`${scratch}/real-\xff`))).toEqual(["new"]);
});

test("and a folder of such a name among those in which schemas are looked for", () => {
  const folder = join(scratch, "project");
  mkdirSync(Buffer.concat([Buffer.from(`${folder}/schema/x-`), bytes("\xff")]), { recursive: true });
  expect(shell("bytewright codegen", folder)).toEqual({
    code: 2,
    stdout: "",
    stderr: "bytewright: the name of schema/x-\ufffd is no UTF-8; see --help\n",
  });
});

test("what is found for a command is no other file either: a script's interpreter, a folder in PATH", () => {
  const other = join(scratch, "in-\ufffd");
  writeFileSync(other, "#!/bin/sh\necho another\n", { mode: 0o755 });
  writeFileSync(join(scratch, "script"), bytes(`#!${scratch}/in-\xff\n`), { mode: 0o755 });
  const run = shell("ckpt restart --kernel any img-1 -- ./script", scratch);
  expect(run).toMatchObject({ code: 126, stdout: "" });
  expect(run.stderr).toContain("its interpreter is no UTF-8");
  mkdirSync(join(scratch, "p-\ufffd"));
  writeFileSync(join(scratch, "p-\ufffd/tool"), "#!/bin/sh\necho another\n", { mode: 0o755 });
  const found = shell(`PATH="${scratch}/p-\xff:$PATH" ckpt restart --kernel any img-1 -- tool`, scratch);
  expect(found).toMatchObject({ code: 127, stdout: "" });
});

import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { oneIn } from "../../support/all-runs.ts";
import { ordinaryImage } from "../../vectors/vectors.ts";
import { badFiles } from "./images.ts";
import { ckpt, complaintOf, file, scratchFolder } from "./run.ts";

const folder = scratchFolder();
const good = file(folder, "good.ckpt", ordinaryImage());
for (const [name, bytes] of Object.entries(badFiles)) file(folder, name, bytes);

/** How a command is called with a file, and what it answers when the file cannot be read. */
const commands: { readonly [name: string]: { readonly args: (file: string) => string[]; readonly code: number } } = {
  restart: { args: (path) => ["restart", "--kernel", "any", path], code: 1 },
  verify: { args: (path) => ["verify", "--kernel", "any", path], code: 1 },
  "verify --all": { args: (path) => ["verify", "--kernel", "any", "--all", path], code: 1 },
  inspect: { args: (path) => ["inspect", path], code: 1 },
  "inspect --summary": { args: (path) => ["inspect", "--summary", path], code: 1 },
  "inspect --json": { args: (path) => ["inspect", "--json", path], code: 1 },
  "inspect --hex": { args: (path) => ["inspect", "--hex", path], code: 1 },
  get: { args: (path) => ["get", path, "ckpt_hdr_task"], code: 1 },
  set: { args: (path) => ["set", path, "ckpt_hdr_task.exit_code=9"], code: 1 },
  decode: { args: (path) => ["decode", path], code: 1 },
  encode: { args: (path) => ["encode", path, "--output", join(folder, "out")], code: 1 },
  "diff A": { args: (path) => ["diff", path, good], code: 2 },
  "diff B": { args: (path) => ["diff", good, path], code: 2 },
};

describe.each(Object.entries(commands))("%s", (_, { args, code }) => {
  test("of a missing file", () => {
    const run = ckpt(args(join(folder, "missing")));
    expect(run.code).toBe(code);
    expect(run.stdout).toBe("");
    expect(complaintOf(run)).toMatch(/missing.*: ENOENT: no such file or directory$/);
  });

  test("of a folder", () => {
    const run = ckpt(args(folder));
    expect(run.code).toBe(code);
    expect(run.stdout).toBe("");
    expect(complaintOf(run)).toMatch(/EISDIR: .*directory$|no regular file/);
  });
});

describe.each(oneIn(2, Object.keys(badFiles)))("a file that is no image: %s", (bad) => {
  const path = join(folder, bad);

  test.each(["restart", "verify", "encode"])("%s refuses it in one line", (command) => {
    const run = ckpt(commands[command]?.args(path) as string[]);
    expect(run.code).toBe(1);
    expect(run.stdout).toBe("");
    expect(complaintOf(run)).toMatch(command === "encode" ? /line 1: / : /: (EINVAL|EPIPE): at 0x[0-9a-f]+: /);
  });

  test.each(["inspect", "inspect --summary", "inspect --json", "inspect --hex"])(
    "%s shows what there is and says what is wrong",
    (command) => {
      const run = ckpt(commands[command]?.args(path) as string[]);
      expect(run.code).toBe(1);
      expect(complaintOf(run)).toContain(bad);
      expect(run.stdout).toMatch(/^[\x20-\x7e\n]*$/);
    },
  );

  test("verify --all judges it", () => {
    const run = ckpt(commands["verify --all"]?.args(path) as string[]);
    expect(run.code).toBe(1);
    expect(complaintOf(run)).toContain("image at 0x0: ");
  });

  test("decode and encode give it back", () => {
    const json = ckpt(["decode", path]);
    expect(json).toMatchObject({ code: 0, stderr: "" });
    expect(json.stdout).toMatch(/^[\x20-\x7e\n]*$/);
    const back = ckpt(["encode", "-", "--output", "-"], { input: json.stdout });
    expect(back).toMatchObject({ code: 0, stderr: "" });
    expect(back.bytes).toEqual(Buffer.from(badFiles[bad] as Uint8Array));
  });

  test("diff tells it from an image, and not from itself", () => {
    expect(ckpt(["diff", good, path])).toMatchObject({ code: 1, stderr: "" });
    expect(ckpt(["diff", path, path])).toMatchObject({ code: 0, stderr: "", stdout: "" });
  });
});

test("what encode refuses leaves no file", () => {
  for (const text of ["", "{}", "[1]\n", "not json\n", '{"format":"bytewright","version":2}\n']) {
    const run = ckpt(["encode", "-", "--output", join(folder, "out")], { input: text });
    expect(run.code).toBe(1);
    expect(complaintOf(run)).toMatch(/^-: line 1: /);
  }
  expect(ckpt(["verify", join(folder, "out")]).stderr).toContain("ENOENT");
});

import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { makesAllRuns, oneIn } from "../../support/all-runs.ts";
import { type Fault, type SystemCall, skipsWithoutStrace, trace } from "../../support/strace.ts";
import { type Struck, strikeEach, type Target } from "../../support/strike.ts";
import { vectors } from "../../vectors/vectors.ts";
import { ckpt, file, program, scratchFolder } from "./run.ts";

const scratch = scratchFolder();
const image = Buffer.from(vectors[0]?.image as Uint8Array);
const json = file(scratch, "image.json", ckpt(["decode", file(scratch, "image", image)]).stdout);
const old = "what was there";

const emptyFolder = () => mkdtempSync(join(scratch, "out-"));

/** Replaces a file. Its mode is none that new files have. */
const encode: Target = {
  prepare() {
    const folder = emptyFolder();
    chmodSync(file(folder, "file", old), 0o640);
    return folder;
  },
  command: (folder) => [process.execPath, program, "encode", json, "--output", join(folder, "file")],
};

/** Makes a file. */
const checkpoint: Target = {
  prepare: emptyFolder,
  command: (folder) => [process.execPath, program, "checkpoint", "--output", join(folder, "file")],
};

/** The image is there whole, or what was there before is. */
function expectOldOrNew(folder: string, context?: string): "old" | "new" {
  const found = readFileSync(join(folder, "file"));
  if (found.equals(image)) return "new";
  expect(found.toString(), context).toBe(old);
  return "old";
}

/** What is left is removed a day later. */
function expectNoLitterAfterNextRun(folder: string): void {
  const litter = readdirSync(folder).filter((name) => name !== "file");
  if (litter.length === 0) return;
  const path = join(folder, "file");
  // A day has to pass.
  for (const name of litter) utimesSync(join(folder, name), 0, 0);
  expect(ckpt(["encode", json, "--output", path])).toMatchObject({ code: 0, stderr: "" });
  expect(readFileSync(path)).toEqual(image);
  expect(readdirSync(folder)).toEqual(["file"]);
}

/** Either all is well in spite of the fault, or one line says what is wrong and the old file is there. */
function expectAnswer({ folder, code, stderr, at }: Struck, fault: Fault): void {
  const found = expectOldOrNew(folder, at);
  expect(readdirSync(folder), at).toEqual(["file"]);
  if (code === 0) {
    expect([found, stderr], at).toEqual(["new", ""]);
    return;
  }
  expect(code, at).toBe(1);
  expect(stderr, at).toMatch(new RegExp(`^ckpt: ${folder}/file: [^\\n]*${fault}: [^\\n]+\\n$`));
  expect(found, at).toBe("old");
}

/** To be killed before a call that only looks is as to be killed before the next one. */
const changes = ({ name }: SystemCall) => !/stat|readlink|access|getdents/.test(name);

describe.skipIf(skipsWithoutStrace)("each system call of writing an image (skipped without strace)", () => {
  test.each(oneIn<Fault>(4, ["ENOSPC", "EIO", "EINTR", "EACCES"]))("fails with %s", async (fault) => {
    const names = await strikeEach(encode, fault, (run) => expectAnswer(run, fault));
    expect(names).toEqual(
      expect.arrayContaining(["openat", "write", "fchown", "fchmod", "fsync", "rename", "close", "getdents64"]),
    );
  });

  test("is the last of a program that is killed", async () => {
    let litter = 0;
    const look = ({ signal, folder, at }: Struck) => {
      expect(signal, at).toBe("SIGKILL");
      expectOldOrNew(folder, at);
      litter += readdirSync(folder).length - 1;
      expectNoLitterAfterNextRun(folder);
    };
    const names = await strikeEach(encode, "KILL", look, changes);
    expect(names).toEqual(expect.arrayContaining(["openat", "write", "fsync", "rename", "close"]));
    expect(litter).toBeGreaterThan(makesAllRuns ? 5 : 0);
  });

  test("fails with ENOSPC while a file is made", async () => {
    const look = ({ folder, code, stderr, at }: Struck) => {
      const found = existsSync(join(folder, "file")) ? "file" : undefined;
      expect(readdirSync(folder), at).toEqual(found === undefined ? [] : [found]);
      if (found !== undefined) expect(ckpt(["verify", join(folder, found)]).code, at).toBe(0);
      if (code === 0) return;
      expect(code, at).toBe(1);
      expect(stderr, at).toMatch(new RegExp(`^ckpt: ${folder}/file: [^\\n]*ENOSPC: [^\\n]+\\n$`));
      expect(found, at).toBe(undefined);
    };
    const names = await strikeEach(checkpoint, "ENOSPC", look);
    expect(names).toEqual(expect.arrayContaining(["openat", "write", "fsync", "rename", "close"]));
  });

  test("is the last of a program that is killed while it makes a file", async () => {
    const look = ({ folder, at }: Struck) => {
      const path = join(folder, "file");
      if (existsSync(path)) expect(ckpt(["verify", path]).code, at).toBe(0);
      expectNoLitterAfterNextRun(folder);
    };
    const names = await strikeEach(checkpoint, "KILL", look, changes);
    expect(names).toEqual(expect.arrayContaining(["openat", "write", "fsync", "rename", "close"]));
  });

  test.each([
    ["EDQUOT", "EDQUOT: unknown system error"],
    ["ESTALE", "ESTALE: unknown system error"],
    ["EKEYEXPIRED", "errno 127: unknown system error"],
  ] as const)("fails with %s, for which Node has no name", async (fault, words) => {
    const folder = encode.prepare();
    const run = await trace(encode.command(folder), [{ name: "fsync", fault }]);
    expect(run).toMatchObject({ code: 1, stderr: `ckpt: ${folder}/file: ${words}\n` });
    expect(expectOldOrNew(folder)).toBe("old");
  });

  test("of removing the temporary file fails, too: the next run removes it a day later", async () => {
    const folder = encode.prepare();
    const faults = ["rename", "unlink"].map((name) => ({ name, fault: "EACCES" as const }));
    const run = await trace(encode.command(folder), faults);
    expect(run).toMatchObject({ code: 1, stderr: `ckpt: ${folder}/file: EACCES: permission denied\n` });
    expect(readdirSync(folder)).toHaveLength(2);
    expect(expectOldOrNew(folder)).toBe("old");
    expectNoLitterAfterNextRun(folder);
  });
});

import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { skipsWithoutStrace, trace } from "../../support/strace.ts";
import { ordinaryImage } from "../../vectors/vectors.ts";
import { ckpt, complaintOf, file, program, scratchFolder } from "./run.ts";

const folder = scratchFolder();
chmodSync(folder, 0o755);
const temporary = join(folder, "tmp");
mkdirSync(temporary);
const image = file(folder, "good.ckpt", ordinaryImage());
const args = (...command: string[]) => ["restart", "--kernel", "any", image, "--", ...command];

/** Runs a command as the task, in the folder; `env` is changed as told, undefined takes a variable away. */
function restart(command: readonly string[], env: NodeJS.ProcessEnv = {}, options: object = {}) {
  return ckpt(args(...command), { cwd: folder, env: { ...process.env, TMPDIR: temporary, ...env }, ...options });
}

function script(name: string, content: string): string {
  const path = file(folder, name, content);
  chmodSync(path, 0o755);
  return path;
}

describe.runIf(process.platform === "linux")("a command is looked for as a shell does", () => {
  script("here", "#!/bin/sh\necho here\n");
  mkdirSync(join(folder, "sub"));
  script("sub/here", "#!/bin/sh\necho sub\n");

  test.each<[string, string | undefined, string, string]>([
    ["without PATH, where systems have their programs", undefined, "echo", "\n"],
    ["in the folder that an empty part of PATH stands for", "/nonexistent:", "here", "here\n"],
    ["in the folder that an empty PATH stands for", "", "here", "here\n"],
    ["in the parts of PATH in order", `sub::${folder}`, "here", "sub\n"],
    ["by its own path, whatever PATH is", "/nonexistent", "sub/here", "sub\n"],
  ])("%s", (_, PATH, command, stdout) => {
    expect(restart([command], { PATH })).toMatchObject({ code: 0, stdout });
  });

  test.each<[string, string | undefined, string]>([
    ["no name", "", ""],
    ["a name that is in no part of PATH", "sub:/nonexistent", "echo"],
    ["a name that is in the folder only", undefined, "here"],
  ])("%s is not found", (_, PATH, command) => {
    const run = restart([command], { PATH });
    expect(run).toMatchObject({ code: 127, stdout: "" });
    expect(complaintOf(run)).toBe(`${command}: command not found`);
  });

  test("one whose interpreter is no program cannot be run", () => {
    const plain = file(folder, "plain", "text");
    const path = script("interpreted", `#!${plain}\n`);
    const run = restart([path]);
    expect(run).toMatchObject({ code: 126, stdout: "" });
    expect(run.stderr).toMatch(/^\S+good\.ckpt: comm "bash".*\nckpt: \S+interpreted: EACCES: permission denied\n$/);
    expect(readdirSync(temporary)).toEqual([]);
  });
});

describe.runIf(process.platform === "linux" && process.getuid?.() === 0)("the folder for temporary files", () => {
  const nobody = { uid: 65534, gid: 65534 };

  test("is named where it takes nothing", () => {
    const run = restart(["echo", "run"], {}, nobody);
    expect(run).toMatchObject({ code: 1, stdout: "" });
    expect(complaintOf(run)).toBe(`${temporary}: EACCES: permission denied`);
  });

  test("may be closed by the command, whose exit code counts all the same", () => {
    const own = mkdtempSync(join(folder, "own-"));
    chownSync(own, nobody.uid, nobody.gid);
    const run = restart(["sh", "-c", `chmod 500 ${own}; echo run; exit 7`], { TMPDIR: own }, nobody);
    expect(run).toMatchObject({ code: 7, stdout: "run\n" });
    const [left] = readdirSync(own);
    expect(run.stderr.split("\n").slice(1)).toEqual([`ckpt: ${own}/${left}: EACCES: permission denied`, ""]);
  });
});

test.skipIf(skipsWithoutStrace)(
  "where no link can be made nothing runs and nothing stays (skipped without strace)",
  async () => {
    const ran = join(folder, "ran");
    const command = ["env", `TMPDIR=${temporary}`, process.execPath, program, ...args("touch", ran)];
    const run = await trace(command, [{ name: "symlink", fault: "ENOSPC" }]);
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(/^ckpt: \S+\/tmp\/ckpt-\w{6}: ENOSPC: no space left on device\n$/);
    expect([existsSync(ran), readdirSync(temporary)]).toEqual([false, []]);
  },
);

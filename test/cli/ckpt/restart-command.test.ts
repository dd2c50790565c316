import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { anotherUser, skipsWithoutAnotherUser } from "../../support/another-user.ts";
import { skipsWithoutStrace, trace } from "../../support/strace.ts";
import { ordinaryImage } from "../../vectors/vectors.ts";
import { imageOf } from "./images.ts";
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
});

const neither = "neither a program for this machine nor a script that names its interpreter";

/** This machine's own Node, as far as its head goes, for a machine that there is none of. */
function otherMachine(): Buffer {
  const head = Buffer.from(readFileSync(process.execPath).subarray(0, 64));
  head.fill(0xee, 18, 20);
  return head;
}

describe.runIf(process.platform === "linux")("a script", () => {
  const tool = script("tool", '#!/bin/sh\nprintf "<%s>" "$0" "$@"; cat /proc/$$/comm\n');
  script("args", `#!${join(folder, "print")}  one  two \t\n`);
  // The interpreter of a script may be a script, and argv[0] is not the image's either.
  script("print", "#!/bin/sh\ntr '\\0' '|' </proc/$$/cmdline\n");
  script("by-env", "#!/usr/bin/env tool\n");
  script("by-env-options", "#!/usr/bin/env -S sh\necho $0\n");
  const named = (comm: Uint8Array) => {
    const path = file(folder, "named.ckpt", imageOf(comm));
    return (...command: string[]) =>
      ckpt(["restart", "--kernel", "any", path, "--", ...command], {
        cwd: folder,
        env: { ...process.env, TMPDIR: temporary, PATH: `${folder}:${process.env.PATH}` },
      });
  };

  test("is told its own name, not the image's", () => {
    const run = named(Buffer.from("ls"));
    expect(run("tool", "a b", "").stdout).toBe(`<${tool}><a b><>ls\n`);
    expect(run("./tool").stdout).toBe(`<${tool}>ls\n`);
    expect(run("by-env", "x").stdout).toBe(`<${tool}><${folder}/by-env><x>ls\n`);
    expect(run("by-env-options").stdout).toBe(`${folder}/by-env-options\n`);
    expect(run("args", "x").stdout).toBe(`/bin/sh|${folder}/print|one  two|${folder}/args|x|`);
  });

  test.each<[string, string | Buffer, number, string]>([
    ["an interpreter that is nowhere", `#!${folder}/none\n`, 127, `its interpreter ${folder}/none: command not found`],
    [
      "an interpreter that may not be executed",
      `#!${file(folder, "plain", "text")}\n`,
      126,
      `its interpreter ${folder}/plain: not an executable file`,
    ],
    [
      "an interpreter for env that is nowhere",
      "#!/usr/bin/env no-such-tool\n",
      127,
      "its interpreter no-such-tool: command not found",
    ],
    [
      "a line that is too long for the kernel",
      `#!/${"a".repeat(300)}\n`,
      127,
      `its interpreter /${"a".repeat(253)}: command not found`,
    ],
    ["no interpreter", "#! \n", 126, neither],
    ["text", "echo run\n", 126, neither],
    ["nothing in it", "", 126, neither],
    ["the start of a program only", "\x7fELFgarbage", 126, neither],
    ["a program for another machine", otherMachine(), 126, neither],
    ["itself as interpreter", `#!${folder}/bad\n`, 126, "its interpreter is a script of a script, and so on"],
  ])("with %s does not run, and nothing of the image is shown", (_, content, code, reason) => {
    const path = join(folder, "bad");
    writeFileSync(path, content, { mode: 0o755 });
    const run = named(Buffer.from("\x1b[31m"))(path);
    expect(run).toMatchObject({ code, stdout: "" });
    expect(complaintOf(run)).toBe(`${path}: ${reason}`);
    expect(readdirSync(temporary)).toEqual([]);
  });
});

describe.skipIf(process.platform !== "linux" || skipsWithoutAnotherUser)("the folder for temporary files", () => {
  test("is named where it takes nothing", () => {
    const run = restart(["echo", "run"], {}, anotherUser);
    expect(run).toMatchObject({ code: 1, stdout: "" });
    expect(complaintOf(run)).toBe(`${temporary}: EACCES: permission denied`);
  });
});

test.skipIf(skipsWithoutStrace)(
  "where no link can be made nothing runs and nothing stays (skipped without strace)",
  async () => {
    const ran = join(folder, "ran");
    const command = ["env", `TMPDIR=${temporary}`, process.execPath, program, ...args("touch", ran)];
    const run = await trace(command, [{ name: "symlink", fault: "ENOSPC" }]);
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(/^\S+good.ckpt: comm .*\nckpt: \S+\/tmp\/ckpt-\w+: ENOSPC: no space left on device\n$/);
    expect([existsSync(ran), readdirSync(temporary)]).toEqual([false, []]);
  },
);

test.skipIf(skipsWithoutStrace).each(["mkdir", "symlink"])(
  "a signal that comes with the link's %s is the command's, and nothing stays (skipped without strace)",
  async (name) => {
    const command = ["env", `TMPDIR=${temporary}`, process.execPath, program, ...args("sleep", "600")];
    const run = await trace(command, [{ name, fault: "TERM" }]);
    expect(run.calls.filter((call) => call.name === name)).toHaveLength(1);
    expect([run.code, readdirSync(temporary)]).toEqual([143, []]);
  },
);

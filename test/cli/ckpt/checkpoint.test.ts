import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CkptHdrTask, ExitState, TaskState } from "../../../generated/ckpt/index.ts";
import { restartBytes } from "../../../src/ckpt/restart/index.ts";
import { anotherUser, skipsWithoutAnotherUser } from "../../support/another-user.ts";
import { skipsWithout } from "../../support/skips-without.ts";
import { skipsWithoutStrace, trace } from "../../support/strace.ts";
import { PLACES } from "../../vectors/vectors.ts";
import { ckpt, complaintOf, program, scratchFolder, shell, until } from "./run.ts";

const folder = scratchFolder();
const skipsWithoutLinux = skipsWithout("Linux", () => process.platform === "linux");

/** No process has this number: Linux gives none above 2^22. */
const nobody = "4194305";

describe.skipIf(skipsWithoutLinux)("ckpt checkpoint", () => {
  let child: ChildProcess;
  beforeAll(() => {
    const odd = join(folder, "a (b) c");
    copyFileSync("/bin/sleep", odd);
    child = spawn(odd, ["600"], { stdio: "ignore" });
  });
  afterAll(() => void child.kill("SIGKILL"));

  const take = (pid: number | undefined) => {
    const run = ckpt(["checkpoint", "--pid", String(pid), "--output", "-"]);
    expect(run).toMatchObject({ code: 0, stderr: "1\n" });
    const { comm, header, task, consumed } = restartBytes({ bytes: run.bytes });
    expect(consumed).toBe(run.bytes.length);
    return { comm: Buffer.from(comm).toString().replace(/\0+$/, ""), header, task };
  };

  test("of a process: its name and state, for the running kernel and the present time", async () => {
    await until(() => statOf(child.pid).includes(" S "));
    const { comm, header, task } = take(child.pid);
    expect(comm).toBe("a (b) c");
    expect(task).toMatchObject({
      state: TaskState.TASK_INTERRUPTIBLE,
      exit_state: 0,
      exit_signal: 17,
      set_child_tid: 0n,
    });
    expect(Math.abs(Number(header.time) - Date.now() / 1000)).toBeLessThan(60);
  });

  test("of a stopped process", async () => {
    child.kill("SIGSTOP");
    await until(() => statOf(child.pid).includes(" T "));
    expect(take(child.pid).task.state).toBe(TaskState.__TASK_STOPPED);
    child.kill("SIGCONT");
  });

  test("of a zombie", async () => {
    // The child ends only when its parent has become a program that does not ask how.
    const script = "exec 3<&0; (read line <&3; exit 3) & echo $!; exec sleep 600";
    const parent = spawn("/bin/sh", ["-c", script], { stdio: ["pipe", "pipe", "ignore"] });
    try {
      const pid = await new Promise<number>((resolve) => parent.stdout.once("data", (data) => resolve(Number(data))));
      await until(() => statOf(parent.pid).includes("(sleep)"));
      parent.stdin.end();
      await until(() => statOf(pid).includes(" Z "));
      expect(take(pid).task).toMatchObject({ state: 0, exit_state: ExitState.EXIT_ZOMBIE });
    } finally {
      parent.kill("SIGKILL");
    }
  });

  // Containers do not show them.
  test.skipIf(!existsSync("/proc/2/stat") || !/ S 0 0 0 /.test(statOf(2)))("of a kernel thread", () => {
    expect(take(2).comm).toBe(readFileSync("/proc/2/comm", "utf8").trimEnd().slice(0, 15));
  });

  test.each([[["--pid", "0"]], [[]]])("%j is the caller: ckpt itself", (args) => {
    const run = ckpt(["checkpoint", ...args, "--output", "-"]);
    expect(Buffer.from(restartBytes({ bytes: run.bytes }).comm).toString()).toMatch(/^(node|MainThread)/);
    expect(CkptHdrTask.decode(run.bytes, PLACES.task).state).toBe(TaskState.TASK_RUNNING);
  });

  test.skipIf(skipsWithoutAnotherUser)("of a process of another user, whose exit code is not told", () => {
    const run = ckpt(["checkpoint", "--pid", String(process.pid), "--output", "-"], anotherUser);
    expect(run).toMatchObject({ code: 0, stderr: "1\n" });
    const { comm, task } = restartBytes({ bytes: run.bytes });
    expect(Buffer.from(comm).toString().replace(/\0+$/, "")).toBe(readFileSync("/proc/self/comm", "utf8").trimEnd());
    expect(task).toMatchObject({ exit_code: 0, exit_signal: 17 });
  });

  test("to a file: the identifier goes to standard output", () => {
    const path = join(folder, "self.ckpt");
    expect(ckpt(["checkpoint", "--output", path])).toMatchObject({ code: 0, stdout: "1\n", stderr: "" });
    expect(ckpt(["verify", path]).code).toBe(0);
  });

  test("of nobody: no file, the reason on standard error and in the log", () => {
    const [path, log] = [join(folder, "nobody.ckpt"), join(folder, "log")];
    const run = ckpt(["checkpoint", "--pid", nobody, "--output", path, "--log", log]);
    expect(run).toMatchObject({ code: 1, stdout: "" });
    expect(complaintOf(run)).toBe(`ESRCH: there is no process ${nobody}`);
    expect(existsSync(path)).toBe(false);
    expect(readFileSync(log, "utf8")).toMatch(/^\[err -3\]\[pos 283\]\[E @ \w+:\d+\].*there is no process 4194305$/);
  });

  test("of nobody, to a pipe: the image ends with the reason", () => {
    const run = ckpt(["checkpoint", "--pid", nobody, "--output", "-"]);
    expect(run.code).toBe(1);
    complaintOf(run);
    const told = ckpt(["verify", "-"], { input: run.bytes });
    expect(complaintOf(told)).toMatch(/^-: EIO: at 0x11b: .*there is no process 4194305$/);
  });

  const canUnshare = spawnSync("unshare", ["--mount", "--pid", "--fork", "true"]).status === 0;

  describe.skipIf(!canUnshare)("(skipped where there can be no namespaces)", () => {
    const ckptIn = (options: string, before: string, args: string) =>
      shell(`unshare ${options} sh -c '${before} exec "${process.execPath}" "${program}" ${args}'`, folder);

    test("of the caller where /proc shows another namespace's processes", () => {
      for (const output of ["-", "/dev/stdout", "/proc/thread-self/fd/1"]) {
        const run = ckptIn("--pid --fork", "", `checkpoint --output ${output}`);
        expect(run).toMatchObject({ code: 0, stderr: "1\n" });
        expect(Buffer.from(restartBytes({ bytes: run.bytes }).comm).toString()).toMatch(/^(node|MainThread)/);
      }
    });

    const hiding = "mount -t proc -o hidepid=2 none /proc";
    const canHide =
      canUnshare && spawnSync("unshare", ["--mount", "--pid", "--fork", ...hiding.split(" ")]).status === 0;

    test.skipIf(!canHide || skipsWithoutAnotherUser)(
      "where /proc hides the process: that is said, and is another answer than of nobody's number",
      () => {
        const asNobody = "setpriv --reuid 65534 --regid 65534 --clear-groups";
        const lines = ["1", nobody].map(
          (pid) => `${asNobody} "${process.execPath}" "${program}" checkpoint --pid ${pid} --output - >/dev/null`,
        );
        // The shell stays process 1.
        const run = shell(`unshare --mount --pid --fork sh -c '${hiding}; ${lines.join("; ")}; exit 9'`, folder);
        expect(run).toMatchObject({
          code: 9,
          stderr: `ckpt: EPERM: /proc does not show process 1\nckpt: ESRCH: there is no process ${nobody}\n`,
        });
      },
    );

    test("where there is no /proc: that is said", () => {
      for (const pid of [0, 1]) {
        const run = ckptIn("--mount", "mount -t tmpfs none /proc;", `checkpoint --pid ${pid} --output none`);
        expect(run).toMatchObject({ code: 1, stdout: "" });
        expect(complaintOf(run)).toMatch(/^ENOENT: process \d+ cannot be looked at in \/proc$/);
      }
    });
  });

  test("to a pipe of another process", () => {
    const holder = "exec 3>&1; sleep 60 3>&1 >/dev/null 2>&1 & echo $! >holder; exec >&- 3>&-; wait";
    const line = `{ ${holder}; } | cat >got & until [ -s holder ]; do sleep 0.1; done`;
    const run = shell(
      `${line}; ckpt checkpoint --output /proc/$(cat holder)/fd/3; kill $(cat holder); wait; ckpt verify got`,
      folder,
    );
    expect(run).toMatchObject({ code: 0, stderr: "" });
  });

  test("where the file cannot be completed, the log says why", async () => {
    const [path, log] = [join(folder, "lost.ckpt"), join(folder, "lost.log")];
    expect(ckpt(["checkpoint", "--output", join(folder, "no/new"), "--log", log]).code).toBe(1);
    expect(readFileSync(log, "utf8")).toBe(`${folder}/no/new: ENOENT: no such file or directory`);
    if (skipsWithoutStrace) return;
    const command = [process.execPath, program, "checkpoint", "--output", path, "--log", log];
    const run = await trace(command, [{ name: "fsync", nth: 1, fault: "EIO" }]);
    expect(run).toMatchObject({ code: 1, stderr: `ckpt: ${path}: EIO: i/o error\n` });
    expect([readFileSync(log, "utf8"), existsSync(path)]).toEqual([`${path}: EIO: i/o error`, false]);
  });

  test.each([
    ["a hard link", "ckpt checkpoint --output a; ln a b", "--output a --log b", "b"],
    ["another spelling", "", "--output x --log ./x", "./x"],
    ["a folder's other name, for a file that is none yet", "mkdir d; ln -s d e", "--output d/x --log e/x", "e/x"],
    ["where a link leads to", "ln -s d/y l", "--output d/y --log l", "l"],
    ["a redirection's", "", "--output - --log img >img", "img"],
    ["standard output's, a pipe", "", "--output - --log /dev/stdout | cat", "/dev/stdout"],
    ["the other way round", "", "--output /dev/stdout --log - | cat", "-"],
  ])("the log must not be the image, by whatever name: %s", (_, before, args, log) => {
    shell(before, folder);
    const run = shell(`ckpt checkpoint ${args}`, folder);
    expect(run).toMatchObject({ stdout: "", stderr: `ckpt: ${log}: the log would replace the image\n` });
    expect(existsSync(join(folder, "d/x"))).toBe(false);
  });

  test("what mixes nothing up may be both", () => {
    expect(ckpt(["checkpoint", "--output", "/dev/null", "--log", "/dev/zero"])).toMatchObject({ code: 0, stderr: "" });
    expect(shell("ckpt checkpoint --output log-a --log log-b", folder)).toMatchObject({ code: 0, stderr: "" });
  });
});

function statOf(pid: number | undefined): string {
  return readFileSync(`/proc/${pid}/stat`, "utf8");
}

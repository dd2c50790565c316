import { spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { oneIn } from "../../support/all-runs.ts";
import { skipsWithoutProgram } from "../../support/skips-without.ts";
import { ordinaryImage, PLACES } from "../../vectors/vectors.ts";
import { badFiles, imageOf } from "./images.ts";
import { ckpt, complaintOf, endOf, file, program, scratchFolder, shell, startCkpt, until } from "./run.ts";

const folder = scratchFolder();
// Links are made in the folder for temporary files; here it is seen whether they are removed.
const temporary = join(folder, "tmp");
mkdirSync(temporary);
const { TMPDIR } = process.env;
process.env.TMPDIR = temporary;
afterAll(() => {
  if (TMPDIR === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = TMPDIR;
});

const good = file(folder, "good.ckpt", ordinaryImage());
const restored = 'comm "bash", set_child_tid 0x0, clear_child_tid 0x7f1234567890\n';
const restart = (image: string, ...command: string[]) => ckpt(["restart", "--kernel", "any", image, "--", ...command]);

test("prints what it restores", () => {
  expect(ckpt(["restart", "--kernel", "2.6.37", good])).toMatchObject({
    code: 0,
    stdout: `${good}: ${restored}`,
    stderr: "",
  });
  expect(restart(good)).toMatchObject({ code: 0, stdout: `${good}: ${restored}`, stderr: "" });
});

test("checks the image against the running kernel, or the one given", () => {
  for (const args of [[], ["--kernel", "2.6.38"]]) {
    const run = ckpt(["restart", ...args, good]);
    expect(run).toMatchObject({ code: 1, stdout: "" });
    expect(complaintOf(run)).toContain("EINVAL: incompatible kernel version: ");
  }
});

test("logs why it refuses", () => {
  const log = file(folder, "log", "older lines\n");
  expect(ckpt(["restart", "--kernel", "2.6.38", "--log", log, good]).code).toBe(1);
  expect(readFileSync(log, "utf8")).toMatch(/^\[err -22\]\[pos 56\]\[E @ \w+:\d+\]incompatible kernel version$/);
  expect(ckpt(["restart", "--kernel", "2.6.38", "--log", "-", good]).stdout).toContain("[err -22]");
  const self = ckpt(["restart", "--log", good, good]);
  expect(complaintOf(self)).toBe(`${good}: the log would replace the image`);
  expect(readFileSync(good)).toEqual(Buffer.from(ordinaryImage()));
});

test("logs why it refuses what the driver does not log, as the C does not", () => {
  const log = join(folder, "log");
  for (const [name, bytes] of Object.entries(badFiles)) {
    const bad = file(folder, "bad.ckpt", bytes);
    const run = ckpt(["restart", "--kernel", "any", "--log", log, bad]);
    expect(complaintOf(run), name).toBe(`${bad}: ${readFileSync(log, "utf8")}`);
    expect(ckpt(["restart", "--kernel", "any", "--log", "-", bad]).stdout, name).toBe(readFileSync(log, "utf8"));
  }
  expect(ckpt(["restart", "--kernel", "any", "--log", log, good]).code).toBe(0);
  expect(readFileSync(log, "utf8")).toBe("");
});

test("logs nothing into the image, even if that is where standard output goes", () => {
  const image = file(folder, "own.ckpt", ordinaryImage());
  const run = shell("ckpt restart --log - own.ckpt >>own.ckpt", folder);
  expect(complaintOf(run)).toBe("-: the log would replace the image");
  expect(readFileSync(image)).toEqual(Buffer.from(ordinaryImage()));
});

test("a bad image runs nothing", () => {
  const cut = file(folder, "cut.ckpt", ordinaryImage().subarray(0, PLACES.tail));
  expect(restart(cut, "echo", "run")).toMatchObject({ code: 1, stdout: "" });
});

describe.runIf(process.platform === "linux")("a command", () => {
  test.each<readonly [string, Buffer]>(
    oneIn(3, [
      ["plain", Buffer.from("bash")],
      ["with spaces", Buffer.from("a b  c ")],
      ["with a leading dash", Buffer.from("-rf")],
      ["with a leading dot", Buffer.from(".hidden")],
      ["as long as can be", Buffer.from("123456789012345")],
      ["without a NUL at its end", Buffer.from("1234567890123456")],
      ["with bytes behind a NUL", Buffer.from("ab\0cd")],
      ["with letters of all languages", Buffer.from("naïve日本")],
      ["with shell characters", Buffer.from("$(id)`*'\"\\%s&;")],
      ["with control characters", Buffer.from("\x1b[31m\t\n")],
    ]),
  )("has a comm %s", (_, comm) => {
    const run = restart(file(folder, "task.ckpt", imageOf(comm)), "cat", "/proc/self/comm");
    const [name = ""] = comm.toString("latin1").split("\0");
    expect(run.bytes.toString("latin1")).toBe(`${name.slice(0, 15)}\n`);
    expect(run.code).toBe(0);
    expect(run.stderr).toMatch(/^[\x20-\x7e]+task\.ckpt: comm "[\x20-\x7e]+\n$/);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test.each(
    oneIn(3, [
      ["", '"", which no file can be named'],
      [".", '".", which no file can be named'],
      ["..", '"..", which no file can be named'],
      ["a/b", '"a/b", which no file can be named'],
      ["日本/", '"\\u65e5\\u672c/", which no file can be named'],
      ["\xff\x80$x", '"\\xff\\x80$x", which is no UTF-8'],
      // A long name is often cut inside a character.
      [Buffer.from("日本語日本語").subarray(0, 14), '"\\u65e5\\u672c\\u8a9e\\u65e5\\xe6\\x9c", which is no UTF-8'],
    ]),
  )("cannot have the comm %j", (comm, reason) => {
    const bytes = typeof comm === "string" && comm.startsWith("\xff") ? Buffer.from(comm, "latin1") : comm;
    const image = file(folder, "task.ckpt", imageOf(bytes));
    const run = restart(image, "touch", join(folder, "ran"));
    expect(run).toMatchObject({ code: 1, stdout: "" });
    expect(complaintOf(run)).toBe(`no command can run as the task: its comm is ${reason}`);
    expect([existsSync(join(folder, "ran")), readdirSync(temporary)]).toEqual([false, []]);
    // That concerns the command only.
    expect(restart(image)).toMatchObject({ code: 0, stderr: "" });
  });

  test("gets its arguments as they are", () => {
    const run = restart(good, "sh", "-c", 'printf "<%s>" "$0" "$@"', "zero", "a b", "", "*", "$x", "--help", "--");
    expect(run.stdout).toBe("<zero><a b><><*><$x><--help><-->");
  });

  test("has the name it was called by as argv[0]", () => {
    expect(restart(good, "sh", "-c", "tr '\\0' '\\n' </proc/$$/cmdline | head -1").stdout).toBe("sh\n");
  });

  test("tells its exit code", () => {
    for (const code of [0, 1, 7, 255]) expect(restart(good, "sh", "-c", `exit ${code}`).code).toBe(code);
    expect(restart(good, "sh", "-c", "kill -KILL $$").code).toBe(128 + 9);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test("that a real-time signal ends has the exit code 0, as --help says", () => {
    expect(restart(good, "sh", "-c", "kill -34 $$").code).toBe(0);
    expect(ckpt(["restart", "--help"]).stdout).toContain("0 for a real-time signal");
  });

  test("needs a folder for temporary files", () => {
    const env = { ...process.env, TMPDIR: "/nonexistent" };
    const run = ckpt(["restart", "--kernel", "any", good, "--", "true"], { env });
    expect(run).toMatchObject({ code: 1, stdout: "" });
    expect(complaintOf(run)).toBe("/nonexistent: ENOENT: no such file or directory");
  });

  test("that is not there, or no program, is told as a shell does", () => {
    const plain = file(folder, "plain", "text");
    const noInterpreter = file(folder, "script", "#!/no/such/interpreter\n");
    chmodSync(noInterpreter, 0o755);
    const rows = [
      ["no-such-command", 127, "no-such-command: command not found"],
      [`${folder}/no-such`, 127, `${folder}/no-such: command not found`],
      [plain, 126, `${plain}: not an executable file`],
      [folder, 126, `${folder}: not an executable file`],
    ] as const;
    for (const [command, code, complaint] of rows) {
      const run = restart(good, command);
      expect(run.code).toBe(code);
      expect(complaintOf(run)).toBe(complaint);
    }
    expect(restart(good, noInterpreter).code).toBe(127);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test("may be a script, which has the comm, too", () => {
    const script = file(folder, "script.sh", "#!/bin/sh\ncat /proc/$$/comm\n");
    chmodSync(script, 0o755);
    expect(restart(good, script).stdout).toBe("bash\n");
  });

  test("reads on behind the image in a pipe", () => {
    const input = Buffer.concat([ordinaryImage(), Buffer.from("behind it")]);
    expect(ckpt(["restart", "--kernel", "any", "-", "--", "cat"], { input }).stdout).toBe("behind it");
  });

  test.each(
    oneIn(4, [
      ["SIGINT", 130],
      ["SIGTERM", 143],
      ["SIGHUP", 129],
      ["SIGQUIT", 131],
      ["SIGUSR1", 138],
      ["SIGALRM", 142],
      ["SIGXCPU", 152],
      ["SIGABRT", 134],
      ["SIGTRAP", 133],
      ["SIGSYS", 159],
    ] as const),
  )("gets %s, and ends with %i", async (signal, code) => {
    const child = startCkpt(["restart", "--kernel", "any", good, "--", "sh", "-c", "echo ready; exec sleep 600"]);
    const ended = endOf(child);
    await new Promise((resolve) => child.stdout?.once("data", resolve));
    // Whatever ends ckpt leaves nothing.
    await until(() => readdirSync(temporary).length === 0);
    child.kill(signal);
    expect(await ended).toBe(code);
  });

  test("does not get SIGPIPE, as --help says", async () => {
    const child = startCkpt(["restart", "--kernel", "any", good, "--", "sh", "-c", "echo ready; read line; exit 3"]);
    const ended = endOf(child);
    await new Promise((resolve) => child.stdout?.once("data", resolve));
    child.kill("SIGPIPE");
    child.stdin?.end("line\n");
    expect(await ended).toBe(3);
    expect(ckpt(["restart", "--help"]).stdout).toContain("PIPE, URG and CHLD are ignored");
  });

  const canUnshare = spawnSync("unshare", ["--mount", "true"]).status === 0;

  test.skipIf(!canUnshare)("gets a signal where there is no /proc (skipped where none can be hidden)", async () => {
    const line = `mount -t tmpfs none /proc; exec "$@"`;
    const command = [
      process.execPath,
      program,
      "restart",
      "--kernel",
      "any",
      good,
      "--",
      "sh",
      "-c",
      "echo; exec sleep 60",
    ];
    const child = spawn("unshare", ["--mount", "sh", "-c", line, "sh", ...command]);
    const ended = endOf(child);
    await new Promise((resolve) => child.stdout.once("data", resolve));
    child.kill("SIGINT");
    expect(await ended).toBe(130);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test.skipIf(skipsWithoutProgram("script"))("gets Ctrl-C once: from the terminal", async () => {
    // It waits for the signal, however late that comes, and then some more for another one.
    const script = "trap 'caught=1; echo caught' INT; echo ready; while [ -z \"$caught\" ]; do sleep 0.1; done";
    const inner = file(folder, "count.sh", `${script}; sleep 0.5; echo end`);
    // Without exec, a shell that stays in between may end by the signal itself.
    const line = ["exec", process.execPath, program, "restart", "--kernel", "any", good, "--", "sh", inner].join(" ");
    const child = spawn("script", ["-qec", line, "/dev/null"], { stdio: "pipe" });
    const ended = endOf(child);
    let output = "";
    child.stdout.on("data", (data) => {
      output += data;
    });
    await until(() => output.includes("ready"));
    child.stdin.write("\x03");
    await until(() => output.includes("end"));
    child.stdin.end();
    expect(await ended).toBe(0);
    expect(output.match(/caught/g)).toHaveLength(1);
  });

  test("has ended: a signal that comes later does not change its exit code", async () => {
    for (const delay of oneIn(4, [...Array(12).keys()])) {
      const script = "trap '' TERM; echo ready; exit 7";
      const child = startCkpt(["restart", "--kernel", "any", good, "--", "sh", "-c", script]);
      const ended = endOf(child);
      await new Promise((resolve) => child.stdout?.once("data", resolve));
      setTimeout(() => child.kill("SIGTERM"), delay);
      expect(await ended, `after ${delay} ms`).toBe(7);
    }
    expect(readdirSync(temporary)).toEqual([]);
  });

  test("may handle a signal and end as it likes", async () => {
    const script = "trap 'echo caught; exit 5' TERM; echo ready; while :; do sleep 0.05; done";
    const child = startCkpt(["restart", "--kernel", "any", good, "--", "sh", "-c", script]);
    const ended = endOf(child);
    let output = "";
    child.stdout?.on("data", (data) => {
      output += data;
    });
    await until(() => output === "ready\n");
    child.kill("SIGTERM");
    expect(await ended).toBe(5);
    expect(output).toBe("ready\ncaught\n");
  });
});

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { machine, release, version } from "node:os";
import { afterEach, describe, expect, test } from "vitest";
import { checkpointBytes, procSource } from "../../../src/ckpt/checkpoint/index.ts";
import { parseProcStat, TASK_LETTERS } from "../../../src/ckpt/checkpoint/proc.ts";
import { restartBytes } from "../../../src/ckpt/restart/index.ts";

const onLinux = process.platform === "linux";
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

async function start(command: string, ...args: string[]): Promise<number> {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "ignore"] });
  children.push(child);
  await once(child, "spawn");
  return child.pid as number;
}

/** A process becomes what it is to be a little after it has started. */
async function eventually(check: () => boolean): Promise<void> {
  for (let round = 0; !check(); round++) {
    if (round === 200) throw new Error("it did not happen within 2 seconds");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const stateOf = (pid: number) => parseProcStat(readFileSync(`/proc/${pid}/stat`, "latin1")).state;
const imageOf = (pid: number) => restartBytes({ bytes: checkpointBytes({ pid }), kernel: "any" });
const nameIn = (comm: Uint8Array) => Buffer.from(comm.subarray(0, comm.indexOf(0))).toString();

describe.runIf(onLinux)("a process as /proc shows it", () => {
  test("a sleeping child", async () => {
    const pid = await start("sleep", "60");
    await eventually(() => stateOf(pid) === "S");
    const { comm, task, set_child_tid, clear_child_tid } = imageOf(pid);
    expect(nameIn(comm)).toBe("sleep");
    expect(task).toMatchObject({ state: 1, exit_state: 0, exit_code: 0, exit_signal: 17 });
    expect([set_child_tid, clear_child_tid]).toEqual([0n, 0n]);
  });

  test("a stopped child", async () => {
    const pid = await start("sleep", "60");
    await eventually(() => stateOf(pid) === "S");
    process.kill(pid, "SIGSTOP");
    await eventually(() => stateOf(pid) === "T");
    expect(imageOf(pid).task).toMatchObject({ state: 4, exit_state: 0 });
  });

  test("a zombie", async () => {
    const script = `const child = require("child_process").spawn("sh", ["-c", "exit 3"]);
      console.log(child.pid);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);`;
    await start(process.execPath, "-e", script);
    const [line] = await once(children[0]?.stdout as NodeJS.ReadableStream, "data");
    const pid = Number(line);
    await eventually(() => stateOf(pid) === "Z");
    const { comm, task } = imageOf(pid);
    expect(nameIn(comm)).toBe("sh");
    expect(task).toMatchObject({ state: 0, exit_state: 16, exit_signal: 17 });
    // Told only to those who may trace the zombie: root may.
    expect([3 << 8, 0]).toContain(task.exit_code);
  });

  test("pid 0, the default, is the caller", () => {
    const { comm, task } = imageOf(0);
    expect(nameIn(comm)).toBe(readFileSync("/proc/self/comm", "utf8").trimEnd());
    expect(task).toMatchObject({ state: 0, exit_state: 0 });
    expect(restartBytes({ bytes: checkpointBytes(), kernel: "any" }).comm).toEqual(comm);
  });

  test.each([")", "a) S 1 2", "(a b)", "new\nline", "end\n", "%n%s", "naïve"])("a comm of %j", async (name) => {
    const script = `require("fs").writeFileSync("/proc/self/comm", process.argv[1]); console.log("named"); setInterval(() => {}, 1000)`;
    const pid = await start(process.execPath, "-e", script, name);
    await once(children[0]?.stdout as NodeJS.ReadableStream, "data");
    await eventually(() => stateOf(pid) === "S");
    const { comm, task } = imageOf(pid);
    expect(nameIn(comm)).toBe(name);
    expect(task).toMatchObject({ state: 1, exit_signal: 17 });
  });

  test.each([2 ** 30, -1, 1.5, Number.NaN])("pid %d is ESRCH", (pid) => {
    expect(() => checkpointBytes({ pid })).toThrow(
      expect.objectContaining({ errno: "ESRCH", pos: 283, message: `there is no process ${pid}` }),
    );
  });

  test("kernel, time and utsname are the running system's", () => {
    const before = BigInt(Math.floor(Date.now() / 1000));
    const image = imageOf(0);
    const text = (bytes: Uint8Array) => Buffer.from(bytes).toString().replace(/\0+$/, "");
    expect([image.release, image.version, image.machine].map(text)).toEqual([release(), version(), machine()]);
    expect(image.header).toMatchObject(procSource.kernel());
    expect(image.header.time).toBeGreaterThanOrEqual(before);
  });
});

/** Kernel threads have no command line; containers usually show none. */
function findKernelThread(longName: boolean): number | undefined {
  if (!onLinux) return undefined;
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .find((pid) => {
      try {
        const name = readFileSync(`/proc/${pid}/comm`, "utf8").trimEnd();
        const isThread = readFileSync(`/proc/${pid}/cmdline`).length === 0 && !["Z", "X"].includes(stateOf(pid));
        return isThread && name.length > 15 === longName;
      } catch {
        return false;
      }
    });
}

describe("a kernel thread", () => {
  const short = findKernelThread(false);
  const long = findKernelThread(true);

  test.skipIf(short === undefined)("is a task as any other (skipped where none is visible)", () => {
    const { comm, task } = imageOf(short as number);
    expect(nameIn(comm)).toBe(readFileSync(`/proc/${short}/comm`, "utf8").trimEnd());
    expect([0, 1, 2]).toContain(task.state);
  });

  test.skipIf(long === undefined)("shows a longer name than it has (skipped where none is visible)", () => {
    const { comm } = imageOf(long as number);
    expect(nameIn(comm)).toBe(readFileSync(`/proc/${long}/comm`, "utf8").slice(0, 15));
    expect(comm[15]).toBe(0);
  });
});

describe("state letters, in the numbering of 2010", () => {
  test.each([
    ["R", 0, 0],
    ["S", 1, 0],
    ["D", 2, 0],
    ["T", 4, 0],
    ["t", 8, 0],
    ["Z", 0, 16],
    ["X", 0, 32],
    ["x", 64, 0],
    ["K", 128, 0],
    ["W", 256, 0],
    ["I", 2, 0],
    ["P", 2, 0],
  ])("%s", (letter, state, exit_state) => {
    expect(TASK_LETTERS[letter]).toEqual({ state, exit_state });
  });
});

describe("a line of /proc/PID/stat", () => {
  const fields = (comm: string, state: string, count = 50) => {
    const after = Array.from({ length: count - 1 }, (_, index) => String(index + 4));
    return `7 (${comm}) ${[state, ...after].join(" ")}\n`;
  };

  test.each(["sh", ")", ") R 1 (", "a\nb", "((("])("whatever the name: %j", (comm) => {
    expect(parseProcStat(fields(comm, "S"))).toEqual({ state: "S", exit_signal: 38, exit_code: 52 });
  });

  test("of a kernel that does not tell the exit code", () => {
    expect(parseProcStat(fields("sh", "S", 42))).toEqual({ state: "S", exit_signal: 38, exit_code: 0 });
  });

  test.each(["", "7 (sh", "7 (sh) ", "7 (sh) SS 1", "7 (sh) S 1 2 3"])("no such line: %j", (line) => {
    expect(() => parseProcStat(line)).toThrow(expect.objectContaining({ errno: "EINVAL" }));
  });
});

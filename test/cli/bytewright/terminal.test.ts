import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { makesAllRuns } from "../../support/all-runs.ts";
import { quietEnvironment } from "../../support/quiet-environment.ts";
import { skipsWithoutProgram } from "../../support/skips-without.ts";
import { ordinaryImage } from "../../vectors/vectors.ts";
import { file, scratchFolder } from "../ckpt/run.ts";

const program = fileURLToPath(new URL("../../../src/cli/bin/bytewright.js", import.meta.url));
const folder = scratchFolder();
const good = file(folder, "good", ordinaryImage());
file(folder, "large", Buffer.concat(Array(4000).fill(ordinaryImage())));

/** Runs a shell command line in which `bytewright` is the program. */
function shell(line: string) {
  const script = `bytewright() { "${process.execPath}" "${program}" "$@"; }\n${line}`;
  const { status, stdout, stderr } = spawnSync("/bin/sh", ["-c", script], {
    cwd: folder,
    env: quietEnvironment(),
    encoding: "utf8",
  });
  return { code: status, stdout, stderr };
}

describe.skipIf(skipsWithoutProgram("script"))("a terminal", () => {
  function onTerminal(columns: number, before = ""): string {
    const command = `stty cols ${columns}; ${before} "${process.execPath}" "${program}" inspect --schema ckpt --hex "${good}"`;
    return spawnSync("script", ["-qec", command, "/dev/null"], {
      encoding: "utf8",
      env: { ...process.env, TERM: "xterm" },
    }).stdout;
  }

  const plain = (text: string) => text.replace(/\x1b\[\d+m/g, "").replaceAll("\r", "");

  test("shows colours, unless NO_COLOR is set", () => {
    const shown = onTerminal(120);
    expect(shown).toContain("\x1b[36m01 00 00 00");
    expect(plain(shown)).toBe(shell(`bytewright inspect --schema ckpt --hex ${good}`).stdout);
    expect(onTerminal(120, "NO_COLOR=1")).not.toContain("\x1b[36m");
  });

  test("that is narrow gets lines that fit", () => {
    const lines = plain(onTerminal(50)).split("\n");
    expect(Math.max(...lines.filter((line) => /^[ !] 0x/.test(line)).map(({ length }) => length))).toBe(50);
  });
});

test("nobody need read what is written", () => {
  for (const args of ["inspect --json", "inspect --hex", "decode"]) {
    const line = `{ bytewright ${args} --schema ckpt large; echo $? >&2; } | head -n 1`;
    expect(shell(line), args).toMatchObject({ code: 0, stderr: "0\n", stdout: expect.stringMatching(/^[^\n]+\n$/) });
  }
  expect(shell("{ bytewright verify --schema ckpt good; echo $? >&2; } | true").stderr).toBe("0\n");
});

test("what would read what it writes is refused", () => {
  file(folder, "self", ordinaryImage());
  expect(shell("bytewright decode --schema ckpt self >>self")).toEqual({
    code: 1,
    stdout: "",
    stderr: "bytewright: self: input file is output file\n",
  });
});

test("a stack is shown only with BYTEWRIGHT_DEBUG", () => {
  expect(shell("bytewright get --schema ckpt missing a").stderr).toBe(
    "bytewright: missing: ENOENT: no such file or directory\n",
  );
  expect(shell("BYTEWRIGHT_DEBUG=1 bytewright get --schema ckpt missing a").stderr).toMatch(
    /^bytewright: missing: ENOENT: no such file or directory\nError: ENOENT.*\n {4}at /,
  );
});

test("output that takes nothing is a failure in one line", () => {
  for (const [args, code] of [
    ["inspect", 1],
    ["verify", 1],
    ["diff --count 1 large", 2],
    ["--help", 1],
  ] as const) {
    const line = args === "--help" ? args : `${args} --schema ckpt ${args.startsWith("diff") ? "self" : "good"}`;
    file(folder, "self", ordinaryImage().fill(1, 16, 17));
    expect(shell(`bytewright ${line} >/dev/full`), args).toEqual({
      code,
      stdout: "",
      stderr: "bytewright: standard output: ENOSPC: no space left on device\n",
    });
  }
});

test("a file of many records is read in little memory", () => {
  file(folder, "many", Buffer.concat(Array(makesAllRuns ? 40_000 : 1000).fill(ordinaryImage())));
  for (const args of ["verify", "inspect --json", "decode"]) {
    const peak = `--import 'data:text/javascript,process.on("exit",()=>process.stderr.write(String(process.resourceUsage().maxRSS)))'`;
    const run = shell(`"${process.execPath}" ${peak} "${program}" ${args} --schema ckpt many >/dev/null`);
    expect(Number(run.stderr) / 1024, args).toBeLessThan(250);
  }
});

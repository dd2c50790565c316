import { closeSync, openSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { oneIn } from "../../support/all-runs.ts";
import { ordinaryImage, vectors } from "../../vectors/vectors.ts";
import { ckpt, complaintOf, endOf, file, scratchFolder, shell, startCkpt } from "./run.ts";

const folder = scratchFolder();
const good = file(folder, "good.ckpt", ordinaryImage());
/** more than a pipe holds, and bad at the end */
const large = file(folder, "large", Buffer.concat([...Array(4000).fill(ordinaryImage()), Buffer.from("rest")]));
const small = file(folder, "small", ordinaryImage());
const changed = file(folder, "changed", Buffer.concat(Array(3000).fill(vectors[1]?.image)));

/** [arguments, exit code where nobody reads the output] */
const commands: readonly (readonly [readonly string[], number])[] = [
  [["inspect", large], 0],
  [["decode", large], 0],
  [["diff", small, changed], 1],
  [["verify", "--kernel", "any", "--all", "--json", large], 1],
];

describe("a reader that goes away", () => {
  test.each(commands)("ckpt %j ends quietly", async (args, code) => {
    for (const bytes of oneIn(2, [0, 1, 100_000])) {
      const child = startCkpt(args);
      const ended = endOf(child);
      let stderr = "";
      child.stderr?.on("data", (data) => {
        stderr += data;
      });
      let read = 0;
      const leave = () => void (read >= bytes && child.stdout?.destroy());
      child.stdout?.on("data", (data: Buffer) => {
        read += data.length;
        leave();
      });
      leave();
      expect([await ended, stderr], `after ${bytes} bytes`).toEqual([code, ""]);
    }
  });

  test("may go with bytes unread", async () => {
    for (const [args, code] of oneIn(3, commands)) {
      const child = startCkpt(args);
      const closed = new Promise((resolve) => child.on("close", resolve));
      let stderr = "";
      child.stderr?.on("data", (data) => {
        stderr += data;
      });
      // Fills what holds bytes on the way, and then some: the program waits.
      await new Promise((resolve) => child.stdout?.once("readable", resolve));
      await new Promise((resolve) => setTimeout(resolve, 500));
      child.stdout?.destroy();
      expect([await closed, stderr], args.join(" ")).toEqual([code, ""]);
    }
  });

  test.each(
    oneIn(3, [
      ["--help", 0],
      ["--version", 0],
      ["help verify", 0],
      ["inspect --summary small", 0],
      ["decode small", 0],
      ["encode small.json --output -", 0],
      ["verify --kernel any small", 0],
      ["verify --kernel any --json small", 0],
      ["restart --kernel any small", 0],
      ["restart --kernel any --log - small", 0],
      ["checkpoint --output new", 0],
      ["checkpoint --log - --output new", 0],
    ]),
  )("may have gone before: ckpt %s", (args, code) => {
    file(folder, "small.json", ckpt(["decode", small]).stdout);
    const run = shell(`{ sleep 0.3; ckpt ${args} 2>err; echo $? >code; } | true; cat code err`, folder);
    expect(run.stdout).toBe(`${code}\n`);
  });

  test("`| head` shows the first lines", () => {
    const run = shell(`ckpt decode ${large} | head -n 1; ckpt inspect ${large} | head -n 1`, folder);
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(run.stdout.split("\n")).toHaveLength(3);
  });

  test("an image that nobody takes is a failure, whose exit code is 1", () => {
    const run = shell("{ sleep 0.5; ckpt checkpoint --output - 2>err; echo $? >code; } | true; cat code err", folder);
    expect(run.stdout).toMatch(/^1\nckpt: -: EPIPE: broken pipe\n$/);
  });
});

test.each(
  oneIn(3, [
    [["inspect", good], 1],
    [["decode", good], 1],
    [["diff", good, large], 2],
    [["verify", "--kernel", "any", good], 1],
    [["verify", "--kernel", "any", "--all", good, large], 1],
    [["restart", "--kernel", "any", good], 1],
    [["checkpoint", "--output", `${folder}/new`], 1],
    [["--help"], 1],
    [["verify", "--help"], 1],
    [["diff", "--help"], 2],
  ] as const),
)("ckpt %j to a full device fails in one line", (args, code) => {
  const full = openSync("/dev/full", "w");
  const run = ckpt(args, { stdio: ["ignore", full, "pipe"] });
  closeSync(full);
  expect(run.code).toBe(code);
  expect(complaintOf(run)).toBe("standard output: ENOSPC: no space left on device");
});

test.each([
  "inspect self",
  "decode self",
  "decode - <self",
  "encode self --output -",
  "verify --all --kernel any self",
])("ckpt %s >>self is refused: it would read what it writes", (args) => {
  const self = file(folder, "self", ordinaryImage());
  const run = shell(`ckpt ${args} >>self`, folder);
  expect(run.code).toBe(1);
  expect(complaintOf(run)).toMatch(/^(self|-): input file is output file$/);
  expect(readFileSync(self)).toEqual(Buffer.from(ordinaryImage()));
});

test("what writes when it has read may write to the file", () => {
  for (const args of ["inspect --summary self", "verify --kernel any self", "diff self self"]) {
    file(folder, "self", ordinaryImage());
    expect(shell(`ckpt ${args} >>self`, folder), args).toMatchObject({ code: 0, stderr: "" });
  }
});

test("standard error that nobody reads changes nothing", () => {
  expect(shell("{ sleep 0.3; ckpt verify missing; echo $? >code; } 2>&1 | true; cat code", folder).stdout).toBe("1\n");
});

test("colours are for terminals only", () => {
  const env = { ...process.env, FORCE_COLOR: "1", CI: "1" };
  expect(ckpt(["inspect", good], { env }).stdout).not.toContain("\x1b");
});

test("a stack is shown only with CKPT_DEBUG", () => {
  const env = { ...process.env, CKPT_DEBUG: "1" };
  const run = ckpt(["inspect", `${folder}/missing`], { env });
  expect(run.stderr).toMatch(/^ckpt: .*missing: ENOENT: no such file or directory\nError: ENOENT.*\n {4}at /);
});

test("so is where a complaint of the program's own comes from", () => {
  const env = { ...process.env, CKPT_DEBUG: "1" };
  const run = ckpt(["restart", good, "--log", good], { env });
  expect(run.stderr).toMatch(
    /^(ckpt: \S+: the log would replace the image\n)\w+: \S+ the log would replace the image\n {4}at /,
  );
});

import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  unlinkSync,
  utimesSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { anotherUser, skipsWithoutAnotherUser } from "../../support/another-user.ts";
import { skipsWithoutProgram } from "../../support/skips-without.ts";
import { skipsWithoutStrace, trace } from "../../support/strace.ts";
import { ordinaryImage } from "../../vectors/vectors.ts";
import { ckpt, endOf, file, program, scratchFolder, startCkpt, until } from "./run.ts";

const scratch = scratchFolder();
chmodSync(scratch, 0o755);
const nobody = anotherUser.uid;
/** A group that nobody can be given. */
const group = 65533;

/** A folder with a mode of its own. */
function folderOf(mode: number): string {
  const folder = mkdtempSync(join(scratch, "out-"));
  chmodSync(folder, mode);
  return folder;
}

const checkpointTo = (path: string) => ["checkpoint", "--output", path];
const asNobody = (path: string) => ckpt(checkpointTo(path), anotherUser);

describe.skipIf(skipsWithoutAnotherUser)("another user's output", () => {
  test("appears in a folder that can be written to and not read", () => {
    const folder = folderOf(0o733);
    expect(asNobody(join(folder, "new"))).toMatchObject({ code: 0, stdout: "1\n", stderr: "" });
    expect(readdirSync(folder)).toEqual(["new"]);
  });

  test("appears beside a temporary file that is abandoned and cannot be removed", async () => {
    const folder = folderOf(0o1777);
    const path = join(folder, "new");
    const child = startCkpt(["encode", "-", "--output", path]);
    const ended = endOf(child);
    await until(() => readdirSync(folder).length === 1);
    child.kill("SIGKILL");
    await ended;
    const [abandoned = ""] = readdirSync(folder);
    utimesSync(join(folder, abandoned), 0, 0);
    expect(asNobody(path)).toMatchObject({ code: 0, stderr: "" });
    expect(readdirSync(folder).sort()).toEqual([abandoned, "new"].sort());
    expect(statSync(path).uid).toBe(nobody);
    // Its owner's next run can.
    unlinkSync(path);
    expect(ckpt(checkpointTo(path))).toMatchObject({ code: 0, stderr: "" });
    expect(readdirSync(folder)).toEqual(["new"]);
  });

  test.skipIf(skipsWithoutAnotherUser || skipsWithoutProgram("setpriv")).each([
    ["a group of the one who replaces it", [String(group)], group, 0o666],
    ["a group of others, for which the mode was not meant", ["65532"], nobody, 0o606],
  ])("replaces a file of %s", (_, groups, expected, expectedMode) => {
    const path = file(folderOf(0o777), "old", "");
    chownSync(path, 0, group);
    chmodSync(path, 0o2666);
    const options = [`--reuid=${nobody}`, `--regid=${nobody}`, `--groups=${groups.join()}`];
    const run = spawnSync("setpriv", [...options, process.execPath, program, ...checkpointTo(path)]);
    expect([run.status, run.stderr.toString()]).toEqual([0, ""]);
    const { uid, gid, mode } = statSync(path);
    expect([uid, gid, mode & 0o7777]).toEqual([nobody, expected, expectedMode]);
  });
});

test.skipIf(skipsWithoutStrace).each([
  ["fchown", "EOPNOTSUPP"],
  ["fchmod", "EPERM"],
] as const)(
  "a file system without owners or modes (%s: %s) takes files (skipped without strace)",
  async (name, fault) => {
    const path = file(folderOf(0o755), "old", "");
    const run = await trace([process.execPath, program, ...checkpointTo(path)], [{ name, fault }]);
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(statSync(path).mode & 0o7777).toBe(name === "fchmod" ? 0o600 : 0o644);
  },
);

test("a temporary file that somebody removes is missed only at the end, and what was there stays", async () => {
  const folder = folderOf(0o755);
  const path = file(folder, "old", "what was there");
  const json = ckpt(["decode", file(scratch, "image", ordinaryImage())]).stdout;
  for (const [input, complaint] of [
    [json, `${path}: ENOENT: no such file or directory`],
    ["no JSON\n", "-: line 1: found text that is not JSON, expected one JSON object in the line"],
  ] as const) {
    const child = startCkpt(["encode", "-", "--output", path]);
    const ended = endOf(child);
    let stderr = "";
    child.stderr?.on("data", (data) => {
      stderr += data;
    });
    await until(() => readdirSync(folder).length === 2);
    for (const name of readdirSync(folder)) if (name !== "old") unlinkSync(join(folder, name));
    child.stdin?.end(input);
    expect(await ended).toBe(1);
    expect(stderr).toBe(`ckpt: ${complaint}\n`);
    expect(readdirSync(folder)).toEqual(["old"]);
    expect(readFileSync(path, "utf8")).toBe("what was there");
  }
});

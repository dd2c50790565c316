import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { oneIn } from "../../support/all-runs.ts";
import { type Fault, type SystemCall, skipsWithoutStrace } from "../../support/strace.ts";
import { type Struck, strikeEach, type Target } from "../../support/strike.ts";
import { ordinaryImage, PLACES } from "../../vectors/vectors.ts";
import { file, program, scratchFolder } from "./run.ts";

const scratch = scratchFolder();
const before = Buffer.from(ordinaryImage());
const after = Buffer.from(before);
after[PLACES.task + 16] = 9;

const set: Target = {
  prepare() {
    const folder = mkdtempSync(join(scratch, "set-"));
    file(folder, "file", before);
    return folder;
  },
  command: (folder) => [process.execPath, program, "set", join(folder, "file"), "ckpt_hdr_task.exit_code=9"],
};

/** The file is as it was, or changed in the one field. */
function expectOldOrNew(folder: string, context: string): "old" | "new" {
  const found = readFileSync(join(folder, "file"));
  if (found.equals(after)) return "new";
  expect(found.equals(before), context).toBe(true);
  return "old";
}

const changes = ({ name }: SystemCall) => !/stat|readlink|access|getdents/.test(name);

describe.skipIf(skipsWithoutStrace)("each system call of setting a field (skipped without strace)", () => {
  test.each(oneIn<Fault>(3, ["ENOSPC", "EIO", "EINTR"]))("fails with %s", async (fault) => {
    const look = ({ folder, code, stderr, at }: Struck) => {
      const found = expectOldOrNew(folder, at);
      expect(readdirSync(folder), at).toEqual(["file"]);
      if (code === 0) expect([found, stderr], at).toEqual(["new", ""]);
      else {
        expect([code, found], at).toEqual([1, "old"]);
        expect(stderr, at).toMatch(new RegExp(`^ckpt: ${folder}/file: [^\\n]*${fault}: [^\\n]+\\n$`));
      }
    };
    const names = await strikeEach(set, fault, look);
    expect(names).toEqual(expect.arrayContaining(["openat", "read", "write", "fsync", "rename", "close"]));
  });

  test("is the last of a program that is killed", async () => {
    const names = await strikeEach(set, "KILL", ({ folder, at }) => void expectOldOrNew(folder, at), changes);
    expect(names).toEqual(expect.arrayContaining(["write", "fsync", "rename"]));
  });
});

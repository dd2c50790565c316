import { existsSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { bytewright } from "../support/run.ts";

/** Each fixture is a schema with faults, and says in its first lines what must be reported: all of it, at once. */
const folder = fileURLToPath(new URL("fixtures/faults/", import.meta.url));

/** Files are named from the folder of the project's package.json on. */
const named = "test/codegen/fixtures/faults/";

describe("a faulty schema is answered with all its faults, and nothing is written", () => {
  test.each(readdirSync(folder))("%s", (file) => {
    const expected = /^(?:\/\/.*\n)+/.exec(readFileSync(join(folder, file), "utf8"))?.[0].replaceAll(/^\/\/ /gm, named);
    const out = join(tmpdir(), `bytewright-faults-${process.pid}`);
    const run = bytewright(["codegen", "--schema", file, "--out", out], folder);
    expect(run).toEqual({ code: 1, stdout: "", stderr: expected });
    expect(existsSync(out)).toBe(false);
  });
});

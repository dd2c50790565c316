import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { requireRuntime } from "../../src/wire/index.ts";

const generated = readFileSync(new URL("../../generated/ckpt/ckpt-hdr-task.ts", import.meta.url), "utf8");
const current = Number(/^requireRuntime\((\d+)\);$/m.exec(generated)?.[1]);

test("code that is generated now runs with this runtime", () => {
  expect(() => requireRuntime(current)).not.toThrow();
});

test.each([current - 1, current + 1])("code for version %i does not, and says what to do", (version) => {
  expect(() => requireRuntime(version)).toThrow(
    `this code was generated for version ${version} of the bytewright runtime, found ${current}; generate it again`,
  );
});

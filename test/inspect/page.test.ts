import { fileURLToPath } from "node:url";
import { build } from "rolldown";
import { expect, test } from "vitest";

test("what shows an image, compares it and makes JSON of it can be bundled for a page", async () => {
  const input = fileURLToPath(import.meta.resolve("bytewright/inspect"));
  const { output } = await build({ input, platform: "browser", write: false, output: { minify: true } });
  const [{ imports, code }] = output;
  expect(imports).toEqual([]);
  expect(code).not.toMatch(/"node:|\brequire\(|\bBuffer\b|\bprocess\./);
});

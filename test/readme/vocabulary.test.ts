import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./copy.ts";

const text = readFileSync(join(root, "schema/README.md"), "utf8");
const [first = "", ...examples] = [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, block = ""]) => block);

test("the examples of schema/README.md print what they say", () => {
  const shown = examples.join("").matchAll(/^console\.log\(.*\); \/\/ (.*)$/gm);
  // In the package, so that it finds itself.
  const folder = mkdtempSync(join(root, "dist/examples-"));
  try {
    const file = join(folder, "examples.mjs");
    writeFileSync(file, `${first}${examples.map((example) => `{\n${example}}\n`).join("")}`);
    const { stdout, stderr } = spawnSync("node", [file], { encoding: "utf8" });
    expect(stderr).toBe("");
    expect(stdout.trimEnd().split("\n")).toEqual([...shown].map(([, printed]) => printed));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("schema/README.md names all that a schema can be made of", async () => {
  const vocabulary = await import("../../schema/dsl/index.ts");
  for (const name of Object.keys(vocabulary)) expect(text).toMatch(new RegExp(`\\b${name}\\b`));
});

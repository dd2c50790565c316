import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./copy.ts";

const text = readFileSync(join(root, "schema/README.md"), "utf8");
/** Examples; and behind some of them pictures, whose first lines say of what: a variable and, in a family, a record. */
const blocks = [...text.matchAll(/^```(ts|text \w+(?: \w+)?)\n([\s\S]*?)^```$/gm)];
const [first = "", ...examples] = blocks.flatMap(([, language, block = ""]) => (language === "ts" ? [block] : []));

test("the examples of schema/README.md print what they say", () => {
  const shown = examples.join("").matchAll(/^console\.log\(.*\); \/\/ (.*)$/gm);
  const stdout = run(examples.map((example) => `{\n${example}}\n`).join(""));
  expect(stdout.trimEnd().split("\n")).toEqual([...shown].map(([, printed]) => printed));
});

test("the pictures of schema/README.md are of its examples", () => {
  const program = [
    'import { diagramOf } from "../codegen/markdown/diagram.js";',
    'import { abis, layOut } from "bytewright/layout";',
    "const codecsIn = (one) => (one.kind === 'family' ? dynamicFamily(one) : one).codecs;",
    "const layoutOf = (one, name) => name ? codecsIn(one).find((codec) => codec.name === name).layout : one.layout ?? layOut(one, abis.x86_64);",
    "const pictures = [];",
    "console.log = () => {};",
  ];
  let example = "";
  for (const [, language = "", block = ""] of blocks.slice(1)) {
    if (language === "ts") example = block;
    else {
      const [, variable, name = ""] = language.split(" ");
      program.push(`{\n${example}\npictures.push(diagramOf(layoutOf(${variable}, "${name}")));\n}`);
    }
  }
  program.push("process.stdout.write(JSON.stringify(pictures));");
  const pictures: string[] = JSON.parse(run(program.join("\n")));
  const shown = blocks.flatMap(([, language, block]) => (language === "ts" ? [] : [block]));
  expect(shown).toEqual(pictures.map((picture) => `${picture}\n`));
});

test("schema/README.md names all that a schema can be made of", async () => {
  const vocabulary = await import("../../schema/dsl/index.ts");
  for (const name of Object.keys(vocabulary)) expect(text).toMatch(new RegExp(`\\b${name}\\b`));
});

/** Runs an example in the package, so that it finds itself, and gives what it prints. */
function run(program: string): string {
  const folder = mkdtempSync(join(root, "dist/examples-"));
  try {
    const file = join(folder, "examples.mjs");
    writeFileSync(file, `${first}${program}`);
    const { stdout, stderr } = spawnSync("node", [file], { encoding: "utf8" });
    expect(stderr).toBe("");
    return stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

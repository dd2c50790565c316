import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Ckpt } from "../../generated/ckpt/index.ts";
import { makesAllRuns } from "../support/all-runs.ts";
import { skipsWithoutProgram } from "../support/skips-without.ts";
import { Copy, root } from "./copy.ts";

const readme = readFileSync(join(root, "README.md"), "utf8");

/** The fenced blocks of a language, in order. */
function blocks(language: string, text: string = readme): string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map(
    (match) => match[1] ?? "",
  );
}

/** Every command of the README, and what runs it: a new one needs a line here. */
const commands = new Map([
  ["npm install --save-dev bytewright", "test/package/first-minutes.test.ts"],
  ["npm ci && npm start", "the continuous integration, and test/cli/demo.test.ts"],
  ["npm ci && npm test", "the continuous integration, as a stranger runs it"],
  ["npm run codegen && npm run build", "below"],
  ...["bytewright inspect", "bytewright import"].map((start): [string, string] => [blockOf(start).trim(), "below"]),
]);

/** The shell commands that begin so. */
function blockOf(start: string): string {
  return blocks("sh").find((block) => block.startsWith(start)) ?? "";
}

/** The program, in a shell. */
const program = `bytewright() { node "${join(root, "src/cli/bin/bytewright.js")}" "$@"; }`;

/** Compares what an example has printed with the comments in it. */
function expectPrinted(example: string, printed: string): void {
  const expected = [...example.matchAll(/console\.log\(.*?\)[;,]? \/\/ (.*)$/gm)].map(([, shown]) => shown);
  const lines = printed.trim().split("\n");
  expect(lines.length).toBe(expected.length);
  // A comment may go on behind what is printed.
  for (const [i, line] of lines.entries()) expect(`${expected[i]}:`).toContain(`${line}:`);
}

describe("README", () => {
  let copy: Copy;

  beforeAll(() => {
    copy = new Copy();
  });

  afterAll(() => copy.remove());

  test("every command is run by a test", () => {
    expect(blocks("sh").map((block) => block.trim())).toEqual([...commands.keys()]);
    const ci = readFileSync(join(root, ".ci/run"), "utf8");
    expect(ci).toMatch(/^npm ci$[\s\S]*^npm start$[\s\S]*^npm test$/m);
    expect(ci).toMatch(/^env -u CI .* "npm ci && npm test"$/m);
  });

  test("every npm script and folder that it names exists", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: object };
    for (const [, name = ""] of readme.matchAll(/npm run (\w+)/g)) expect(Object.keys(scripts)).toContain(name);
  });

  test("the first screen's schema is the C beside it, and gives the codec that is used below it", () => {
    const [schema = "", use = ""] = blocks("ts");
    writeFileSync(join(copy.folder, "sample.ts"), schema);
    copy.run("node", "src/cli/bin/bytewright.js", "codegen", "--schema", "sample.ts", "--runtime", "bytewright/wire");
    writeFileSync(join(copy.folder, "use.ts"), use);
    const options = [
      "--strict",
      "--target",
      "es2023",
      "--module",
      "nodenext",
      "--types",
      "node",
      "--rootDir",
      ".",
      "--outDir",
      "used",
    ];
    copy.run("npx", "tsc", "--ignoreConfig", "--rewriteRelativeImportExtensions", ...options, "use.ts");
    expectPrinted(use, copy.run("node", "used/use.js"));
  });

  test.skipIf(skipsWithoutProgram("gcc"))("C has the first screen's struct in as many bytes", () => {
    const [struct = ""] = blocks("c");
    const text = `#include <stddef.h>\n#include <stdint.h>\n${struct}
      _Static_assert(offsetof(struct sample, values) == 12 && offsetof(struct sample, time) == 4, "");`;
    writeFileSync(join(copy.folder, "sample.c"), text);
    copy.run("gcc", "-fsyntax-only", "sample.c");
  });

  test("inspect shows of a picture what the first screen says", () => {
    const [shown = ""] = blocks("text");
    const bin = join(root, "src/cli/bin/bytewright.js");
    const said = copy.run("node", bin, "inspect", "--schema", "png", "--hex", "test/formats/png/plain.png");
    expect(said.startsWith(shown)).toBe(true);
  });

  test("the recipes print what they say", () => {
    const recipes = readme.slice(readme.indexOf("## Recipes"), readme.indexOf("## The programs"));
    const text = blocks("ts", recipes).join("");
    writeFileSync(join(copy.folder, "recipes.mjs"), text);
    expectPrinted(text, copy.run("node", "recipes.mjs"));
    const page = readFileSync(join(root, "src/README.md"), "utf8");
    const [errors = ""] = blocks("ts", page);
    writeFileSync(join(copy.folder, "errors.mjs"), errors);
    expectPrinted(errors, copy.run("node", "errors.mjs"));
    const [layout = ""] = blocks("ts", readFileSync(join(root, "codegen/README.md"), "utf8"));
    writeFileSync(join(copy.folder, "layout.mjs"), layout);
    expectPrinted(layout, copy.run("node", "layout.mjs"));
  });

  test("every code of an error is told with cause and cure", () => {
    const page = readFileSync(join(root, "src/README.md"), "utf8");
    const source = readFileSync(join(root, "src/wire/errors.ts"), "utf8");
    const [union = ""] = /type FaultCode =[^;]*/.exec(source) ?? [];
    const codes = [...union.matchAll(/^ {2}\| "([a-z-]+)"/gm)].map(([, code]) => code);
    const rows = [...page.matchAll(/^\| `([a-z-]+)` +\| [^|]+\w[^|]* \| [^|]+\w[^|]*\|$/gm)].map(([, code]) => code);
    expect(rows).toEqual(codes);
  });

  test("the programs show and edit records of any schema", () => {
    const folder = mkdtempSync(join(copy.folder, "tools-"));
    cpSync(join(root, "test/examples/bash.ckpt"), join(folder, "bash.ckpt"));
    writeFileSync(join(folder, "wtmp"), Buffer.alloc(3 * 384, 1));
    writeFileSync(
      join(folder, "utmp.ts"),
      `import { array, char, s16, s32, struct } from "bytewright/schema";
       export const utmp = struct("utmp", { fields: {
         ut_type: s16, ut_pid: s32, ut_line: array(char, 32), ut_rest: array(char, 344),
       } });`,
    );
    const shown = copy.run("sh", "-ec", `${program}\ncd "${folder}"\n${blockOf("bytewright inspect")}`);
    expect(shown).toMatch(/^ {2}0x12f {2}11 00 00 00 +exit_signal +17$/m);
    expect(shown).toMatch(/^bash\.ckpt: ok, 8 records\n17\n\{"offset":384,"record":"utmp".*\n\{"offset":768.*\n$/m);
    expect(readFileSync(join(folder, "new.ckpt"))).toEqual(readFileSync(join(folder, "bash.ckpt")));
    expect(copy.run("node", "src/cli/bin/ckpt.js", "get", join(folder, "new.ckpt"), "ckpt_hdr_task.exit_signal")).toBe(
      "9\n",
    );
  });

  test("a C header becomes a schema", ({ skip }) => {
    skip(skipsWithoutProgram("gcc"));
    const folder = mkdtempSync(join(copy.folder, "tools-"));
    writeFileSync(join(folder, "device.h"), "#define DEVICE_ON 1\nstruct device_state { char on; long reads; };\n");
    const shown = copy.run("sh", "-ec", `${program}\ncd "${folder}"\n${blockOf("bytewright import")}`);
    expect(shown).toBe("device.h: 1 compared, 0 differences\n");
    const written = readFileSync(join(folder, "device.ts"), "utf8");
    expect(written).toContain("    on: char,\n    reads: long,\n");
    expect(written).toContain('enumeration("device", {\n  DEVICE_ON: 1,\n');
  });

  test("adding a record takes the three steps", () => {
    const [, , record = ""] = blocks("ts");
    writeFileSync(join(copy.folder, "schema/ckpt/mm.ts"), record);
    const index = join(copy.folder, "schema/ckpt/index.ts");
    writeFileSync(index, applied(blocks("diff")[0] ?? "", readFileSync(index, "utf8")));
    copy.run("npm", "run", "codegen");
    copy.run("npm", "run", "build");

    const touched = copy
      .run("git", "status", "--porcelain")
      .split("\n")
      .filter((line) => !/ generated\/|example|tools-|sample|recipes|errors|layout\.mjs| use/.test(line));
    expect(touched.filter(Boolean).sort()).toEqual([" M schema/ckpt/index.ts", "?? schema/ckpt/mm.ts"]);

    const script = `
      import { Ckpt, CkptHdrMm } from "bytewright/ckpt";
      import { writeFileSync } from "node:fs";
      const value = CkptHdrMm.create({ map_count: 3, exe_objref: -1, start_code: 0x400000n });
      const bytes = CkptHdrMm.encode(value);
      if (JSON.stringify(CkptHdrMm.view(bytes)) !== JSON.stringify(CkptHdrMm.view(CkptHdrMm.encode(CkptHdrMm.decode(bytes))))) process.exit(1);
      writeFileSync("mm.ckpt", bytes);
      console.log(bytes.length, Ckpt.decode(bytes).$name, Ckpt.be.codecNamed("ckpt_hdr_mm").byteOrder);`;
    writeFileSync(join(copy.folder, "mm.mjs"), script);
    expect(copy.run("node", "mm.mjs")).toBe("24 ckpt_hdr_mm big\n");
    const shown = copy.run("node", "src/cli/bin/ckpt.js", "inspect", "mm.ckpt");
    expect(shown).toMatch(/^0x0 ckpt_hdr_mm, CKPT_HDR_MM \(401\), 24 bytes$/m);
    expect(shown).toMatch(/^ {2}start_code +4194304 +0x400000$/m);
    const own = makesAllRuns ? ["test/generated"] : ["test/generated/round-trip", "--testNamePattern", "ckpt_hdr_mm"];
    const tests = copy.run("npx", "vitest", "run", ...own, "--reporter=verbose");
    expect(tests).toContain("ckpt_hdr_mm, big-endian");
    expect(Ckpt.codecNamed("ckpt_hdr_mm")).toBeUndefined();
    // It builds, and runs the compilers for every record: minutes on a slow machine.
  }, 600_000);
});

/** Applies the README's sketch of a change: a line at the top, and one behind the line that it stands after. */
function applied(diff: string, text: string): string {
  const lines = diff.split("\n").filter(Boolean);
  return lines.reduce((changed, line, i) => {
    if (!line.startsWith("+")) return changed;
    const before = lines[i - 1];
    if (before === undefined || before.startsWith("+")) return `${line.slice(1)}\n${changed}`;
    const anchor = before.slice(1);
    expect(changed).toContain(`${anchor}\n`);
    return changed.replace(`${anchor}\n`, `${anchor}\n${line.slice(1)}\n`);
  }, text);
}

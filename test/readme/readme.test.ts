import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Ckpt } from "../../generated/ckpt/index.ts";
import { makesAllRuns } from "../support/all-runs.ts";
import { Copy, root } from "./copy.ts";

const readme = readFileSync(join(root, "README.md"), "utf8");

/** The fenced blocks of a language, in order. */
function blocks(language: string): string[] {
  return [...readme.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map(
    (match) => match[1] ?? "",
  );
}

/** Every command of the README, and what runs it: a new one needs a line here. */
const commands = new Map([
  ["npm ci && npm start", "the continuous integration, and test/cli/demo.test.ts"],
  ["npm ci && npm test", "the continuous integration, as a stranger runs it"],
  ["npm run codegen && npm run build", "below"],
  [
    blocks("sh")
      .find((block) => block.startsWith("bytewright inspect"))
      ?.trim() ?? "",
    "below",
  ],
]);

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

  test("the example prints what it says, and type-checks", () => {
    const [example = ""] = blocks("ts");
    const expected = [...example.matchAll(/^.*console\.log\(.*?\);? \/\/ (\w+)/gm)].map(([, shown]) => shown);
    writeFileSync(join(copy.folder, "example.mjs"), example);
    expect(copy.run("node", "example.mjs").trim().split("\n")).toEqual(expected);
    writeFileSync(join(copy.folder, "example.ts"), example);
    const options = ["--noEmit", "--strict", "--target", "es2023", "--module", "nodenext", "--types", "node"];
    copy.run("npx", "tsc", "--ignoreConfig", ...options, "example.ts");
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
    const [block = ""] = blocks("sh").filter((one) => one.startsWith("bytewright inspect"));
    const program = `bytewright() { node "${join(root, "src/cli/bin/bytewright.js")}" "$@"; }`;
    const shown = copy.run("sh", "-ec", `${program}\ncd "${folder}"\n${block}`);
    expect(shown).toMatch(/^ {2}0x12f {2}11 00 00 00 +exit_signal +17$/m);
    expect(shown).toMatch(/^bash\.ckpt: ok, 8 records\n17\n\{"offset":384,"record":"utmp".*\n\{"offset":768.*\n$/m);
    expect(readFileSync(join(folder, "new.ckpt"))).toEqual(readFileSync(join(folder, "bash.ckpt")));
    expect(copy.run("node", "src/cli/bin/ckpt.js", "get", join(folder, "new.ckpt"), "ckpt_hdr_task.exit_signal")).toBe(
      "9\n",
    );
  });

  test("adding a record takes the three steps", () => {
    const [, record = ""] = blocks("ts");
    writeFileSync(join(copy.folder, "schema/ckpt/mm.ts"), record);
    const index = join(copy.folder, "schema/ckpt/index.ts");
    writeFileSync(index, applied(blocks("diff")[0] ?? "", readFileSync(index, "utf8")));
    copy.run("npm", "run", "codegen");
    copy.run("npm", "run", "build");

    const touched = copy
      .run("git", "status", "--porcelain")
      .split("\n")
      .filter((line) => !/ generated\/|example|tools-/.test(line));
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

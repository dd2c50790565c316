import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { bytewright } from "../../support/run.ts";
import { scratchFolder } from "../ckpt/run.ts";
import { complaintOf, pings, schemaIn } from "./fixtures.ts";

const folder = scratchFolder();
const old = schemaIn(folder, pings, "old.ts");
const moved = schemaIn(folder, pings.replace("count: u16", "more: u16, count: u16"), "moved.ts");
const described = schemaIn(folder, pings.replace("How often.", "How many."), "described.ts");

describe("bytewright compat", () => {
  test("tells each change, and whom it breaks", () => {
    expect(bytewright(["compat", old, moved])).toEqual({
      code: 1,
      stderr: "",
      stdout: `ping: takes 6 bytes, before 4 bytes; breaks old bytes, new bytes
ping.more: is new, at byte 2, where count was; breaks old bytes, new bytes
ping.more: must be given; breaks source
ping.count: stands at byte 4, before at byte 2; breaks old bytes, new bytes
4 changes: breaks old bytes, new bytes, source
`,
    });
  });

  test("what breaks nobody is good", () => {
    expect(bytewright(["compat", old, described])).toEqual({
      code: 0,
      stderr: "",
      stdout: "0 changes: breaks nobody\n",
    });
    expect(bytewright(["compat", "ckpt", "schema/ckpt/index.ts"])).toEqual({
      code: 0,
      stderr: "",
      stdout: "0 changes: breaks nobody\n",
    });
  });

  test("programs and GitHub are told, too", () => {
    const json = bytewright(["compat", old, moved, "--format", "json"]);
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject({
      breaks: true,
      changes: [
        { kind: "size-changed", type: "ping", field: "", breaks: { oldBytes: true, newBytes: true, source: false } },
        { kind: "field-replaced", type: "ping", field: "more" },
        { kind: "presence-changed", breaks: { oldBytes: false, newBytes: false, source: true } },
        { kind: "field-moved", text: "stands at byte 4, before at byte 2" },
      ],
    });
    const github = bytewright(["compat", old, moved, "--format", "github"]);
    expect(github.stdout.split("\n")[0]).toBe(
      `::error file=${moved}::ping: takes 6 bytes, before 4 bytes; breaks old bytes, new bytes`,
    );
    expect(bytewright(["compat", old, described, "--format", "github"])).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  test("what is no schema, or not two of them", () => {
    expect(bytewright(["compat", old]).code).toBe(2);
    expect(complaintOf(bytewright(["compat", old]))).toBe("found 1 schemas, expected OLD and NEW; see --help");
    expect(bytewright(["compat", old, moved, "--against", "HEAD"]).code).toBe(2);
    const none = bytewright(["compat", old, join(folder, "none.ts")]);
    expect(none).toMatchObject({ code: 1, stdout: "" });
    expect(complaintOf(none)).toBe(`${join(folder, "none.ts")}: ENOENT: no such file or directory`);
    const wrong = schemaIn(folder, 'export const s = struct("s", { fields: { a: bits(u8, 9) } });', "wrong.ts");
    const run = bytewright(["compat", old, wrong, "--format", "github"]);
    expect(run.code).toBe(1);
    expect(run.stdout).toMatch(/^::error file=.*wrong\.ts::s\.a: /);
    expect(run.stderr).toMatch(/wrong\.ts: s\.a: /);
  });
});

describe("bytewright compat --against", () => {
  const project = join(folder, "project");
  mkdirSync(join(project, "schema", "part"), { recursive: true });
  const write = (name: string, text: string) => writeFileSync(join(project, name), text);
  const git = (...args: string[]) => {
    const identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
    return execFileSync("git", [...identity, ...args], { cwd: project, encoding: "utf8" });
  };
  git("init", "--quiet", "--initial-branch", "main");
  write("schema/other.ts", 'export { b } from "./part/b.ts";\n');
  write("schema/part/b.ts", 'import { u8 } from "bytewright/schema";\nexport const b = u8;\n');
  git("add", ".");
  git("commit", "--quiet", "--message", "one");
  const schema = 'import { struct, u8 } from "bytewright/schema";\nimport { b } from "./part/b.ts";\n';
  write("schema/s.ts", `${schema}export const s = struct("s", { fields: { a: u8, b } });\n`);
  git("add", ".");
  git("commit", "--quiet", "--message", "two");
  write("schema/part/b.ts", 'import { u16 } from "bytewright/schema";\nexport const b = u16;\n');

  test("compares with the file as git has it, and with what that imports", () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith("bytewright-compat-"));
    const status = git("status", "--porcelain");
    const run = bytewright(["compat", "s.ts", "--against", "HEAD"], join(project, "schema"));
    expect(run).toMatchObject({ code: 1, stderr: "" });
    expect(run.stdout).toContain("s.b: takes 2 bytes, before 1 bytes; breaks old bytes, new bytes\n");
    expect(git("status", "--porcelain")).toBe(status);
    expect(git("worktree", "list").trim().split("\n")).toHaveLength(1);
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith("bytewright-compat-"))).toEqual(before);
  });

  test("says what git has not", () => {
    const path = join(project, "schema/s.ts");
    const against = (...args: string[]) => complaintOf(bytewright(["compat", ...args]));
    expect(against(path, "--against", "HEAD~1")).toBe(`${path}: is not there at HEAD~1`);
    expect(against(path, "--against", "none")).toBe("git rev-parse: fatal: Needed a single revision");
    expect(against(path, "--against=--output=x")).toBe("git rev-parse: fatal: Needed a single revision");
    expect(against(old, "--against", "HEAD")).toMatch(/^git rev-parse: fatal: not a git repository/);
    expect(against(join(project, "none.ts"), "--against", "HEAD")).toMatch(/none\.ts: ENOENT/);
  });
});

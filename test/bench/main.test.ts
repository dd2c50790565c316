import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const program = fileURLToPath(new URL("../../dist/test/bench/main.js", import.meta.url));

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "bytewright-bench-test-"));
});

afterAll(() => rmSync(folder, { recursive: true }));

function bench(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [program, ...args], { encoding: "utf8" });
}

test("a table is printed, and JSON and Markdown are written", () => {
  const [json, markdown] = [join(folder, "rows.json"), join(folder, "RESULTS.md")];
  const others = "- Date: 2020-01-01\n\n## ckpt verify, 363 bytes\n\nold\n\n## another\n\nkept";
  writeFileSync(
    markdown,
    `# Results\n\nBefore.\n\n<!-- results -->\n\n${others}\n\n<!-- end of results -->\n\nBehind.\n`,
  );
  const run = bench("--quick", "--here", "--group", "ckpt verify", "--json", json, "--markdown", markdown);
  expect(run).toMatchObject({ status: 0, stderr: "" });
  expect(run.stdout).toMatch(/^ {2}bytewright +[\d.]+ ms +[\d.]+ +[\d.]+–[\d.]+ +≤ 1.[57]0 +(reached|MISSED)/m);
  expect(run.stdout).toMatch(/^ {2}node -e 0 +[\d.]+ ms +1.00 /m);
  expect(run.stdout).toMatch(/^[01] of 1 goals reached$/m);

  const rows = JSON.parse(readFileSync(json, "utf8"));
  const keys = ["group", "name", "value", "unit", "ratio", "goal", "ok", "rejected"];
  expect(rows.map(Object.keys)).toEqual([...rows].fill(keys));
  const [own] = rows;
  expect(own).toMatchObject({ group: "ckpt verify, 363 bytes", name: "bytewright", unit: "ms" });
  expect(own.ok).toBe(own.ratio <= own.goal);
  expect(rows[1]).toMatchObject({ name: "node -e 0", ratio: 1, goal: null, ok: null });

  const text = readFileSync(markdown, "utf8");
  const start =
    /^# Results\n\nBefore\.\n\n<!-- results -->\n\n- Date: 2020-01-01\n\n## ckpt verify, 363 bytes\n\n[\s\S]*\| node -e 0 /;
  expect(text).toMatch(start);
  expect(text).toMatch(/\n\n## another\n\nkept\n\n<!-- end of results -->\n\nBehind\.\n$/);
  expect(text).not.toContain("old");
});

function rowsOf(stdout: string): string[] {
  return [...stdout.matchAll(/^ {2}(\S.*?) {2,}[\d.]+ ns /gm)].map(([, name = ""]) => name);
}

test("codecs are timed beside all others, and variants in threads of their own", () => {
  const { status, stdout } = bench("--quick", "--here", "--group", "decode TASK, 8-aligned", "hidden classes");
  expect(status).toBe(0);
  const names = ["bytewright", "by hand, DataView", "binary-parser", "kaitai", "@solana/codecs", "flatbuffers", "four"];
  expect(rowsOf(stdout)).toEqual(expect.arrayContaining(names));
});

test.each([
  ["an unknown group", ["--group", "no such"], /^error: no group's title contains no such; see --help$/m],
  ["a file without marks", ["--group", "ckpt verify", "--markdown", program], /main.js: there is no <!-- results -->/],
])("%s is refused before anything is timed", (_, args, complaint) => {
  const run = bench("--quick", ...args);
  expect(run.status).toBe(1);
  expect(run.stderr).toMatch(complaint);
  expect(run.stdout).toBe("");
});

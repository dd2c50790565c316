import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

// What the bench times is what users get: by their names, unmodified.

const root = fileURLToPath(new URL("../../", import.meta.url));
const bench = join(root, "test/bench");

/** A folder's files that end so, at any depth. */
function filesIn(folder: string, ending: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names.filter((name) => name.endsWith(ending)).sort();
}

const imported = filesIn(bench, ".ts")
  .filter((name) => !name.endsWith(".test.ts"))
  .flatMap((name) => [...readFileSync(join(bench, name), "utf8").matchAll(/from "([^"]+)"/g)])
  .map(([, from = ""]) => from);

describe("the modules that are timed", () => {
  test("are imported by the names that package.json exports, and by no other way", () => {
    expect(imported.filter((from) => /generated|dist|src\//.test(from))).toEqual([]);
    expect(imported).toContain("bytewright/ckpt");
    expect(imported).toContain("bytewright/ckpt-v23");
  });

  test.each([...new Set(imported.filter((from) => from.startsWith("bytewright/")))])(
    "%s is what is published",
    (name) => {
      const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
      const target = exports[`.${name.slice("bytewright".length)}`];
      const script = `process.stdout.write(import.meta.resolve(${JSON.stringify(name)}))`;
      const run = spawnSync(process.execPath, ["--input-type=module", "--eval", script], {
        cwd: join(root, "dist/test/bench"),
        encoding: "utf8",
      });
      expect(run.stdout).toBe(pathToFileURL(join(root, target)).href);
    },
  );
});

describe("the generated code", () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "bytewright-shipped-"));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  test("is compiled from what stands in the sources, as is its runtime", () => {
    const config = join(folder, "tsconfig.json");
    const projects = ["generated", "src/wire"];
    const compilerOptions = { composite: false, rootDir: root, outDir: folder };
    const include = projects.map((project) => join(root, project));
    writeFileSync(config, JSON.stringify({ extends: join(root, "tsconfig.json"), compilerOptions, include }));
    const tsc = join(root, "node_modules/@typescript/native/bin/tsc");
    const run = spawnSync(process.execPath, [tsc, "-p", config], { encoding: "utf8" });
    expect(run.stdout + run.stderr).toBe("");
    for (const project of projects) {
      const names = filesIn(join(folder, project), ".js");
      expect(names.length).toBeGreaterThan(10);
      // Of what is no more, an old build may have left something.
      expect(filesIn(join(root, "dist", project), ".js")).toEqual(expect.arrayContaining(names));
      // Comments are in declarations.
      const code = (path: string) => readFileSync(path, "utf8").replace(/\/\*\*[\s\S]*?\*\//g, "");
      for (const name of names) {
        expect(code(join(root, "dist", project, name)), name).toBe(code(join(folder, project, name)));
      }
    }
  });
});

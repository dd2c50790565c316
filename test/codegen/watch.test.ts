import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { skipsWithoutProgram } from "../support/skips-without.ts";

const bin = fileURLToPath(new URL("../../src/cli/bin/bytewright.js", import.meta.url));

const structOf = (field: string) =>
  `import { struct, u8 } from "bytewright/schema";\nexport const s = struct("s", { fields: { ${field}: u8 } });\n`;

let folder: string;
let child: ChildProcess;
let output = "";
/** Until this, what the child still had to say may arrive. */
let closed: Promise<unknown>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bytewright-watch-"));
  write("schema/x/index.ts", structOf("first"));
});

afterEach(async () => {
  child.kill("SIGKILL");
  await closed;
  rmSync(folder, { recursive: true });
});

function write(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

/** As editors do that keep the old file until the new one is whole. */
function writeByRename(name: string, text: string): void {
  write("other.ts", text);
  renameSync(join(folder, "other.ts"), join(folder, name));
}

function start(): void {
  output = "";
  child = spawn(process.execPath, [bin, "codegen", "--watch"], { cwd: folder });
  closed = once(child, "close");
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (data) => (output += data));
}

async function until(holds: () => boolean, what: string): Promise<void> {
  for (let waited = 0; !holds(); waited += 20) {
    if (waited > 30_000) throw new Error(`${what} never came; the program said:\n${output}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function hasGenerated(field: string): boolean {
  try {
    return readFileSync(join(folder, "generated/x/s.ts"), "utf8").includes(`${field}: number`);
  } catch {
    return false;
  }
}

const untilGenerated = (field: string) => until(() => hasGenerated(field), `code for ${field}`);
const untilSaid = (text: string) => until(() => output.includes(text), JSON.stringify(text));

async function startAndWait(): Promise<void> {
  start();
  await untilSaid("watching 1 folder\n");
  await untilGenerated("first");
}

/** Changes the schema's only field, which has had the name `before`. */
type Save = (field: string, before: string) => void;

async function expectNoticed(save: Save): Promise<void> {
  await startAndWait();
  let before = "first";
  for (const field of ["second", "third", "fourth", "fifth"]) {
    save(field, before);
    await untilGenerated(field);
    before = field;
  }
  write("schema/x/index.ts", structOf("last"));
  await untilGenerated("last");
}

test.each<[string, Save]>([
  ["written in place", (field) => write("schema/x/index.ts", structOf(field))],
  ["replaced by another", (field) => writeByRename("schema/x/index.ts", structOf(field))],
  [
    "replaced by another of its size and date",
    (field) => {
      write("other.ts", structOf(field).padEnd(200));
      utimesSync(join(folder, "other.ts"), 1, 1);
      renameSync(join(folder, "other.ts"), join(folder, "schema/x/index.ts"));
    },
  ],
  [
    "moved away with its folder, and another in its place",
    (field) => {
      renameSync(join(folder, "schema"), join(folder, `old-${field}`));
      write("schema/x/index.ts", structOf(field));
    },
  ],
])("a schema that is %s is noticed every time", (_, save) => expectNoticed(save));

test.skipIf(skipsWithoutProgram("sed"))("a schema that is changed by sed -i is noticed every time", () =>
  expectNoticed((field, before) =>
    execFileSync("sed", ["-i", `s/${before}/${field}/`, "schema/x/index.ts"], { cwd: folder }),
  ),
);

test("what a schema imports is watched wherever it is, from when it is there", async () => {
  await startAndWait();
  write("schema/x/index.ts", 'export { s } from "../../common/far.ts";\n');
  await untilSaid("far.ts");
  expect(hasGenerated("first")).toBe(true);
  write("common/far.ts", structOf("far"));
  await untilGenerated("far");
  writeByRename("common/far.ts", structOf("farther"));
  await untilGenerated("farther");
  writeByRename("schema/x/index.ts", 'export { s } from "./near";\n');
  await untilSaid("near");
  write("schema/x/near/index.ts", structOf("near"));
  await untilGenerated("near");
});

test("a schema that is broken is told, and noticed when it is repaired", async () => {
  await startAndWait();
  writeByRename("schema/x/index.ts", "export const = ;\n");
  await untilSaid("index.ts:1:14: Unexpected token");
  writeByRename("schema/x/index.ts", structOf('"a-b"'));
  await untilSaid("is not a C identifier");
  rmSync(join(folder, "schema/x/index.ts"));
  await untilSaid("generated/x: 0 written, 3 removed\n");
  write("schema/x/index.ts", structOf("repaired"));
  await untilGenerated("repaired");
});

test("a schema that comes later is seen", async () => {
  await startAndWait();
  write("schema/y/index.ts", structOf("later"));
  await untilSaid("generated/y: 3 written, 0 removed\n");
});

test("what changes while the first run goes on is generated, too", async () => {
  const slow =
    'import { writeFileSync } from "node:fs";\nwriteFileSync("running", "");\nawait new Promise((resolve) => setTimeout(resolve, 1500));\n';
  write("schema/x/index.ts", slow + structOf("first"));
  start();
  await until(() => existsSync(join(folder, "running")), "the first run");
  write("schema/x/index.ts", structOf("second"));
  await untilGenerated("second");
});

test("generated code is no change, nor what the schema does not depend on", async () => {
  await startAndWait();
  writeByRename("schema/x/index.ts", structOf("second"));
  await untilSaid("2 written, 0 removed\n");
  write("schema/x/watch.log", "its own output, say");
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(output).toBe("generated/x: 3 written, 0 removed\nwatching 1 folder\ngenerated/x: 2 written, 0 removed\n");
});

test("what a schema reads beneath it is watched", async () => {
  const reads =
    'import { readFileSync } from "node:fs";\nconst name = readFileSync("schema/x/data/name.txt", "utf8");\n';
  write("schema/x/data/name.txt", "first");
  write("schema/x/index.ts", reads + structOf("[name]"));
  await startAndWait();
  writeByRename("schema/x/data/name.txt", "second");
  await untilGenerated("second");
});

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("%s ends it with %i", async (signal, code) => {
  await startAndWait();
  const ended = new Promise((resolve) => child.on("exit", (number, by) => resolve(by ?? number)));
  child.kill(signal);
  expect(await ended).toBe(code);
});

test("it ends when nobody reads what it says", async () => {
  await startAndWait();
  child.stdout?.destroy();
  write("schema/x/index.ts", structOf("second"));
  const [code] = await once(child, "exit");
  expect([code, output]).toEqual([0, "generated/x: 3 written, 0 removed\nwatching 1 folder\n"]);
  expect(hasGenerated("second")).toBe(true);
});

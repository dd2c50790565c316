import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

// V8 inlines no function of more bytecode than this (`--max-inlined-bytecode-size`): what is called in hot loops stays below.
const most = 460;

const root = fileURLToPath(new URL("../../", import.meta.url));

const flag = "--print-bytecode";

/** Without it Node says only that an option is bad. */
const hasFlag = spawnSync(process.execPath, [flag, "--print-bytecode-filter=none", "-e", "0"]).status === 0;

/** Encodes and decodes a record once, as only functions that run have bytecode. */
function scriptOf(from: string, codec: string, init: string): string {
  return `
    import { ${codec} } from "${from}";
    const value = ${codec}.create(${init});
    ${codec}.encodeInto(value, new Uint8Array(900), 1);
    ${codec}.decode(${codec}.encode(value));`;
}

/** Bytes of bytecode of all functions of a name that a script runs. */
function bytecodeOf(name: string, script: string): number[] {
  const options = [flag, `--print-bytecode-filter=${name}`, "--input-type=module", "--eval", script];
  const run = spawnSync(process.execPath, options, { cwd: root, encoding: "utf8", maxBuffer: 2 ** 26 });
  expect(run.stderr).toBe("");
  return [...run.stdout.matchAll(/^Bytecode length: (\d+)$/gm)].map(([, size]) => Number(size));
}

test.runIf(hasFlag).each([
  ["CkptHdrTask", "bytewright/ckpt", ""],
  ["CkptHdrHeader", "bytewright/ckpt", ""],
  ["CkptHdrGroupinfo", "bytewright/ckpt-v23", "{ groups: [1, 2, 3] }"],
  ["CkptHdrHpage", "bytewright/ckpt-v23", ""],
])("what encodes and decodes a %s is small enough to be inlined", (codec, from, init) => {
  for (const name of ["encodeInto", "write", `decode${codec}`]) {
    const sizes = bytecodeOf(name, scriptOf(from, codec, init));
    expect(sizes, name).toHaveLength(1);
    expect(sizes[0], name).toBeLessThanOrEqual(most);
  }
});

test.skipIf(hasFlag)(`skipped: bytecode, as this Node does not know ${flag}`, () => {});

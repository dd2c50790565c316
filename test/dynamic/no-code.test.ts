import { spawnSync } from "node:child_process";
import { deserialize, serialize } from "node:v8";
import { expect, test } from "vitest";
import { ckptV23 } from "../../schema/ckpt-v23/index.ts";
import { dynamicFamily } from "../../src/dynamic/index.ts";

const built = new URL("../../dist/", import.meta.url);

/** Decodes records as the test does, and says whether code could be made. */
const script = `
  import { readFileSync } from "node:fs";
  import { deserialize, serialize } from "node:v8";
  import { ckptV23 } from "${built}schema/ckpt-v23/index.js";
  import { dynamicFamily } from "${built}src/dynamic/index.js";
  const { codecs, be } = dynamicFamily(ckptV23);
  const outcomes = deserialize(readFileSync(0)).map(([i, isBig, bytes]) => {
    try {
      return (isBig ? be.codecs : codecs)[i].decode(bytes);
    } catch (error) {
      return error.message;
    }
  });
  let made = true;
  try {
    new Function("");
  } catch {
    made = false;
  }
  process.stdout.write(serialize({ made, outcomes }));
`;

function outcomeOf(decode: () => unknown): unknown {
  try {
    return decode();
  } catch (error) {
    return (error as Error).message;
  }
}

test("where code may not be made from strings, the same values and faults come of the same bytes", () => {
  const family = dynamicFamily(ckptV23);
  const given = family.codecs.flatMap((_, i) =>
    [false, true].flatMap((isBig) => {
      const codec = (isBig ? family.be.codecs : family.codecs)[i]!;
      const good = codec.encode(codec.create());
      // Numbers and elements where they may stand, behind the header.
      const filled = good.map((byte, p) => (p < 8 ? byte : (p * 7) % 256));
      return [good, filled, good.subarray(1), good.subarray(0, -1)].map((bytes) => [i, isBig, bytes] as const);
    }),
  );
  const input = serialize(given);
  const options = ["--disallow-code-generation-from-strings", "--input-type=module", "--eval", script];
  const { stdout, stderr } = spawnSync(process.execPath, options, { input, maxBuffer: 2 ** 26 });
  expect(stderr.toString()).toBe("");
  const expected = given.map(([i, isBig, bytes]) =>
    outcomeOf(() => (isBig ? family.be.codecs : family.codecs)[i]!.decode(bytes)),
  );
  expect(deserialize(stdout)).toEqual({ made: false, outcomes: expected });
});

import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterAll, describe, expect, test } from "vitest";
import { checkpointBytes, checkpointStream, checkpointSync } from "../../../src/ckpt/checkpoint/index.ts";
import { type MadeFrom, sourceOf, vectors } from "../../vectors/vectors.ts";

const made = vectors.filter((vector) => vector.made !== undefined).map((vector) => [vector.name, vector] as const);
const scratch = mkdtempSync(join(tmpdir(), "ckpt-checkpoint-"));
afterAll(() => rmSync(scratch, { recursive: true }));

describe("an image from given options is the original's, byte for byte", () => {
  test.each(made)("%s, in memory", (_, vector) => {
    expect(checkpointBytes({ source: sourceOf(vector.made as MadeFrom) })).toEqual(vector.image);
  });

  test.each(made)("%s, to a file", (name, vector) => {
    const file = join(scratch, name);
    const fd = openSync(file, "w");
    checkpointSync({ fd, source: sourceOf(vector.made as MadeFrom) });
    closeSync(fd);
    expect(new Uint8Array(readFileSync(file))).toEqual(vector.image);
  });

  test.each(made)("%s, to a stream", async (_, vector) => {
    const stream = new PassThrough({ highWaterMark: 1 });
    const written = buffer(stream);
    await checkpointStream({ stream, source: sourceOf(vector.made as MadeFrom) });
    stream.end();
    expect(new Uint8Array(await written)).toEqual(vector.image);
  });
});

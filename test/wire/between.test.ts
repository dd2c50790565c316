import { rmSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { dynamicStruct } from "../../src/dynamic/index.ts";
import type { AnyCodec } from "../../src/wire/index.ts";
import * as schema from "../codegen/fixtures/between.ts";
import { generateFrom } from "../support/generate-from.ts";

// Getters of one part of a value run after another part has been read.

const { folder, generated } = await generateFrom(new URL("../codegen/fixtures/between.ts", import.meta.url));
afterAll(() => rmSync(folder, { recursive: true }));

describe.each([
  ["generated", generated.Numbers, generated.Mixed, generated.Counted],
  ["run-time", dynamicStruct(schema.numbers), dynamicStruct(schema.mixed), dynamicStruct(schema.counted)],
] as [string, AnyCodec, AnyCodec, AnyCodec][])("%s codecs", (_, numbers, mixed, counted) => {
  const pairs = (meanwhile: () => void) => [
    {
      x: 1,
      get y(): number {
        meanwhile();
        return 2;
      },
    },
    { x: 3, y: 4 },
  ];

  test("a list keeps its numbers while another one is encoded", () => {
    const value = { pairs: pairs(() => numbers.encode({ list: [0xdead, 0xbeef, 0xcafe] })), list: [1, 2, 3] };
    const bytes = Buffer.from(mixed.encode(value)).toString("hex");
    expect(bytes).toBe("0102030403000000010000000200000003000000");
  });

  test.each([10, 100])("a payload of %i bytes whose memory shrinks or goes behind its count is refused", (size) => {
    const memory = new (
      ArrayBuffer as new (
        size: number,
        options: object,
      ) => ArrayBuffer & { resize(n: number): void }
    )(size, { maxByteLength: size });
    const data = new Uint8Array(memory).fill(7);
    const shrinking = { pairs: pairs(() => memory.resize(3)), data };
    expect(() => counted.encode(shrinking)).toThrow(
      expect.objectContaining({ name: "BytewrightError", code: "value-changed" }),
    );
    const going = { pairs: pairs(() => void structuredClone(memory, { transfer: [memory] })), data };
    expect(() => counted.encode(going)).toThrow(expect.objectContaining({ name: "BytewrightError" }));
    expect(Buffer.from(counted.encode({ pairs: pairs(() => {}), data: Uint8Array.of(5) })).toString("hex")).toBe(
      "010000000102030405",
    );
  });
});

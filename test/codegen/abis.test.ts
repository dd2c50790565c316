import { rmSync } from "node:fs";
import { expect, test } from "vitest";
import { dynamicStruct } from "../../src/dynamic/index.ts";
import type { AbiName } from "../../src/layout/index.ts";
import type { AnyCodec } from "../../src/wire/index.ts";
import { generateFrom } from "../support/generate-from.ts";
import { machineWords } from "./fixtures/machine-words.ts";

const url = new URL("./fixtures/machine-words.ts", import.meta.url);

test.each<[abi: AbiName, size: number]>([
  ["x86_64", 80],
  ["wasm32", 48],
  ["msvc64", 64],
  ["mingw32", 48],
  ["m68k", 42],
  ["avr", 30],
  ["msp430", 32],
])("what is generated for %s does what the run-time codec does", async (abi, size) => {
  const { folder, generated } = await generateFrom(url, abi);
  try {
    const made = generated.MachineWords as AnyCodec;
    const dynamic = dynamicStruct(machineWords, abi) as unknown as AnyCodec;
    expect(made.layout).toEqual(dynamic.layout);
    expect(made.size).toBe(size);
    const bytes = Uint8Array.from({ length: size }, (_, at) => 255 - at);
    const value = made.decode(bytes) as { [name: string]: unknown };
    expect(value).toEqual(dynamic.decode(bytes));
    expect(made.encode(value)).toEqual(dynamic.encode(value));
    expect(made.decode(made.encode(value))).toEqual(value);
    const view = made.view(bytes) as unknown as typeof value;
    view.next = 0xfffdn;
    expect(dynamic.decode(bytes)).toEqual({ ...value, next: 0xfffdn });
    for (const wrong of [{ next: 1n << 64n }, { next: 5 }, { list: [0n, -1n] }, { count: 1n << 64n }, { low: 4096n }]) {
      const messageOf = (codec: AnyCodec) => {
        try {
          return codec.encode({ ...value, ...wrong });
        } catch (error) {
          return String(error);
        }
      };
      expect(messageOf(made)).toMatch(/machine_words\.(next|list\[1\]|count|low)/);
      expect(messageOf(made)).toBe(messageOf(dynamic));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

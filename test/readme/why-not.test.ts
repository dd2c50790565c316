import { createRequire } from "node:module";
import { Parser } from "binary-parser";
import { expect, test } from "vitest";
import { struct, u8, u32, u64 } from "../../schema/dsl/index.ts";
import { dynamicStruct } from "../../src/dynamic/index.ts";

/** What README says of other ways, tried on `struct { uint8_t a; uint64_t b; }` with a number beyond 2^53. */
const require = createRequire(import.meta.url);
const KaitaiStream = require("kaitai-struct/KaitaiStream");

const number = 2n ** 53n + 1n;
const bytes = new Uint8Array(16);
new DataView(bytes.buffer).setBigUint64(8, number, true);

async function kaitai(
  seq: object[],
): Promise<{ new (stream: unknown): { readonly b: unknown }; readonly prototype: object }> {
  const ksy = { meta: { id: "s", endian: "le" }, seq };
  const files = await require("kaitai-struct-compiler").compile("javascript", ksy, null, false);
  const exported: { S?: never } = {};
  new Function("exports", "require", (Object.values(files) as string[])[0]!)(exported, require);
  return exported.S!;
}

test("bytewright: holes are computed, numbers are exact, faults say where, and bytes come back", () => {
  const codec = dynamicStruct(struct("s", { fields: { a: u8, b: u64 } }));
  expect(codec.size).toBe(16);
  expect(codec.decode(bytes)).toEqual({ a: 0, b: number });
  expect(codec.encode({ a: 0, b: number })).toEqual(bytes);
  const odd = dynamicStruct(struct("odd", { fields: { magic: u32.constant(7) } }));
  expect(() => odd.decode(new Uint8Array(4))).toThrow("at 0x0: odd.magic is 0, expected 7");
});

test("binary-parser: reads only, holes by hand, exact, and does not say where", () => {
  const packed = new Parser().endianness("little").uint8("a").uint64("b");
  expect((packed.parse(bytes) as { b: bigint }).b).not.toBe(number);
  const aligned = new Parser().endianness("little").uint8("a").seek(7).uint64("b");
  expect(aligned.parse(bytes)).toEqual({ a: 0, b: number });
  expect("encode" in aligned || "write" in aligned).toBe(false);
  const asserting = new Parser().endianness("little").uint32("magic", { assert: 7 });
  expect(() => asserting.parse(new Uint8Array(4))).toThrow(/^(?!.*0x0).*magic/);
});

test("Kaitai Struct: reads only (in JavaScript), holes by hand, rounded, and says what was found", async () => {
  const S = await kaitai([{ id: "a", type: "u1" }, { size: 7 }, { id: "b", type: "u8" }]);
  expect(new S(new KaitaiStream(bytes.buffer)).b).toBe(Number(number));
  expect(BigInt(Number(number))).not.toBe(number);
  expect(Object.getOwnPropertyNames(S.prototype).filter((name) => /write/i.test(name))).toEqual([]);
  const Asserting = await kaitai([{ id: "b", type: "u4", valid: 7 }]);
  expect(() => new Asserting(new KaitaiStream(new ArrayBuffer(4)))).toThrow(
    /^not equal, expected \[7\], but got \[0\]$/,
  );
});

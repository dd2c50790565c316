import { inspect } from "node:util";
import { describe, expect, expectTypeOf, test } from "vitest";
import { CkptConst, CkptHdrBuffer, CkptHdrTask, TaskState } from "../../generated/ckpt/index.ts";
import {
  array,
  enumeration,
  type Fields,
  family,
  flags,
  nested,
  record,
  struct,
  u8,
  u32,
  u64,
} from "../../schema/dsl/index.ts";
import { dynamicFamily } from "../../src/dynamic/index.ts";
import { describeRecord, toJSON } from "../../src/inspect/index.ts";
import { type AnyCodec, type Enumeration, type Family, nameOf, type ValueOf } from "../../src/wire/index.ts";
import { hex } from "../dynamic/hex.ts";
import { generateHere } from "../fuzz/generate-here.ts";

const task = { state: TaskState.TASK_RUNNING, exit_state: 0, exit_code: 0, exit_signal: 17 };
const tids = { set_child_tid: 0n, clear_child_tid: 0n };

describe("an enumerated field", () => {
  test("has names by its value, both ways", () => {
    const value = CkptHdrTask.decode(CkptHdrTask.encode({ ...task, ...tids }));
    expect(nameOf(TaskState, value.state)).toBe("TASK_RUNNING");
    expect(TaskState[value.state]).toBe("TASK_RUNNING");
    expectTypeOf(nameOf(TaskState, value.state)).toEqualTypeOf<string | undefined>();
    expectTypeOf(TaskState[value.state]).toEqualTypeOf<string | undefined>();
    expectTypeOf(TaskState.TASK_DEAD).toEqualTypeOf<64>();
    expectTypeOf(value.state).toEqualTypeOf<TaskState>();
  });

  test("takes any number", () => {
    const state: number = 12345;
    const value = CkptHdrTask.decode(CkptHdrTask.encode({ ...task, ...tids, state }));
    expect(value.state).toBe(12345);
    expect(TaskState[value.state]).toBeUndefined();
    expect(nameOf(TaskState, value.state)).toBeUndefined();
    value.state = 7;
    const copy: number = value.state;
    expect(copy).toBe(7);
  });

  test("has no names out of a prototype", () => {
    expect(nameOf({ ...TaskState }, "constructor" as never)).toBeUndefined();
    expect(nameOf(TaskState, -1)).toBeUndefined();
  });
});

const names = { BIG: 2n ** 40n, ONE: 1n } as const;

test("an enumeration of 64-bit fields has bigints, in types too", () => {
  expectTypeOf<ValueOf<typeof names>>().toExtend<bigint>();
  expectTypeOf<bigint>().toExtend<ValueOf<typeof names>>();
  expectTypeOf<Enumeration<typeof names>["BIG"]>().toEqualTypeOf<bigint>();
});

test("names of 64-bit values are found by all who show them", async () => {
  const Kind = enumeration("kind", { ONE: 1, HUGE: 2n ** 63n });
  const Caps = flags("caps", { CAP_LOW: 1, CAP_HIGH: 2n ** 40n });
  const Shared = enumeration("shared", { SHARED_TWO: 2 });
  const fam = family("fam", {
    byteOrder: "little",
    records: [
      record("r", {
        fields: {
          kind: u64.enum(Kind),
          caps: u64.flags(Caps),
          wide: u64.enum(Shared),
          narrow: u32.enum(Shared),
          pad: u32,
        },
      }),
    ],
  });
  const made = await generateHere({ families: [fam], structs: [], enumerations: [] });
  expect(made.Kind).toMatchObject({ ONE: 1n, HUGE: 2n ** 63n, 1: "ONE" });
  // What is in fields of both sizes has numbers.
  expect(made.Shared).toMatchObject({ SHARED_TWO: 2, 2: "SHARED_TWO" });
  expect(nameOf(made.Kind as never, 2n ** 63n)).toBe("HUGE");
  const bytes = hex("0000000000000080 0100000000010000 0200000000000000 02000000 00000000");
  for (const of of [made.Fam, dynamicFamily(fam)] as Family<object>[]) {
    const value = of.decode(bytes);
    expect(value).toMatchObject({ kind: 2n ** 63n, caps: 2n ** 40n + 1n, wide: 2n, narrow: 2 });
    expect(describeRecord(of, bytes).rows.map(({ meaning }) => meaning)).toEqual([
      "HUGE",
      "CAP_LOW | CAP_HIGH",
      "SHARED_TWO",
      "SHARED_TWO",
      "",
    ]);
    expect(toJSON(of.codecs[0] as AnyCodec, value)).toMatchObject({ kind: "9223372036854775808", wide: "2" });
  }
});

describe("a codec", () => {
  test("tells its size where all values have the same", () => {
    expect(CkptHdrTask.size).toBe(40);
    expect(CkptHdrTask.be.size).toBe(40);
    expect(CkptConst.size).toBe(8);
    expect(CkptHdrBuffer.size).toBeUndefined();
    expectTypeOf(CkptHdrTask.size).toEqualTypeOf<number | undefined>();
  });

  test("of a struct has the byte order of the families that hold it, and by itself both", async () => {
    const pair = struct("pair", { fields: { a: u32 } });
    const structs = [pair];
    const of = (byteOrder: "little" | "big", fields: Fields = { p: nested(pair) }) =>
      family(`${byteOrder}_family`, { byteOrder, records: [record(`r_${byteOrder}`, { fields })] });
    const encode = async (families: ReturnType<typeof family>[]) => {
      const made = await generateHere({ families, structs, enumerations: [] });
      const codec = made.Pair as AnyCodec & { be?: AnyCodec };
      return [codec.byteOrder, codec.encode({ a: 1 }), codec.be?.byteOrder];
    };
    expect(await encode([of("big")])).toEqual(["big", hex("00000001"), "big"]);
    expect(await encode([of("little")])).toEqual(["little", hex("01000000"), "big"]);
    expect(await encode([of("big", { x: u8 })])).toEqual(["little", hex("01000000"), "big"]);
    expect(await encode([of("big"), of("little")])).toEqual(["little", hex("01000000"), "big"]);
    expect(await encode([])).toEqual(["little", hex("01000000"), "big"]);
  });
});

test("views read well when they are logged, whatever is in them", async () => {
  const point = struct("point", { fields: { x: u8, at: u64 } });
  const shape = struct("shape", { fields: { n: u32, points: array(nested(point), 2), tag: array(u8, 2) } });
  const made = await generateHere({ families: [], structs: [shape], enumerations: [] });
  const text = inspect((made.Shape as AnyCodec).view(new Uint8Array(48)), { depth: 5 });
  expect(text).not.toMatch(/DataView|Uint8Array|\$bytes/);
  expect(text.replaceAll(/\s+/g, " ")).toBe(
    "{ '$name': 'shape', '$at': 0, n: 0, points: [ { '$name': 'point', '$at': 8, x: 0, at: '0' }, { '$name': 'point', '$at': 24, x: 0, at: '0' } ], tag: [ 0, 0 ] }",
  );
});

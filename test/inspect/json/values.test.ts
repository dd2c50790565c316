import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import { Ckpt, CkptHdrTail, CkptHdrTask } from "../../../generated/ckpt/index.ts";
import { CkptHdrFile, CkptV23 } from "../../../generated/ckpt-v23/index.ts";
import { nested, struct, u8, u16, union } from "../../../schema/dsl/index.ts";
import { dynamicStruct } from "../../../src/dynamic/index.ts";
import { fromJSON, imageToJson, toJSON } from "../../../src/inspect/index.ts";
import { BytewrightError } from "../../../src/wire/index.ts";
import { arbitraryValue } from "../../support/arbitrary-value.ts";
import { each, kinds } from "../support/kinds.ts";

const task = { state: 0, exit_state: 16, exit_code: 9, exit_signal: 17, set_child_tid: 0n, clear_child_tid: 2n ** 63n };

test("a value has the shape of `fields` in JSON Lines, and comes back typed", () => {
  const json = toJSON(CkptHdrTask, task);
  expect(json).toEqual({ ...task, set_child_tid: "0", clear_child_tid: "9223372036854775808" });
  const line = imageToJson(CkptHdrTask.encode(task), Ckpt).split("\n")[1] ?? "";
  expect(JSON.parse(line).fields).toEqual(json);
  const value = fromJSON(CkptHdrTask, JSON.parse(JSON.stringify(json)));
  expect(value).toStrictEqual({ $name: "ckpt_hdr_task", ...task });
  expectTypeOf(value).toEqualTypeOf<CkptHdrTask>();
});

test("what a view sees can be given as well, and what a codec knows be left out", () => {
  expect(toJSON(CkptHdrTask, CkptHdrTask.view(CkptHdrTask.encode(task)))).toEqual(toJSON(CkptHdrTask, task));
  expect(fromJSON(CkptHdrTail, {})).toEqual(CkptHdrTail.create());
  expect(toJSON(CkptHdrTail, {})).toEqual({});
});

test("bytes and numbers that JSON does not know", () => {
  const codec = kinds.codecNamed("kind_each")!;
  const json = { ...each, real: "NaN", key: "00ff" };
  const value = fromJSON(codec, json);
  expect(value).toMatchObject({ real: Number.NaN, key: Uint8Array.of(0, 255) });
  expect(toJSON(codec, value)).toMatchObject({ real: "NaN", key: "00ff" });
});

describe.each([...CkptV23.codecs, ...CkptV23.be.structs].map((codec) => [codec.name, codec] as const))(
  "%s",
  (_, codec) => {
    test("comes back from text, whatever is in it", () => {
      fc.assert(
        fc.property(arbitraryValue(codec.layout), (value) => {
          const text = JSON.stringify(toJSON(codec, value));
          expect(codec.encode(fromJSON(codec, JSON.parse(text)))).toEqual(codec.encode(value));
        }),
        { numRuns: 20 },
      );
    });
  },
);

test.each<[json: unknown, code: string, message: string]>([
  [undefined, "wrong-value", "ckpt_hdr_task: found nothing, expected an object"],
  [{ ...toJSON(CkptHdrTask, task), state: -1 }, "out-of-range", "ckpt_hdr_task.state: -1 does not fit u32"],
  [{ ...toJSON(CkptHdrTask, task), set_child_tid: 0.5 }, "wrong-value", "ckpt_hdr_task.set_child_tid: found 0.5"],
  [
    { ...toJSON(CkptHdrTask, task), stat: 1 },
    "wrong-value",
    "ckpt_hdr_task.stat: found an unknown key, expected state, ",
  ],
  [{}, "wrong-value", "ckpt_hdr_task.state: found nothing, expected u32"],
])("%j is refused", (json, code, message) => {
  expect(() => fromJSON(CkptHdrTask, json)).toThrow(BytewrightError);
  expect(() => fromJSON(CkptHdrTask, json)).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(message) }),
  );
});

test("types are the codec's", () => {
  // @ts-expect-error: a task is no file
  toJSON(CkptHdrFile, task);
});

test("bytes of a union that no member says are beside its members, if they are not zero", () => {
  const fields = { u: union({ small: u8, pair: nested({ a: u8, b: u16 }) }) };
  const codec = dynamicStruct(struct("s", { fields }));
  const bytes = Uint8Array.of(1, 2, 3, 4);
  const small = { small: 1, pair: { a: 1, b: 0x403 } };
  expect(toJSON(codec, codec.decode(bytes))).toEqual({ u: { ...small, $bytes: "01020304" } });
  expect(toJSON(codec, codec.view(bytes))).toEqual({ u: { ...small, $bytes: "01020304" } });
  expect(codec.encode(fromJSON(codec, { u: { ...small, $bytes: "01020304" } }))).toEqual(bytes);
  expect(() => fromJSON(codec, { u: { $bytes: "01" } })).toThrow("s.u.$bytes");
  expect(toJSON(codec, codec.decode(Uint8Array.of(1, 0, 3, 4)))).toEqual({ u: small });
});

test("a family is no codec", () => {
  expect(() => toJSON(Ckpt as never, task as never)).toThrow("JSON is made by the codec of one record or struct");
  expect(() => fromJSON(Ckpt as never, task)).toThrow("JSON is made by the codec of one record or struct");
});

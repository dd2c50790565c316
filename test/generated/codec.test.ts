import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { Ckpt, CkptConst, CkptHdrBuffer, CkptHdrHeader, CkptHdrTask, CkptHdrType } from "../../generated/ckpt/index.ts";
import { BytewrightError } from "../../src/wire/index.ts";

const task = {
  state: 1,
  exit_state: 0,
  exit_code: 256,
  exit_signal: 17,
  set_child_tid: 0x7f1234567890n,
  clear_child_tid: 2n ** 64n - 1n,
};
const taskHex = "6500000028000000" + "01000000000000000001000011000000" + "90785634127f0000" + "ffffffffffffffff";
const taskHexBig = "000000650000002800000001000000000000010000000011" + "00007f1234567890" + "ffffffffffffffff";

const header = {
  major: 2,
  minor: 6,
  patch: 37,
  rev: 3,
  constants: { task_comm_len: 16, uts_release_len: 65, uts_version_len: 65, uts_machine_len: 65 },
  time: 1292343295n,
  uflags: 0n,
};
const headerHex =
  "0100000038000000" +
  "00d2a2c00cedfe00" +
  "0000020006002500" +
  "0300000000000000" +
  "1000410041004100" +
  "ff97074d00000000" +
  "0000000000000000";

describe("bytes", () => {
  test.each([
    ["ckpt_hdr_task", CkptHdrTask, task, taskHex],
    ["ckpt_hdr_task, big-endian", CkptHdrTask.be, task, taskHexBig],
    ["ckpt_hdr_header: 26..31 are a hole", CkptHdrHeader, header, headerHex],
    [
      "ckpt_hdr_buffer: no padding after the payload",
      CkptHdrBuffer,
      { payload: hex("aabbcc") },
      "030000000b000000aabbcc",
    ],
    ["ckpt_const", CkptConst, header.constants, "1000410041004100"],
  ])("%s", (_, codec, value, expected) => {
    const any = codec as typeof CkptHdrTask;
    expect(toHex(any.encode(value as typeof task))).toBe(expected);
    expect(any.decode(hex(expected))).toMatchObject(value);
  });

  test("a decoded record is a plain object with its name, without its header", () => {
    const value = CkptHdrTask.decode(hex(`ff${taskHex}`), 1);
    expect(value).toStrictEqual({ $name: "ckpt_hdr_task", ...task });
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  test("decoded bytes share nothing with what they came from, not even a Buffer", () => {
    const bytes = Buffer.from("030000000b000000aabbcc", "hex");
    const { payload } = CkptHdrBuffer.decode(bytes);
    bytes.fill(0);
    expect(toHex(payload)).toBe("aabbcc");
    expect(payload.constructor).toBe(Uint8Array);
  });
});

describe("what decode refuses", () => {
  const bad = (at: number, byte: number, of = taskHex) => {
    const bytes = hex(of);
    bytes[at] = byte;
    return bytes;
  };
  test.each([
    [CkptHdrTask, hex(taskHex).slice(0, 39), "out-of-bounds", "at 0x0: ckpt_hdr_task takes 40 bytes, 39 are left"],
    [CkptHdrTask, bad(0, 0x66), "wrong-type", "at 0x0: ckpt_hdr_task.h.type is 102, expected 101"],
    [CkptHdrTask, bad(4, 39), "wrong-length", "at 0x4: ckpt_hdr_task.h.len is 39, expected 40"],
    [
      CkptHdrHeader,
      bad(8, 1, headerHex),
      "wrong-constant",
      "at 0x8: ckpt_hdr_header.magic is 0xfeed0cc0a2d201, expected 0xfeed0cc0a2d200",
    ],
    [CkptHdrBuffer, hex("0300000007000000"), "wrong-length", "at 0x4: ckpt_hdr_buffer.h.len is 7, expected 8 or more"],
    [CkptHdrBuffer, hex("0300000009000000"), "out-of-bounds", "at 0x0: ckpt_hdr_buffer takes 9 bytes, 8 are left"],
    [
      CkptHdrBuffer,
      hex("03000000ffffffff"),
      "out-of-bounds",
      "at 0x0: ckpt_hdr_buffer takes 4294967295 bytes, 8 are left",
    ],
  ])("%#", (codec, bytes, code, message) => {
    const any = codec as typeof CkptHdrTask;
    expect(() => any.decode(bytes as Uint8Array)).toThrow(message as string);
    if (code !== "out-of-bounds" || (bytes as Uint8Array).length >= any.layout.size) {
      expect(any.check(any.view(bytes as Uint8Array))).toMatchObject({ code });
    }
  });

  test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 1, 2 ** 53])("offset %s", (at) => {
    expect(() => CkptHdrTask.decode(hex(taskHex), at)).toThrow(BytewrightError);
    expect(() => CkptHdrTask.view(hex(taskHex), at)).toThrow(BytewrightError);
    expect(() => CkptHdrTask.encodeInto(task, hex(taskHex), at)).toThrow(BytewrightError);
    if (at === 0.5) {
      const message = "ckpt_hdr_task cannot stand at 0.5, expected an offset: a whole number, 0 or more";
      expect(() => CkptHdrTask.decode(hex(taskHex), at)).toThrow(message);
    }
  });
});

describe("what encode refuses", () => {
  test.each([
    [{ ...task, exit_code: -1 }, "ckpt_hdr_task.exit_code: -1 does not fit u32 (0..4294967295)"],
    [
      { ...task, set_child_tid: 2n ** 64n },
      "ckpt_hdr_task.set_child_tid: 18446744073709551616 does not fit u64 (0..18446744073709551615)",
    ],
    [{ ...task, state: "1" }, 'ckpt_hdr_task.state: found "1", expected a number, u32 (0..4294967295)'],
    [{ state: 1 }, "ckpt_hdr_task.exit_state: found nothing, expected a number, u32 (0..4294967295)"],
    [{ ...task, $name: "ckpt_hdr_tail" }, 'ckpt_hdr_task.$name: found "ckpt_hdr_tail", expected ckpt_hdr_task'],
    [null, "ckpt_hdr_task: found null, expected an object"],
  ])("%#", (value, message) => {
    expect(() => CkptHdrTask.encode(value as unknown as typeof task)).toThrow(message);
  });

  test("a constant may be left out or right, not wrong; a nested field is named by its path", () => {
    expect(() => CkptHdrHeader.encode({ ...header, magic: 1n })).toThrow(
      "ckpt_hdr_header.magic is the bigint 1, expected 71755283111793152",
    );
    expect(() =>
      CkptHdrHeader.encode({ ...header, constants: { ...header.constants, uts_release_len: 65536 } }),
    ).toThrow("ckpt_hdr_header.constants.uts_release_len: 65536 does not fit u16 (0..65535)");
    expect(() => CkptHdrHeader.encode({ ...header, constants: undefined as never })).toThrow(
      "ckpt_hdr_header.constants: found nothing, expected an object",
    );
  });
});

describe("the family", () => {
  test("an unknown record keeps its bytes", () => {
    const bytes = hex("4d0000000b000000010203");
    const value = Ckpt.decode(bytes);
    expect(value).toEqual({ $name: "unknown", type: 77, bytes });
    expect(Ckpt.encode(value)).toEqual(bytes);
  });

  test.each([
    ["4d00000007000000", "at 0x4: ckpt_hdr.len is 7, expected 8 or more"],
    ["4d00000009000000", "at 0x0: unknown takes 9 bytes, 8 are left"],
    ["4d000000", "at 0x0: ckpt_hdr takes 8 bytes, 4 are left"],
  ])("an unknown record that is cut: %s", (bytes, message) => {
    expect(() => Ckpt.decode(hex(bytes))).toThrow(message);
  });

  test("names go both ways", () => {
    expect(Ckpt.typeName(CkptHdrType.CKPT_HDR_TASK)).toBe("CKPT_HDR_TASK");
    expect(CkptHdrType[101]).toBe("CKPT_HDR_TASK");
    expect(Ckpt.codecAt(hex(taskHex))).toBe(CkptHdrTask);
    expect(Ckpt.be.codecAt(hex(taskHexBig))).toBe(CkptHdrTask.be);
    expect(() => Ckpt.encode({ $name: "constructor" } as never)).toThrow("no record is named constructor");
  });
});

describe("views", () => {
  test("a view is moved, is readable when logged, and does not copy", () => {
    const bytes = hex(taskHex + taskHex);
    const view = CkptHdrTask.view(bytes);
    bytes[48] = 9;
    expect(view.$moveTo(40).state).toBe(9);
    expect(view.h.len).toBe(40);
    expect(inspect(view)).toContain("set_child_tid: '139716164221072'");
    expect(JSON.parse(JSON.stringify(view))).toMatchObject({
      h: { type: 101 },
      state: 9,
      clear_child_tid: "18446744073709551615",
    });
    expect(() => view.$moveTo(41)).toThrow("at 0x29: ckpt_hdr_task takes 40 bytes, 39 are left");
  });

  test("nothing has no room for a record", () => {
    const message = "at 0x0: ckpt_hdr_task takes 40 bytes, 0 are left";
    expect(() => CkptHdrTask.view(undefined as never)).toThrow(message);
    expect(() => CkptHdrTask.view(new Uint8Array(0))).toThrow(message);
  });

  test("bytes are in hexadecimal in JSON, those of a Buffer too", () => {
    const bytes = hex("0300000009000000aa");
    for (const memory of [bytes, Buffer.from(bytes)]) {
      expect(CkptHdrBuffer.view(memory).toJSON()).toMatchObject({ payload: "aa" });
    }
  });

  test("a payload reaches as far as the length says, but never behind the bytes", () => {
    expect(toHex(CkptHdrBuffer.view(hex("0300000009000000aabb")).payload)).toBe("aa");
    expect(toHex(CkptHdrBuffer.view(hex("0300000000000000aabb")).payload)).toBe("");
    expect(toHex(CkptHdrBuffer.view(hex("03000000ffffffffaabb")).payload)).toBe("aabb");
  });

  test("bytes whose buffer changes while they are bound are refused, not misread", () => {
    const buffer = new ArrayBuffer(80, { maxByteLength: 160 });
    const bytes = new Uint8Array(buffer);
    bytes.set(hex(taskHex), 40);
    expect(CkptHdrTask.decode(bytes, 40).state).toBe(1);
    buffer.resize(60);
    expect(() => CkptHdrTask.decode(bytes, 40)).toThrow("at 0x28: ckpt_hdr_task takes 40 bytes, 20 are left");
    buffer.resize(160);
    bytes.set(hex(taskHex), 117);
    expect(CkptHdrTask.decode(bytes, 117).clear_child_tid).toBe(task.clear_child_tid);
    structuredClone(buffer, { transfer: [buffer] });
    expect(() => CkptHdrTask.decode(bytes, 0)).toThrow(BytewrightError);
  });
});

function hex(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "hex"));
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

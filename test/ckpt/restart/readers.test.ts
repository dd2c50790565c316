import { describe, expect, test } from "vitest";
import { CkptHdrBuffer, CkptHdrString, CkptHdrTail, CkptHdrType } from "../../../generated/ckpt/index.ts";
import { CkptError } from "../../../src/ckpt/ckpt-error.ts";
import { type CkptContext, createContext } from "../../../src/ckpt/context.ts";
import {
  consume,
  readBuffer,
  readFlexibleRecord,
  readPayload,
  readRecord,
  readSizedString,
  readString,
} from "../../../src/ckpt/restart/index.ts";
import { bytesPort, type Driver, runSync } from "../../../src/io/index.ts";
import { joined, rawRecord } from "./damage.ts";

const { CKPT_HDR_BUFFER: BUFFER, CKPT_HDR_STRING: STRING, CKPT_HDR_TAIL: TAIL, CKPT_HDR_ERROR: ERROR } = CkptHdrType;

type Reader = (ctx: CkptContext) => Driver<unknown>;

/** The errno, or the value as text, and how far the reader came. */
function run(reader: Reader, bytes: Uint8Array): { readonly answer: string; readonly pos: number } {
  const ctx = createContext({ mask: 0, print: () => {} });
  try {
    const value = runSync(reader(ctx), bytesPort(bytes));
    return { answer: value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : "ok", pos: ctx.pos };
  } catch (error) {
    if (!(error instanceof CkptError)) throw error;
    return { answer: error.errno, pos: ctx.pos };
  }
}

/** [what is read, its bytes, the answer] */
type Row = readonly [string, Uint8Array, string];

/** What every reader answers, whatever it is to read. */
const always: readonly Row[] = [
  ["nothing", joined(), "EPIPE"],
  ["7 bytes of a header", rawRecord(BUFFER, "").subarray(0, 7), "EPIPE"],
  ["len 0", rawRecord(BUFFER, "abcd", 0), "EINVAL"],
  ["len 7", rawRecord(BUFFER, "abcd", 7), "EINVAL"],
  ["len 2^31", rawRecord(BUFFER, "abcd", 0x80000000), "EINVAL"],
  ["len 2^32 - 1", rawRecord(STRING, "abcd", 0xffffffff), "EINVAL"],
  ["an ERROR of len 7", rawRecord(ERROR, "", 7), "EINVAL"],
  ["an ERROR of len 2^31", rawRecord(ERROR, "", 0x80000000), "EINVAL"],
  ["an ERROR of len 8 and nothing else", rawRecord(ERROR, ""), "EIO"],
  ["an ERROR and its STRING", joined(rawRecord(ERROR, ""), rawRecord(STRING, "\0no")), "EIO"],
  ["an ERROR with its text inside", rawRecord(ERROR, "\0no"), "EIO"],
  ["an ERROR whose text is cut off", rawRecord(ERROR, "\0no", 12), "EPIPE"],
];

const magic = CkptHdrTail.encode({}).subarray(8);

const tables: { readonly [reader: string]: { readonly read: Reader; readonly rows: readonly Row[] } } = {
  "readRecord(tail)": {
    read: (ctx) => readRecord(ctx, CkptHdrTail),
    rows: [
      ["the record", rawRecord(TAIL, magic), "ok"],
      ["wrong len before a missing payload", rawRecord(TAIL, "", 17), "EINVAL"],
      ["a missing payload before the wrong type", rawRecord(BUFFER, magic.subarray(1), 16), "EPIPE"],
      ["the wrong type", rawRecord(BUFFER, magic), "EINVAL"],
    ],
  },
  "readBuffer(4)": {
    read: (ctx) => readBuffer(ctx, 4),
    rows: [
      ["the record", rawRecord(BUFFER, "abcd"), "abcd"],
      ["wrong len before a missing payload", rawRecord(BUFFER, "", 13), "EINVAL"],
      ["a missing payload before the wrong type", rawRecord(STRING, "abc", 12), "EPIPE"],
      ["the wrong type", rawRecord(STRING, "abcd"), "EINVAL"],
    ],
  },
  "readSizedString(4)": {
    read: (ctx) => readSizedString(ctx, 4),
    rows: [
      ["the record: its last byte becomes a NUL", rawRecord(STRING, "abcd"), "abc\0"],
      ["wrong len before a missing payload", rawRecord(STRING, "", 13), "EINVAL"],
      ["a missing payload before the wrong type", rawRecord(BUFFER, "abc", 12), "EPIPE"],
      ["the wrong type", rawRecord(BUFFER, "abcd"), "EINVAL"],
    ],
  },
  "readSizedString(0)": {
    read: (ctx) => readSizedString(ctx, 0),
    rows: [["an empty STRING", rawRecord(STRING, ""), "EINVAL"]],
  },
  "readFlexibleRecord(max 4)": {
    read: (ctx) => readFlexibleRecord(ctx, CkptHdrBuffer, 4),
    rows: [
      ["an empty one", rawRecord(BUFFER, ""), "\x03\0\0\0\x08\0\0\0"],
      ["the largest", rawRecord(BUFFER, "abcd"), "\x03\0\0\0\x0c\0\0\0abcd"],
      ["one too large, before a missing payload", rawRecord(BUFFER, "", 13), "EINVAL"],
      ["a missing payload before the wrong type", rawRecord(STRING, "", 12), "EPIPE"],
      ["the wrong type", rawRecord(STRING, "abcd"), "EINVAL"],
    ],
  },
  "readFlexibleRecord(max 0: unlimited)": {
    read: (ctx) => readFlexibleRecord(ctx, CkptHdrBuffer, 0),
    rows: [
      ["any size", rawRecord(BUFFER, "abcde"), "\x03\0\0\0\x0d\0\0\0abcde"],
      ["2 GiB that are not there", rawRecord(BUFFER, "", 0x7fffffff), "EPIPE"],
    ],
  },
  "readPayload(max 4)": {
    read: (ctx) => readPayload(ctx, CkptHdrBuffer, 4),
    rows: [
      ["an empty one", rawRecord(BUFFER, ""), ""],
      ["the largest", rawRecord(BUFFER, "abcd"), "abcd"],
      ["the wrong type, before a missing payload", rawRecord(STRING, "", 12), "EINVAL"],
      ["one too large, before a missing payload", rawRecord(BUFFER, "", 13), "EINVAL"],
      ["a missing payload", rawRecord(BUFFER, "abc", 12), "EPIPE"],
    ],
  },
  "readPayload(max 0: only an empty one)": {
    read: (ctx) => readPayload(ctx, CkptHdrBuffer, 0),
    rows: [
      ["an empty one", rawRecord(BUFFER, ""), ""],
      ["one byte", rawRecord(BUFFER, "a"), "EINVAL"],
    ],
  },
  "readString(max 4)": {
    read: (ctx) => readString(ctx, 4),
    rows: [
      ["the largest: its last byte becomes a NUL", rawRecord(STRING, "abcd"), "abc\0"],
      ["a single byte", rawRecord(STRING, "a"), "\0"],
      ["an empty one has no last byte", rawRecord(STRING, ""), "EINVAL"],
      ["the wrong type, before a missing payload", rawRecord(BUFFER, "", 12), "EINVAL"],
      ["one too large", rawRecord(STRING, "abcde"), "EINVAL"],
    ],
  },
  "consume(any length)": {
    read: (ctx) => consume(ctx, CkptHdrString, 0),
    rows: [
      ["an empty one", rawRecord(STRING, ""), "ok"],
      ["a full one", rawRecord(STRING, "abcd"), "ok"],
      ["a missing payload before the wrong type", rawRecord(BUFFER, "", 12), "EPIPE"],
      ["the wrong type", rawRecord(BUFFER, "abcd"), "EINVAL"],
    ],
  },
  "consume(12 bytes in all)": {
    read: (ctx) => consume(ctx, CkptHdrString, 12),
    rows: [
      ["the record", rawRecord(STRING, "abcd"), "ok"],
      ["wrong len before a missing payload", rawRecord(STRING, "", 13), "EINVAL"],
    ],
  },
};

describe.each(Object.entries(tables))("%s", (_, { read, rows }) => {
  test.each([...always, ...rows])("%s", (_what, bytes, expected) => {
    expect(run(read, bytes).answer).toBe(expected);
  });

  test("leaves what follows the record alone", () => {
    for (const [, bytes, expected] of rows.filter(([, , answer]) => !answer.startsWith("E"))) {
      expect(run(read, joined(bytes, rawRecord(ERROR, "")))).toEqual({ answer: expected, pos: bytes.length });
    }
  });
});

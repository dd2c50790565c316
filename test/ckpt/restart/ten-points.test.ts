import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, constants, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CkptHdrString, CkptHdrType } from "../../../generated/ckpt/index.ts";
import {
  type CheckpointSource,
  checkpointBytes,
  checkpointSync,
  fixedSource,
} from "../../../src/ckpt/checkpoint/index.ts";
import { CkptError } from "../../../src/ckpt/ckpt-error.ts";
import { createContext } from "../../../src/ckpt/context.ts";
import {
  type RestoredTask,
  readFlexibleRecord,
  readString,
  restart,
  restartBytes,
  restartSync,
} from "../../../src/ckpt/restart/index.ts";
import { bytesPort, runSync } from "../../../src/io/index.ts";
import { type MadeFrom, ordinaryImage, ordinarySource, PLACES, sourceOf, vectorNamed } from "../../vectors/vectors.ts";
import { joined, rawRecord, u32, u64, withBytes } from "./damage.ts";

// Ten things that the original C gets wrong, by their numbers in the format's description; the tenth, the file under
// its final name, is the program's.

const { CKPT_HDR_ERROR: ERROR, CKPT_HDR_STRING: STRING } = CkptHdrType;
const image = ordinaryImage();
const kernel = "2.6.37";

function failureOf(run: () => unknown): CkptError {
  try {
    run();
  } catch (error) {
    if (error instanceof CkptError) return error;
    throw error;
  }
  throw new Error("it did not fail");
}

/** Images whose record at `place` is an ERROR with this reason, in both forms. */
function failedAt(place: number, reason: string): readonly Uint8Array[] {
  const before = image.subarray(0, place);
  return [joined(before, rawRecord(ERROR, ""), rawRecord(STRING, reason)), joined(before, rawRecord(ERROR, reason))];
}

const { end: _, ...records } = PLACES;

describe.each(Object.entries(records))("1 and 2: an ERROR in the place of %s", (_name, place) => {
  test.each([
    ["one leading NUL is stripped", "\0[err -3]no task", "[err -3]no task"],
    ["none has to be there", "no task", "no task"],
    ["a cut text ends with a NUL", "\0no task\0", "no task"],
    ["the text is UTF-8", "\0naïve", "naïve"],
    ["the text is no format", "\0%n%s%(T)", "%n%s%(T)"],
  ])("gives EIO with its text, in both forms: %s", (_what, reason, text) => {
    for (const bytes of failedAt(place, reason)) {
      const lines: unknown[] = [];
      const error = failureOf(() => restartBytes({ bytes, kernel, log: (line) => lines.push(line) }));
      expect(error.errno).toBe("EIO");
      expect(error.text).toBe(text);
      expect(error.message).toContain(text);
      expect(error.offset).toBe(place);
      expect(lines).toEqual([]);
    }
  });
});

describe("1: an ERROR of 8 bytes is EIO whatever follows", () => {
  test.each([
    ["nothing", joined(), ""],
    ["part of a header", rawRecord(STRING, "\0no").subarray(0, 5), ""],
    ["a cut text", rawRecord(STRING, "\0no task").subarray(0, 12), "no "],
    ["a text that says to be endless", rawRecord(STRING, "\0no", 0xffffffff), ""],
    ["another record", rawRecord(3, "\0no"), ""],
  ])("%s", (_what, after, text) => {
    const error = failureOf(() => restartBytes({ bytes: joined(rawRecord(ERROR, ""), after), kernel }));
    expect([error.errno, error.text]).toEqual(["EIO", text]);
  });
});

test("3: a zero-length string is EINVAL", () => {
  const ctx = createContext({ mask: 0, print: () => {} });
  expect(failureOf(() => runSync(readString(ctx, 16), bytesPort(rawRecord(STRING, "")))).errno).toBe("EINVAL");
  const emptyComm = joined(image.subarray(0, PLACES.comm), rawRecord(STRING, ""), image.subarray(PLACES.tail));
  expect(failureOf(() => restartBytes({ bytes: emptyComm, kernel })).errno).toBe("EINVAL");
});

test("4: a failed checkpoint ends, at a record boundary, with its ERROR and STRING", () => {
  const scratch = mkdtempSync(join(tmpdir(), "ckpt-point4-"));
  const fd = openSync(join(scratch, "image"), "w+");
  const source: CheckpointSource = {
    ...ordinarySource(),
    task: () => {
      throw new CkptError("ESRCH", "there is no process 4711");
    },
  };
  expect(failureOf(() => checkpointSync({ fd, source })).errno).toBe("ESRCH");
  const bytes = readFileSync(join(scratch, "image"));
  closeSync(fd);
  rmSync(scratch, { recursive: true });
  expect(new Uint8Array(bytes.subarray(0, PLACES.task))).toEqual(image.subarray(0, PLACES.task));
  expect(new Uint8Array(bytes.subarray(PLACES.task, PLACES.task + 8))).toEqual(rawRecord(ERROR, ""));
  const { payload } = CkptHdrString.decode(bytes.subarray(PLACES.task + 8));
  expect(Buffer.from(payload).toString()).toMatch(
    /^\0\[err -3\]\[pos 283\]\[E @ [A-Za-z_]\w*:\d+\]\[pid -1 tsk NULL\]there is no process 4711$/,
  );
  expect(failureOf(() => restartBytes({ bytes, kernel })).text).toBe(Buffer.from(payload.subarray(1)).toString());
});

describe("5: lengths from 2^31 on are EINVAL, and nothing is allocated by a length", () => {
  test.each(Object.entries(records))("%s", (_name, place) => {
    for (const len of [0x80000000, 0x80000049, 0xffffffff]) {
      const bytes = withBytes(image, place + 4, u32(len));
      expect(failureOf(() => restartBytes({ bytes, kernel })).errno).toBe("EINVAL");
    }
  });

  test("a flexible record of nearly 2 GiB that is not there is asked for in small pieces", () => {
    const ctx = createContext({ mask: 0, print: () => {} });
    const port = bytesPort(rawRecord(STRING, "abcd", 0x7fffffff));
    const asked: number[] = [];
    const read = (length: number) => {
      asked.push(length);
      return port.read?.(length) as Uint8Array;
    };
    expect(failureOf(() => runSync(readFlexibleRecord(ctx, CkptHdrString, 0), { read })).errno).toBe("EPIPE");
    expect(Math.max(...asked)).toBeLessThanOrEqual(65536);
  });
});

describe("6: a short write or read is no end", () => {
  let scratch: string;
  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), "ckpt-point6-"));
    execFileSync("mkfifo", [join(scratch, "fifo")]);
  });
  afterAll(() => rmSync(scratch, { recursive: true }));

  test("an image that comes through a pipe in pieces is read whole", async () => {
    const fifo = join(scratch, "fifo");
    const script = `const fs = require("fs"), fd = fs.openSync(process.argv[1], "w");
      for (const byte of Buffer.from(process.argv[2], "hex").toString("latin1").match(/[^]{1,50}/g)) {
        fs.writeSync(fd, Buffer.from(byte, "latin1"));
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
      }`;
    const writer = spawn(process.execPath, ["-e", script, fifo, Buffer.from(image).toString("hex")]);
    const fd = openSync(fifo, "r");
    expect(restartSync({ fd, kernel }).consumed).toBe(363);
    closeSync(fd);
    await once(writer, "exit");
  });

  test("an image that does not fit into a pipe that nobody waits for is written whole", async () => {
    const fifo = join(scratch, "fifo");
    const copy = join(scratch, "copy");
    const fd = openSync(fifo, constants.O_RDWR | constants.O_NONBLOCK);
    const filler = 65536 - 100;
    expect(writeSync(fd, new Uint8Array(filler))).toBe(filler);
    const reader = spawn("sh", ["-c", `sleep 0.2; head -c ${filler + 363} "$0" > "$1"`, fifo, copy]);
    await once(reader, "spawn");
    checkpointSync({ fd, source: ordinarySource() });
    await once(reader, "exit");
    closeSync(fd);
    expect(new Uint8Array(readFileSync(copy).subarray(filler))).toEqual(image);
  });
});

test("7: a comm is never a format", () => {
  const made = vectorNamed("ok-plain").made as MadeFrom;
  const source = sourceOf({ ...made, comm: "%n%s%d%(T)%(O)" });
  const bytes = checkpointBytes({ source });
  expect(Buffer.from(restartBytes({ bytes, kernel }).comm).toString()).toBe("%n%s%d%(T)%(O)\0\0");
  const lines: string[] = [];
  const failing = { ...source, task: () => ({ ...source.task(4711), state: 2 ** 40 }) };
  failureOf(() => checkpointBytes({ source: failing, log: (line) => lines.push(Buffer.from(line).toString()) }));
  expect(lines.join()).toContain("[pid 4711 tsk %n%s%d%(T)%(O)]");
});

describe("8: nothing is restored until the tail is good", () => {
  const restoredFrom = (bytes: Uint8Array) => {
    const restored: RestoredTask[] = [];
    const target = { restore: (task: RestoredTask) => void restored.push(task) };
    try {
      restartBytes({ bytes, kernel, target });
    } catch {}
    return restored;
  };

  test.each([
    ["a cut tail", image.subarray(0, 362)],
    ["a wrong tail magic", withBytes(image, PLACES.tail + 8, u64(0n))],
    ["an ERROR instead of the tail", joined(image.subarray(0, PLACES.tail), rawRecord(ERROR, "\0no"))],
  ])("%s", (_what, bytes) => {
    expect(restoredFrom(bytes)).toEqual([]);
  });

  test("a good image is restored once", () => {
    expect(restoredFrom(image).map(({ comm }) => Buffer.from(comm).toString())).toEqual([`bash${"\0".repeat(12)}`]);
  });

  test("the driver itself does so, whoever runs it", () => {
    const ctx = createContext({ mask: 0, print: () => {} });
    const restored: unknown[] = [];
    const driver = restart(ctx, undefined, { restore: (task) => void restored.push(task) });
    expect(() => runSync(driver, bytesPort(image.subarray(0, 362)))).toThrow(CkptError);
    expect(restored).toEqual([]);
  });
});

test("9: the tids keep all of their 64 bits", () => {
  const given = { set_child_tid: 0xfedcba9876543210n, clear_child_tid: 0xffffffffffffffffn };
  const base = ordinarySource();
  const source = fixedSource({
    kernel: base.kernel(),
    uts: base.uts(),
    time: base.time(),
    task: { ...base.task(1), ...given },
  });
  const { set_child_tid, clear_child_tid } = restartBytes({ bytes: checkpointBytes({ source }), kernel });
  expect({ set_child_tid, clear_child_tid }).toEqual(given);
});

import { expect, test } from "vitest";
import {
  bytesPort,
  type Driver,
  gatheringPort,
  Interrupted,
  log,
  read,
  runAsync,
  runSync,
  write,
} from "../../src/io/index.ts";

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();

test("a driver does not know where its bytes come from or go to", () => {
  function* copy(): Driver<number> {
    const { bytes, count } = yield* read(4);
    yield* write(bytes);
    yield* log(Buffer.from("copied"));
    return count;
  }
  const lines: string[] = [];
  const sink = gatheringPort((line) => lines.push(text(line)));
  const source = bytesPort(Buffer.from("abcdef"));
  expect(runSync(copy(), { ...sink, ...source })).toBe(4);
  expect(text(sink.bytes())).toBe("abcd");
  expect(lines).toEqual(["copied"]);
});

test("reads are in pieces of 64 KiB at most, and may keep only the beginning", () => {
  const asked: number[] = [];
  const port = bytesPort(new Uint8Array(150_000).fill(7));
  const spy = {
    read(length: number) {
      asked.push(length);
      return port.read?.(length) as Uint8Array;
    },
  };
  const { bytes, count } = runSync(read(2 ** 31 - 9, 100), spy);
  expect(asked).toEqual([65536, 65536, 65536]);
  expect(count).toBe(150_000);
  expect(bytes).toEqual(new Uint8Array(100).fill(7));
});

test("a port's errors are thrown inside the driver, which may go on", () => {
  function* insist(): Driver<string> {
    try {
      yield* write(new Uint8Array(1));
    } catch (error) {
      yield* log(new Uint8Array(0));
      return (error as Error).message;
    }
    return "";
  }
  expect(runSync(insist(), { read: () => new Uint8Array(0) })).toBe("this port cannot be written to");
});

function* untilInterrupted(): Driver<string> {
  const seen: string[] = [];
  for (let step = 0; step < 3; step++) {
    try {
      yield* write(Uint8Array.of(step));
      seen.push("written");
    } catch (error) {
      seen.push(error instanceof Interrupted ? "interrupted" : "failed");
    }
  }
  return seen.join();
}

test("a driver is told of an abort once, and can still finish", async () => {
  const signal = AbortSignal.abort();
  expect(runSync(untilInterrupted(), gatheringPort(), signal)).toBe("interrupted,written,written");
  expect(await runAsync(untilInterrupted(), { write: async () => {} }, signal)).toBe("interrupted,written,written");
});

test("so it is when the port was the first to tell", async () => {
  const controller = new AbortController();
  let first = true;
  const write = async () => {
    if (!first) return;
    first = false;
    controller.abort();
    throw new Interrupted(controller.signal);
  };
  expect(await runAsync(untilInterrupted(), { write }, controller.signal)).toBe("interrupted,written,written");
});

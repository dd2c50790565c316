import { createReadStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Readable, Writable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { setImmediate as turn } from "node:timers/promises";
import { createGzip, gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { logTo, readFrom, writeTo } from "../../src/io/index.ts";

const bytes = Uint8Array.from({ length: 200_000 }, (_, index) => index % 251);
const text = (part: Uint8Array) => Buffer.from(part).toString();

describe("reading", () => {
  test.each([1, 7, 65536])("a file stream in parts of %d bytes", async (size) => {
    const scratch = mkdtempSync(join(tmpdir(), "ckpt-stream-"));
    const file = join(scratch, "file");
    const whole = bytes.subarray(0, Math.min(bytes.length, size * 1000));
    writeFileSync(file, whole);
    const read = readFrom(createReadStream(file));
    const parts: Uint8Array[] = [];
    for (let part = await read(size); part.length > 0; part = await read(size)) parts.push(part);
    rmSync(scratch, { recursive: true });
    expect(Buffer.compare(Buffer.concat(parts), whole)).toBe(0);
    expect(parts.slice(0, -1).every((part) => part.length === size)).toBe(true);
  });

  test("leaves what follows to the next reader", async () => {
    for (const stream of [
      Readable.from([Buffer.from("abcdef")]),
      Readable.from(["abc", "def"].map((part) => Buffer.from(part))),
    ]) {
      expect(text(await readFrom(stream)(2))).toBe("ab");
      expect(text(await readFrom(stream)(2))).toBe("cd");
      expect(text(await buffer(stream))).toBe("ef");
    }
  });

  test("gives less only at the end, however often it is asked", async () => {
    const read = readFrom(Readable.from([Buffer.from("abc")]));
    expect(text(await read(5))).toBe("abc");
    expect(await read(5)).toHaveLength(0);
    expect(await read(5)).toHaveLength(0);
  });

  test("waits for bytes that come late", async () => {
    const stream = new PassThrough();
    const reading = readFrom(stream)(4);
    stream.write("ab");
    setTimeout(() => stream.end("cd"), 10);
    expect(text(await reading)).toBe("abcd");
  });

  test("a stream that is destroyed meanwhile has ended", async () => {
    const stream = new PassThrough();
    const reading = readFrom(stream)(4);
    setImmediate(() => stream.destroy());
    expect(await reading).toHaveLength(0);
  });

  test("a stream's error, while waiting and after", async () => {
    const stream = new PassThrough();
    const read = readFrom(stream);
    const reading = read(4);
    setImmediate(() => stream.destroy(new Error("broken")));
    await expect(reading).rejects.toMatchObject({ name: "ReadFailed", message: "broken" });
    await expect(read(4)).rejects.toMatchObject({ name: "ReadFailed", message: "broken" });
  });

  test("an error at once, which the stream emits only after the answer, is nobody else's", async () => {
    const stream = new Readable({
      read() {
        this.destroy(new Error("boom"));
      },
    });
    await expect(readFrom(stream)(4)).rejects.toMatchObject({ name: "ReadFailed", message: "boom" });
    // An 'error' event that nobody listens to would fail this test's run.
    await turn();
    expect(stream.closed).toBe(true);
  });

  test("stops waiting when it is aborted, and listens no more", async () => {
    const stream = new PassThrough();
    const controller = new AbortController();
    const reading = readFrom(stream, controller.signal)(4);
    setImmediate(() => controller.abort());
    await expect(reading).rejects.toMatchObject({ name: "Interrupted" });
    expect(stream.eventNames().filter((name) => ["readable", "end", "close"].includes(String(name)))).toEqual(
      new PassThrough().eventNames().filter((name) => ["readable", "end", "close"].includes(String(name))),
    );
  });

  test("a stream of strings is refused", async () => {
    await expect(readFrom(Readable.from(["abc"]))(1)).rejects.toMatchObject({
      ...{ name: "BytewrightError", code: "wrong-value" },
      message: 'image: found "abc", expected a Uint8Array',
    });
  });
});

describe("writing", () => {
  test("waits until the stream has passed the bytes on", async () => {
    let written = 0;
    const stream = new Writable({
      write(chunk, _encoding, done) {
        setTimeout(() => {
          written += chunk.length;
          done();
        }, 5);
      },
    });
    await writeTo(stream)(bytes);
    expect(written).toBe(bytes.length);
  });

  test("through a compressor", async () => {
    const stream = createGzip();
    const compressed = buffer(stream);
    for (let at = 0; at < bytes.length; at += 50_000) await writeTo(stream)(bytes.subarray(at, at + 50_000));
    stream.end();
    expect(Buffer.compare(gunzipSync(await compressed), bytes)).toBe(0);
  });

  test("to a stream that has ended", async () => {
    const stream = new PassThrough();
    stream.end();
    await expect(writeTo(stream)(bytes)).rejects.toMatchObject({ name: "WriteFailed", cause: { code: "EPIPE" } });
  });

  test("a stream that throws where it should answer", async () => {
    const stream = new Writable({
      write() {
        throw new Error("broken");
      },
    });
    await expect(writeTo(stream)(bytes)).rejects.toMatchObject({ name: "WriteFailed", message: "broken" });
  });

  test("an abort says whether the bytes are on their way", async () => {
    const controller = new AbortController();
    const stream = new Writable({ write: (_chunk, _encoding, done) => setTimeout(done, 20) });
    const writing = writeTo(stream, controller.signal)(bytes);
    controller.abort();
    await expect(writing).rejects.toMatchObject({ name: "Interrupted", handedOver: true });
  });

  test("a log's failures are nobody's", async () => {
    const stream = new Writable({ write: (_chunk, _encoding, done) => done(new Error("broken")) });
    await logTo(stream)(bytes);
    await logTo(stream)(bytes);
  });
});

import { expect, test } from "vitest";
import { describeTask, makeMessage } from "../../src/ckpt/message.ts";

test.each([
  [undefined, "[pid -1 tsk NULL]"],
  [Buffer.from("bash\0junk"), "[pid 42 tsk bash]"],
  [Buffer.from("%n%s%(T)"), "[pid 42 tsk %n%s%(T)]"],
  [Uint8Array.of(0xff), "[pid 42 tsk \xff]"],
])("the task whose comm is %j: %s", (comm, text) => {
  expect(Buffer.from(describeTask(comm && { pid: 42, comm })).toString("latin1")).toBe(text);
});

/** [errno, pos, text, line] */
test.each([
  ["EINVAL", 56, "text", "[err -22][pos 56][E @ f:1]text"],
  ["EIO", 0, "", "[err -5][pos 0][E @ f:1]"],
] as const)("a message of %s at %d: %j", (errno, pos, text, line) => {
  const message = makeMessage(errno, pos, "f:1", text);
  expect(Buffer.from(message.text).toString()).toBe(line);
  expect(Buffer.from(message.payload).toString()).toBe(`\0${line}`);
});

/** With `[err -5][pos 0][E @ f:1]`, 24 bytes: [bytes of text, bytes in the log, bytes in the image, what the image's end is] */
test.each([
  [997, 1021, 1022, "x"],
  [998, 1022, 1023, "x"],
  [999, 1022, 1024, "\0"],
  [5000, 1022, 1024, "\0"],
])("a message of 24 + %d bytes takes %d in the log, %d in the image", (size, inLog, inImage, end) => {
  const { text, payload } = makeMessage("EIO", 0, "f:1", "x".repeat(size));
  expect([text.length, payload.length]).toEqual([inLog, inImage]);
  expect(text).not.toContain(0);
  expect(String.fromCharCode(payload.at(-1) as number)).toBe(end);
});

test("a message holds no controls for the log, which may be a terminal, and all bytes for the image", () => {
  const { text, payload } = makeMessage("EINVAL", 0, "f:1", Buffer.from("comm \x1b]0;x\u202e\xff\n", "utf8"));
  expect(Buffer.from(text).toString()).toBe("[err -22][pos 0][E @ f:1]comm \\x1b]0;x\\u{202e}\u00ff\\x0a");
  expect(Buffer.from(payload).toString()).toBe("\0[err -22][pos 0][E @ f:1]comm \x1b]0;x\u202e\u00ff\n");
  expect(makeMessage("EIO", 0, "f:1", Buffer.alloc(2000, "\x1b")).text.length).toBe(1022);
});

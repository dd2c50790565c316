import { expect, test } from "vitest";
import { type FormatArgument, format, makeMessage } from "../../src/ckpt/format.ts";

const task = { pid: 42, comm: Buffer.from("bash\0junk") };

/** [template, arguments, expansion] */
const rows: readonly (readonly [string, readonly FormatArgument[], string])[] = [
  ["plain", [], "plain"],
  ["100%%", [], "100%"],
  ["%d %i", [-1, 7], "-1 7"],
  ["%d", [0xffffffff], "-1"],
  ["%u", [-1], "4294967295"],
  ["%x", [255], "ff"],
  ["%lld", [-1n], "-1"],
  ["%llu", [-1n], "18446744073709551615"],
  ["%llx", [0x7f1234567890n], "7f1234567890"],
  ["%ld %lu %lx", [1n << 40n, 1n << 40n, 1n << 40n], "1099511627776 1099511627776 10000000000"],
  ["%c%c", [111, 107], "ok"],
  ["%s!", ["naïve"], "naïve!"],
  ["%s", ["up to\0here"], "up to"],
  ["%s", [Buffer.from("up to\0here")], "up to"],
  ["%s", [null], "(null)"],
  ["%p", [0x7f00n], "0x7f00"],
  ["%pS", ["do_exit"], "do_exit"],
  ["%(O)", [7], "[obj 7]"],
  ["%(P)", [0x1000n], "[ptr 0x1000]"],
  ["%(V)", ["do_exit"], "[sym do_exit]"],
  ["%(V)", [0x1000n], "[sym 0x1000]"],
  ["%(S)", ["text"], "[str text]"],
  ["%(T)", [], "[pid 42 tsk bash]"],
  ["%(T)flags %d %(O)", [1, 2], "[pid 42 tsk bash]flags 1 [obj 2]"],
  ["%s", ["%n%s%(T)"], "%n%s%(T)"],
  ["%(S)%d", ["%d", 1], "[str %d]1"],
  ["a line\nand %d", [1], "a line\nand 1"],
];

test.each(rows)("%#: %s", (template, args, expected) => {
  expect(Buffer.from(format(template, args, task)).toString()).toBe(expected);
});

test("without a task", () => {
  expect(Buffer.from(format("%(T)", [])).toString()).toBe("[pid -1 tsk NULL]");
});

test("a comm's bytes stay as they are", () => {
  expect(Buffer.from(format("%(T)", [], { pid: 1, comm: Uint8Array.of(0xff) })).toString("latin1")).toBe(
    "[pid 1 tsk \xff]",
  );
});

test.each([
  ["%n", ["x"], "unknown conversion %n"],
  ["%(X)", [1], "unknown conversion %(X)"],
  ["%5d", [1], "unknown conversion %5"],
  ["%lls", ["x"], "unknown conversion %l"],
  ["%d", [], 'no argument for %d in "%d"'],
  ["%d", ["1"], "%d takes an integer, not 1"],
  ["%d", [0.5], "%d takes an integer, not 0.5"],
  ["none", [1], '1 arguments too many for "none"'],
] as const)("%s is a programmer's error", (template, args, message) => {
  expect(() => format(template, args)).toThrow(new TypeError(message));
});

/** [errno, pos, text, line] */
test.each([
  ["EINVAL", 56, "text", "[err -22][pos 56]text"],
  ["EIO", 0, "", "[err -5][pos 0]"],
  [undefined, 363, "only said", "[pos 363]only said"],
] as const)("a message of %s at %d: %j", (errno, pos, text, line) => {
  const message = makeMessage(errno, pos, Buffer.from(text));
  expect(Buffer.from(message.text).toString()).toBe(line);
  expect(Buffer.from(message.payload).toString()).toBe(`\0${line}`);
});

/** With `[pos 0]`, 7 bytes: [bytes of text, bytes in the log, bytes in the image, what the image's end is] */
test.each([
  [1014, 1021, 1022, "x"],
  [1015, 1022, 1023, "x"],
  [1016, 1022, 1024, "\0"],
  [5000, 1022, 1024, "\0"],
])("a message of 7 + %d bytes takes %d in the log, %d in the image", (size, inLog, inImage, end) => {
  const { text, payload } = makeMessage(undefined, 0, Buffer.from("x".repeat(size)));
  expect([text.length, payload.length]).toEqual([inLog, inImage]);
  expect(text).not.toContain(0);
  expect(String.fromCharCode(payload.at(-1) as number)).toBe(end);
});

test("a message holds no controls for the log, which may be a terminal, and all bytes for the image", () => {
  const { text, payload } = makeMessage("EINVAL", 0, Buffer.from("comm \x1b]0;x\u202e\xff\n", "utf8"));
  expect(Buffer.from(text).toString()).toBe("[err -22][pos 0]comm \\x1b]0;x\\u{202e}\u00ff\\x0a");
  expect(Buffer.from(payload).toString()).toBe("\0[err -22][pos 0]comm \x1b]0;x\u202e\u00ff\n");
  expect(makeMessage(undefined, 0, Buffer.alloc(2000, "\x1b")).text.length).toBe(1022);
});

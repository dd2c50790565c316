import { describe, expect, test } from "vitest";
import { Ckpt } from "../../../generated/ckpt/index.ts";
import { JsonToImage, jsonToImage, longestLine } from "../../../src/inspect/index.ts";
import { BytewrightError, type Family } from "../../../src/wire/index.ts";
import { zoo } from "../../image/support/families.ts";
import { first, task, taskHex, withField } from "../support/lines.ts";
import { ox } from "../support/ox.ts";

function refusalOf(text: string, family: Family = Ckpt): string {
  try {
    jsonToImage(text, family);
  } catch (error) {
    expect(error).toBeInstanceOf(BytewrightError);
    return (error as BytewrightError).message;
  }
  return "nothing was refused";
}

describe("the first line", () => {
  test.each([
    [
      "",
      'line 1: found nothing, expected a first line like {"format":"bytewright","version":1,"family":"ckpt","byteOrder":"little"}',
    ],
    [
      "{}",
      'line 1: format: found nothing, expected "bytewright", as in {"format":"bytewright","version":1,"family":"ckpt","byteOrder":"little"}',
    ],
    ['{"format":"bytewright","version":2}', "line 1: version: found 2, expected 1"],
    ['{"format":"bytewright","version":1,"family":"zoo"}', 'line 1: family: found "zoo", expected "ckpt"'],
    [
      '{"format":"bytewright","version":1,"family":"ckpt","byteOrder":"middle"}',
      'line 1: byteOrder: found "middle", expected "little" or "big"',
    ],
    [
      '{"format":"bytewright","version":1,"family":"ckpt","byteOrder":"big","x":1}',
      "line 1: x: found an unknown key, expected format, version, family, byteOrder",
    ],
    ["[]", "line 1: found a list, expected an object"],
    ["{", "line 1: found text that is not JSON, expected one JSON object in the line"],
  ])("%s", (text, message) => {
    expect(refusalOf(text)).toBe(message);
  });
});

describe("a later line", () => {
  const record = "record, payload, padding, tail";
  const cases: [string, unknown, string][] = [
    ["no object", 5, "found 5, expected an object"],
    ["null", null, "found null, expected an object"],
    ["no kind", {}, `found none of ${record}, expected one of them`],
    [
      "an unknown name",
      { record: "ckpt_hdr_tusk" },
      'record: found "ckpt_hdr_tusk", expected "unknown" or the name of a ckpt record',
    ],
    ["a name of another kind", { record: 5 }, 'record: found 5, expected "unknown" or the name of a ckpt record'],
    [
      "__proto__ as a name",
      { record: "__proto__" },
      'record: found "__proto__", expected "unknown" or the name of a ckpt record',
    ],
    [
      "an unknown key",
      { ...task, size: 1 },
      "size: found an unknown key, expected offset, record, type, len, elements, fields, raw",
    ],
    ["another type", { ...task, type: 102 }, "type: found 102, expected 101"],
    ["no fields", { record: "ckpt_hdr_task" }, "fields: found nothing, expected an object"],
    ["a field too small", withField("exit_code", -1), "fields.exit_code: -1 does not fit u32 (0..4294967295)"],
    [
      "a field too large",
      withField("exit_code", 2 ** 32),
      "fields.exit_code: 4294967296 does not fit u32 (0..4294967295)",
    ],
    ["a fraction", withField("exit_code", 0.5), "fields.exit_code: 0.5 does not fit u32 (0..4294967295)"],
    [
      "text for a number",
      withField("exit_code", "1"),
      'fields.exit_code: found "1", expected a number, u32 (0..4294967295)',
    ],
    [
      "64 bits too large",
      withField("set_child_tid", "18446744073709551616"),
      "fields.set_child_tid: 18446744073709551616 does not fit u64 (0..18446744073709551615)",
    ],
    [
      "64 bits that JSON has rounded",
      withField("set_child_tid", 2 ** 53),
      "fields.set_child_tid: found 9007199254740992, expected u64 in a decimal string (JSON numbers are exact up to 2^53 only)",
    ],
    [
      "64 bits with very many digits",
      withField("set_child_tid", "1".repeat(1000)),
      `fields.set_child_tid: found "${"1".repeat(59)}..., expected u64 in a decimal string (JSON numbers are exact up to 2^53 only)`,
    ],
    [
      "an unknown field",
      withField("constructor", 1),
      "fields.constructor: found an unknown key, expected state, exit_state, exit_code, exit_signal, set_child_tid, clear_child_tid",
    ],
    [
      "a missing field",
      { record: "ckpt_hdr_string", fields: {} },
      "fields.payload: found nothing, expected bytes in hexadecimal",
    ],
    [
      "half a byte",
      { record: "ckpt_hdr_string", fields: { payload: "abc" } },
      'fields.payload: found "abc", expected bytes in hexadecimal, two digits each',
    ],
    [
      "another constant",
      { record: "ckpt_hdr_tail", fields: { magic: "5" } },
      "fields.magic is the bigint 5, expected 12712608215789312",
    ],
    [
      "a field of a struct",
      {
        record: "ckpt_hdr_header",
        fields: { major: 2, minor: 6, patch: 37, rev: 3, constants: [], time: "0", uflags: "0" },
      },
      "fields.constants: found a list, expected an object",
    ],
    [
      "fields and raw that differ",
      { ...withField("exit_code", 1), raw: taskHex },
      "fields: found what differs from raw, which would be written, expected only one of the two",
    ],
    [
      "raw of another record",
      { record: "ckpt_hdr_task", raw: "0200000008000000" },
      "raw: found a record ckpt_hdr_container, expected ckpt_hdr_task, as record says",
    ],
    [
      "raw that is no whole record",
      { record: "ckpt_hdr_task", raw: taskHex.slice(2) },
      "raw: found 39 bytes, expected one little-endian record that fills them",
    ],
    [
      "raw that is more than a record",
      { record: "ckpt_hdr_container", raw: "020000000800000000" },
      "raw: found 9 bytes, expected one little-endian record that fills them",
    ],
    [
      "unknown bytes of another type",
      { record: "unknown", type: 78, bytes: "4d00000009000000ff" },
      "type: found 78, expected 77",
    ],
    [
      "unknown bytes that are missing",
      { record: "unknown" },
      "bytes: found nothing, expected bytes in hexadecimal, two digits each",
    ],
    [
      "payload of nothing",
      { payload: "00" },
      "payload: found 1 bytes, expected at most 0: no line begins a large record",
    ],
    ["padding where none is", { padding: "00" }, "padding: found 1 bytes, expected at most 0 at offset 0"],
    [
      "a large record with a short header",
      { record: "ckpt_hdr_buffer", len: 9, header: "03" },
      "header: found 1 bytes, expected 8 or more",
    ],
    [
      "a large record with another name",
      { record: "ckpt_hdr_string", len: 9, header: "0300000009000000" },
      'record: found "ckpt_hdr_string", expected "ckpt_hdr_buffer", as the little-endian header says',
    ],
    [
      "a large record with another length",
      { record: "ckpt_hdr_buffer", len: 10, header: "0300000009000000" },
      "len: found 10, expected 9, as the header says",
    ],
  ];

  test.each(cases)("%s", (_, line, message) => {
    const lines = [first(Ckpt), "", JSON.stringify(line)];
    expect(refusalOf(lines.join("\n"))).toBe(`line 3: ${message}`);
  });

  test("nothing out of the lines reaches the terminal as it is", () => {
    for (const line of [
      { "\x1b\u202e": 1, tail: "" },
      { record: "\x1b\u202e" },
      withField("\u202e", 1),
      withField("state", "\u202e"),
    ]) {
      expect(refusalOf(`${first(Ckpt)}\n${JSON.stringify(line)}`)).toMatch(/^[\x20-\x7e]*$/);
    }
  });

  test.each([
    ['{"record":"ckpt_hdr_container","fields":{},"record":"ckpt_hdr_tail"}', "record"],
    ['{"record":"ckpt_hdr_tail","fields":{"magic":"1","m\\u0061gic":"12712608215789312"}}', "magic"],
    ['{"record":"ckpt_hdr_tail","fields":{},"fields":5}', "fields"],
    ['{"tail":"","\\u202e\\"":1,"\\u202e\\"":2}', '\\u202e\\"'],
  ])("a key with two values, %#", (line, key) => {
    const message = `line 2: ${key}: found two values for the key, expected one`;
    expect(refusalOf(`${first(Ckpt)}\n${line}`)).toBe(message);
  });

  test.each([
    ["magic", "1e400", "found 1e400, expected at most 1.7976931348623157e+308"],
    ["magic", "-1E+999", "found -1E+999, expected at most 1.7976931348623157e+308"],
    [
      "magic",
      "4503599627370497.5",
      "found 4503599627370497.5, expected a number that is not rounded to 4503599627370498",
    ],
    [
      "magic",
      "4294967294.9999999999",
      "found 4294967294.9999999999, expected a number that is not rounded to 4294967295",
    ],
    ["magic", "1e-400", "found 1e-400, expected a number that is not rounded to 0"],
    ["magic", `0.${"0".repeat(2000)}1`, `found 0.${"0".repeat(58)}..., expected a number that is not rounded to 0`],
  ])("%s: a number that JSON.parse changes, %s", (field, literal, problem) => {
    const line = `{"record":"ckpt_hdr_tail","fields":{"${field}":${literal}}}`;
    expect(refusalOf(`${first(Ckpt)}\n${line}`)).toBe(`line 2: ${problem}`);
  });

  test.each(["12712608215789312.000", "1.2712608215789312e16", "12712608215789312000e-3"])(
    "%s is a whole number",
    (literal) => {
      // 2^53 is exceeded, so it would have to be a string; the number itself is not refused.
      const line = `{"record":"ckpt_hdr_tail","fields":{"magic":${literal}}}`;
      expect(refusalOf(`${first(Ckpt)}\n${line}`)).toMatch(/in a decimal string/);
    },
  );

  test.each([
    ["1.000000000000000", "0"],
    ["100000000000000000e-17", "-0.000000000000000e5"],
  ])("%s and %s are whole numbers that fit", (one, zero) => {
    const fields = JSON.stringify({ ...task.fields, state: 77, exit_state: 78 });
    const line = `{"record":"ckpt_hdr_task","fields":${fields.replace("77", one).replace("78", zero)}}`;
    expect(refusalOf(`${first(Ckpt)}\n${line}`)).toBe("nothing was refused");
  });

  test.each(["\u0130\u0131", "0g", "012", "\u0635\u0641"])("%j is not hexadecimal", (hex) => {
    const line = JSON.stringify({ record: "ckpt_hdr_buffer", fields: { payload: hex } });
    expect(refusalOf(`${first(Ckpt)}\n${line}`)).toMatch(
      /^line 2: fields\.payload: found ".*", expected bytes in hexadecimal, two digits each$/,
    );
  });

  test("the same key in two objects, and what looks like a key in a text, are no duplicates", () => {
    const line = JSON.stringify({ offset: 0, tail: "", reason: '"tail": {\\' });
    expect(refusalOf(`${first(Ckpt)}\n${line}`)).toBe("nothing was refused");
    const twice = [task, task].map((one) => JSON.stringify(one)).join("\n");
    expect(refusalOf(`${first(Ckpt)}\n${twice}`)).toBe("nothing was refused");
  });

  test("keys that touch prototypes are only unknown keys", () => {
    for (const key of ["__proto__", "constructor", "toString"]) {
      const line = JSON.stringify(task).replace('"state"', `"${key}":{"polluted":1},"state"`);
      expect(refusalOf(`${first(Ckpt)}\n${line}`)).toMatch(`line 2: fields.${key}: found an unknown key`);
      expect(refusalOf(`${first(Ckpt)}\n{"${key}":1,"record":"ckpt_hdr_task"}`)).toMatch(
        `line 2: ${key}: found an unknown key`,
      );
    }
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  test.each([
    ["a list inside", { dice: [1, 2, 256] }, "fields.dice[2]: 256 does not fit u8 (0..255)"],
    ["too few elements", { dice: [1] }, "fields.dice is 1 elements, expected 3"],
    ["a struct inside", { where: { x: 128, y: 0 } }, "fields.where.x: 128 does not fit s8 (-128..127)"],
    ["a lifted field", { luck: -129 }, "fields.luck: -129 does not fit s8 (-128..127)"],
    ["too long a text", { name: "123456789" }, "fields.name: 9 bytes do not fit into char[8]"],
    [
      "no number",
      { weight: "heavy" },
      'fields.weight: found "heavy", expected a number, or one of -0, NaN, Infinity, -Infinity',
    ],
  ])("%s", (_, change, message) => {
    const { $name: record, born, ...fields } = { ...ox, ...change };
    const line = JSON.stringify({ record, fields: { ...fields, born: String(born) } });
    expect(refusalOf(`${first(zoo)}\n${line}`, zoo)).toBe(`line 2: ${message}`);
  });
});

describe("the order of lines", () => {
  const start = { record: "ckpt_hdr_buffer", len: 10, header: "030000000a000000" };
  const container = { record: "ckpt_hdr_container", fields: {} };
  const unfinished =
    "found 9 of 10 bytes of the record that line 2 begins, expected payload for the rest, or tail where it is cut";
  test.each([
    ["a large record that ends early", [start, { payload: "00" }, container], `line 4: ${unfinished}`],
    ["and at the end", [start, { payload: "00" }], `line 4: ${unfinished}`],
    [
      "a large record that goes on too long",
      [start, { payload: "000000" }],
      "line 3: payload: found 3 bytes, expected at most 2: line 2 begins it",
    ],
    ["records after a tail", [{ tail: "00" }, container], "line 3: found record after tail, expected only more tail"],
  ])("%s", (_, lines, message) => {
    expect(refusalOf([first(Ckpt), ...lines.map((line) => JSON.stringify(line)), ""].join("\n"))).toBe(message);
  });
});

describe("bytes that are no text", () => {
  test("of another encoding", () => {
    const toImage = new JsonToImage(Ckpt);
    toImage.push(Buffer.from(`${first(Ckpt)}\n`));
    expect(() => toImage.push(Uint8Array.of(0x22, 0xff, 0x22, 0x0a))).toThrow(
      "line 2: found bytes that are not UTF-8, expected JSON",
    );
  });

  test("in a line without end", () => {
    const toImage = new JsonToImage(Ckpt);
    const chunk = new Uint8Array(2 ** 20).fill(0x20);
    const pushAll = () => {
      for (let sent = 0; sent <= longestLine; sent += chunk.length) toImage.push(chunk);
    };
    expect(pushAll).toThrow("line 1: the line takes over 655360 bytes, the limit is 655360");
  });
});

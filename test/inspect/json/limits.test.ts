import { describe, expect, test } from "vitest";
import { Ckpt } from "../../../generated/ckpt/index.ts";
import { JsonLineError, jsonToImage } from "../../../src/inspect/index.ts";

const first = '{"format":"bytewright","version":1,"family":"ckpt","byteOrder":"little"}';

function refusal(line: string, limits = {}): JsonLineError {
  try {
    jsonToImage(`${first}\n${line}\n`, Ckpt, limits);
  } catch (error) {
    expect(error).toBeInstanceOf(JsonLineError);
    return error as JsonLineError;
  }
  throw new Error("not refused");
}

describe("a line of JSON is refused, and where in it is said", () => {
  test("that nests too deep", () => {
    const deep = `{"record":"ckpt_hdr_tail","fields":{"magic":${"[".repeat(1_000_000)}`;
    expect(refusal(deep)).toMatchObject({ code: "too-large", line: 2, path: "fields.magic[0][0][0][0][0][0]" });
    expect(refusal(deep).message).toMatch(/: found more than 100 levels, expected fewer$/);
    expect(refusal('{"a":{"b\\u001b":{}}}', { maxDepth: 2 })).toMatchObject({
      code: "too-large",
      path: "a.b\\x1b",
    });
    expect(refusal('{"a":{"b":{}}}', { maxDepth: 3 }).code).toBe("wrong-line");
    const levels = 90_000;
    const closed = `{"record":"ckpt_hdr_tail","fields":{"magic":${'{"a":'.repeat(levels)}1${"}".repeat(levels)}}}`;
    expect(refusal(closed, { maxDepth: levels + 1 }).limit).toBe("maxDepth");
    expect(refusal(closed, { maxDepth: levels + 2 })).toMatchObject({
      code: "wrong-value",
      path: "fields.magic",
      limit: undefined,
    });
  });

  test("that holds too many values", () => {
    const many = `{"record":"ckpt_hdr_tail","fields":{"magic":[${"0,".repeat(400_000)}0]}}`;
    expect(refusal(many)).toMatchObject({ code: "too-large", line: 2 });
    expect(refusal(many).message).toMatch(
      /^line 2: fields\.magic\[\d+\]: found more than 100000 values, expected fewer$/,
    );
    expect(refusal('[[],",,,,,,,,\\",,,,"]', { maxValues: 4 }).message).toMatch(/found a list, expected an object/);
  });

  test("that is too long", () => {
    const long = `{"record":"${"x".repeat(5 * 2 ** 20)}"}`;
    expect(refusal(long)).toMatchObject({
      code: "too-large",
      line: 2,
      message: "line 2: the line is longer than 2097152 bytes",
    });
    expect(refusal(long, { maxLineBytes: 6 * 2 ** 20 }).code).toBe("wrong-value");
    expect(refusal('{"record":"x"}', { maxLineBytes: 80 }).code).toBe("wrong-value");
  });
});

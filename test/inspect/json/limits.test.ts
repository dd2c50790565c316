import { describe, expect, test } from "vitest";
import { Ckpt } from "../../../generated/ckpt/index.ts";
import { jsonToImage } from "../../../src/inspect/index.ts";

const first = '{"format":"bytewright","version":1,"family":"ckpt","byteOrder":"little"}';
const tail = (magic: string) => `{"record":"ckpt_hdr_tail","fields":{"magic":${magic}}}`;
const nested = (levels: number) => tail("[".repeat(levels - 2) + "]".repeat(levels - 2));

describe("a line of JSON is refused", () => {
  test.each([
    [
      "that nests too deep",
      nested(101),
      "too-large",
      ": the line takes over 100 levels of objects and lists, the limit is 100",
    ],
    ["that goes on nesting", `${tail("")}${"[".repeat(600_000)}`, "too-large", ": the line takes over 100 levels"],
    ["whose levels are few enough", nested(100), "wrong-value", ": fields.magic: found a list, expected u64"],
    ["with brackets in texts", tail(`"\\"${"[{".repeat(200)}"`), "wrong-value", ": fields.magic: found "],
    [
      "that is too long",
      tail(`"${"x".repeat(2 ** 20)}"`),
      "too-large",
      ": the line takes over 655360 bytes, the limit is 655360",
    ],
    ["that holds many values", tail(`[${"{},".repeat(200_000)}0]`), "wrong-value", ": fields.magic: found a list"],
    [
      "that is nearly a line of payload",
      '{"offset":0,"payload":"00","payload":"01"}',
      "wrong-value",
      ": payload: found two",
    ],
    ["of payload at a very large offset", `{"offset":${"9".repeat(400)},"payload":"00"}`, "wrong-value", ": found 999"],
  ])("%s", (_, line, code, message) => {
    expect(() => jsonToImage(`${first}\n${line}\n`, Ckpt)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(`line 2${message}`) }),
    );
  });
});

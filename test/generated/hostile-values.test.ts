import { describe, expect, test } from "vitest";
import { Ckpt } from "../../generated/ckpt/index.ts";

// Types say what a record is; JavaScript takes anything.

describe.each(["encode", "sizeOf", "encodeInto"] as const)("Family.%s refuses with a fault", (method) => {
  test.each<[value: unknown, message: string]>([
    [null, "ckpt: found null, expected a record"],
    [undefined, "ckpt: found nothing, expected a record"],
    ["ckpt_hdr_tail", 'ckpt: found "ckpt_hdr_tail", expected a record'],
    [{}, "ckpt.$name: found nothing, expected the name of a record"],
    [{ $name: Symbol("s") }, "ckpt.$name: found a symbol, expected the name of a record"],
    [{ $name: Object.create(null) }, "ckpt.$name: found an object, expected the name of a record"],
    [{ $name: "__proto__" }, "no record is named __proto__, expected "],
    [{ $name: "constructor" }, "no record is named constructor, expected "],
    [{ $name: "unknown" }, "unknown.bytes: found nothing, expected a Uint8Array"],
    [
      { $name: "unknown", type: Symbol("s"), bytes: new Uint8Array(8) },
      "unknown.type: found a symbol, expected a number",
    ],
  ])("%#", (value, message) => {
    const bytes = new Uint8Array(64).fill(0xcc);
    const call = () => Ckpt[method](value as never, bytes as never, 8);
    expect(call).toThrow(expect.objectContaining({ name: "BytewrightError" }));
    expect(call).toThrow(message);
    expect(bytes).toEqual(new Uint8Array(64).fill(0xcc));
  });
});

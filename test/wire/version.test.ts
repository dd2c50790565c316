import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { contract, RecordCodec, single, structLayout } from "../../src/wire/index.ts";

const generated = readFileSync(new URL("../../generated/ckpt/ckpt-hdr-task.ts", import.meta.url), "utf8");
const current = Number(/\b(?:pair|single)\([\w$]+, \w+, (\d+)/.exec(generated)?.[1]);
const layout = structLayout("s", 0, 1, () => []);

class Codec extends RecordCodec<object, object, never> {
  override decode = (): object => ({});
  override encodeInto = (): number => 0;
  override view = (): never => {
    throw new TypeError("it has no views");
  };
}

test("code that is generated now runs with this runtime", () => {
  expect(current).toBe(contract);
  expect(() => single(Codec, layout, current, [], true)).not.toThrow();
});

test.each([current - 1, current + 1])("code for version %i does not, and says what to do", (version) => {
  expect(() => single(Codec, layout, version, [], true)).toThrow(
    `s was generated for contract ${version}, this runtime has ${current}: run codegen`,
  );
});

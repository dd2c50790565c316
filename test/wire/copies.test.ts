import { expect, test } from "vitest";
import { BytewrightError, faultOf } from "../../src/wire/index.ts";

test("an error is one of whichever copy of the runtime is asked", async () => {
  const other: typeof import("../../src/wire/index.ts") = await import(
    new URL("../../dist/src/wire/index.js", import.meta.url).href
  );
  expect(other.BytewrightError).not.toBe(BytewrightError);
  const fault = faultOf("wrong-value", "s", "a", undefined, "nothing", "a number");
  expect(new BytewrightError(fault) instanceof other.BytewrightError).toBe(true);
  expect(new other.BytewrightError(fault) instanceof BytewrightError).toBe(true);
  for (const no of [new TypeError("s.a"), undefined, null, "BytewrightError", {}]) {
    expect(no instanceof BytewrightError).toBe(false);
  }
});

import { describe, expect, test } from "vitest";
import { vectors } from "../../vectors/vectors.ts";
import { ways } from "./ways.ts";

test("all vectors are there", () => {
  expect(vectors).toHaveLength(97);
});

describe.each(Object.entries(ways))("restart from %s answers as the original does", (_name, restartFrom) => {
  test.each(vectors.map((vector) => [vector.name, vector.what, vector] as const))("%s: %s", async (_, __, vector) => {
    const { result, error, log } = await restartFrom(vector.image, { kernel: vector.kernel });
    const found = {
      errno: error?.errno ?? null,
      comm_hex: result ? Buffer.from(result.comm).toString("hex") : null,
      set_child_tid: result?.set_child_tid.toString() ?? null,
      clear_child_tid: result?.clear_child_tid.toString() ?? null,
      consumed: result?.consumed ?? null,
      log,
    };
    expect(found).toEqual(vector.expect);
  });
});

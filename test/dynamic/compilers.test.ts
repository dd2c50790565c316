import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { declarations } from "../../codegen/c/declarations.ts";
import type { StructDefinition } from "../../schema/dsl/index.ts";
import { dynamicStruct } from "../../src/dynamic/index.ts";
import { type Abi, abis, abisOf } from "../../src/layout/index.ts";
import { runs } from "../support/all-runs.ts";
import { adapted } from "../support/arbitrary-struct.ts";
import { compileMarked, marked, skipsWithoutCompilerFor } from "../support/c-compiler.ts";
import { toInitializer } from "../support/c-values.ts";
import { goodBytes } from "../support/good-bytes.ts";
import { arbitraryPlainStruct } from "./arbitrary-plain-struct.ts";

const { numRuns: all } = runs(400);
/** The same structs and values in each run; another seed finds others. */
const seed = Number(process.env.BYTEWRIGHT_SEED ?? 1);

/** Bytes that make no float infinite or not a number: C could not write those back. */
const finite = fc.nat(255).filter((byte) => (byte & 0x7f) !== 0x7f);

describe.each(Object.values(abis))("$name", (abi) => {
  const numRuns = abisOf("portable").includes(abi) ? all : Math.ceil(all / 5);

  test.skipIf(skipsWithoutCompilerFor(abi.name))(`its compiler gives ${numRuns} random structs the same bytes`, () => {
    const structs = fc.sample(arbitraryPlainStruct, { numRuns, seed });
    const rows = structs.map((struct, i) => rowOf({ ...adapted(struct, abi.name), name: `s${i}` }, seed + i, abi));
    const source = ["#include <stdint.h>", ...rows.map(({ c }) => c)].join("\n");
    const compiled = compileMarked(source, abi.name);
    for (const { struct, codec, value } of rows) {
      if (codec.layout.size === 0) continue;
      const bytes = compiled.get(`v_${struct.name}`)!.subarray(0, codec.layout.size);
      expect(codec.encode(value), [...declarations(struct).values()].join("\n")).toEqual(new Uint8Array(bytes));
      expect(codec.decode(bytes)).toStrictEqual(value);
    }
  });
});

/** A struct, a value of it and the C that defines a variable with this value. */
function rowOf(struct: StructDefinition, seed: number, abi: Abi) {
  const codec = dynamicStruct(struct, abi.name);
  const ofAbi = abi.byteOrder === "big" ? codec.be : codec;
  const { size } = ofAbi.layout;
  const [random = []] = fc.sample(fc.array(finite, { minLength: size, maxLength: size }), { numRuns: 1, seed });
  const value = ofAbi.decode(goodBytes(ofAbi, Uint8Array.from(random)));
  const initializer = toInitializer(ofAbi.layout, value, { type: undefined, length: 0, byteOrder: abi.byteOrder });
  const c = `${[...declarations(struct).values()].join("\n")}\n${marked(`v_${struct.name}`, `struct ${struct.name}`, "value", initializer)}`;
  return { struct, codec: ofAbi, value, c };
}

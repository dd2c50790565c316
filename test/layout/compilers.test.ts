import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { declarations } from "../../codegen/c/declarations.ts";
import * as dsl from "../../schema/dsl/index.ts";
import type { StructDefinition, UnionDefinition } from "../../schema/dsl/types.ts";
import { type AbiName, abis, abisOf, layOut } from "../../src/layout/index.ts";
import { adapted, arbitraryDefinition } from "../support/arbitrary-struct.ts";
import { skipsWithoutCompilerFor } from "../support/c-compiler.ts";
import { compiledPlaces, type Declared, placesOf } from "../support/c-layout.ts";

const most = Number(process.env.BYTEWRIGHT_LAYOUT_RUNS ?? 200);
const perCompilerRun = 500;

describe.each(Object.values(abis))("$name", (abi) => {
  // The rules of most others are those of one of the first.
  const runs = abisOf("portable").includes(abi) ? most : Math.ceil(most / 5);
  test.skipIf(skipsWithoutCompilerFor(abi.name))(
    `its compiler lays ${runs} random structs out alike`,
    { timeout: 180_000 + runs * 100 },
    () => {
      const seed = process.env.BYTEWRIGHT_SEED === undefined ? Date.now() : Number(process.env.BYTEWRIGHT_SEED);
      const definitions = fc.sample(
        arbitraryDefinition.map((one) => adapted(one, abi.name)),
        { seed, numRuns: runs },
      );
      for (let first = 0; first < runs; first += perCompilerRun) {
        const batch = definitions.slice(first, first + perCompilerRun).map((d, i) => declared(d, `s${i}`, abi.name));
        const compiled = compiledPlaces(batch, abi.name);
        const wrong = batch.findIndex(({ layout }, i) => !equal(placesOf(layout), compiled[i]));
        if (wrong >= 0) shrink(abi.name, seed, first + wrong);
      }
    },
  );
});

const { u8, u32, u64, u128, s128 } = dsl;
const fields = { a: u8, b: u128, c: u32, d: s128.aligned(4), e: dsl.array(u128, 2), f: u8, g: s128.packed(), h: u64 };

describe.each(Object.values(abis).filter(({ int128Align }) => int128Align !== undefined))("$name", ({ name }) => {
  test.skipIf(skipsWithoutCompilerFor(name))("its compiler lays integers of 128 bits out alike", () => {
    const all = [{}, { packed: true }, { pack: 4 }, { pack: 8 }, { align: 32 }].flatMap((more, i) => [
      declared(dsl.struct("", { fields, ...more }), `s${i}`, name),
      declared({ ...dsl.struct("", { fields, ...more }), kind: "union", tag: undefined }, `u${i}`, name),
    ]);
    expect(all.map(({ layout }) => placesOf(layout))).toEqual(compiledPlaces(all, name));
  });
});

function declared(definition: StructDefinition | UnionDefinition, name: string, abi: AbiName): Declared {
  const named = { ...definition, name };
  return {
    tag: `${named.kind} ${name}`,
    declarations: declarations(named),
    layout: layOut(named, abis[abi]),
  };
}

function equal(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Fails with the smallest struct that still differs: the batch found one, this looks at it alone. */
function shrink(abi: AbiName, seed: number, index: number): never {
  fc.assert(
    fc.property(
      arbitraryDefinition.map((one) => adapted(one, abi)),
      (definition) => {
        const one = declared(definition, "s", abi);
        expect(placesOf(one.layout), [...one.declarations.values()].join("\n")).toEqual(compiledPlaces([one], abi)[0]);
      },
    ),
    { seed, path: String(index), numRuns: 1 },
  );
  throw new Error(`struct ${index} of seed ${seed} differs in its batch, but not alone`);
}

import fc from "fast-check";
import { expect, test } from "vitest";
import { declarations } from "../../codegen/c/declarations.ts";
import type { RecordType } from "../../src/import/index.ts";
import { settle } from "../../src/import/schema/settle.ts";
import { type AbiName, abis, elementsOf, layOut } from "../../src/layout/index.ts";
import type { Layout } from "../../src/wire/index.ts";
import { makesAllRuns } from "../support/all-runs.ts";
import { arbitraryDefinition } from "../support/arbitrary-struct.ts";
import { compilers, skipsWithoutCompilerFor } from "../support/c-compiler.ts";
import { compiledPlaces, placesOf } from "../support/c-layout.ts";
import { typesIn } from "../support/c-types.ts";

const runs = Number(process.env.BYTEWRIGHT_IMPORT_RUNS ?? 100);
const perRun = 250;
// What Microsoft's rule makes of attributes is not known, and most of these structs have some.
const every = (Object.keys(abis) as AbiName[]).filter((name) => abis[name].takesAttributes);
const usual: readonly AbiName[] = ["x86_64", "i386", "arm", "s390x", "wasm32"];
const isDrawn = (name: string) => /^s\d+$/.test(name);

// C, to a compiler, to what that tells of it, to a schema, to a layout: where that is what the compiler does.
test.each(makesAllRuns ? every : usual)("random structs on %s", { timeout: 120_000 + runs * 100 }, (abi) => {
  if (skipsWithoutCompilerFor(abi)) return;
  const seed = process.env.BYTEWRIGHT_SEED === undefined ? Date.now() : Number(process.env.BYTEWRIGHT_SEED);
  const all = fc.sample(arbitraryDefinition, { seed, numRuns: runs });
  const opaque: string[] = [];
  let made = 0;
  for (let first = 0; first < runs; first += perRun) {
    const drawn = all.slice(first, first + perRun);
    const sources = drawn.map((one, index) => declarations({ ...one, name: `s${index}` }));
    const text = sources.flatMap((one) => [...one.values()]).join("\n");
    const types = typesIn(`#include <stdint.h>\n${text}\n`, { abi, cc: compilers[abi].join(" ") }, "drawn.h");
    const wanted = types.types.filter(({ name }) => isDrawn(name)) as RecordType[];
    const found = settle(types, new Set(wanted)).made.flatMap(({ definition, why }) => {
      if (definition.kind === "enumeration" || !isDrawn(definition.name)) return [];
      made++;
      const layout = layOut(definition, abis[abi]);
      // Bytes alone: all of it, or in place of a member that has no name in C.
      if (why !== undefined || namesIn(layout).some((name) => name.startsWith("_"))) {
        opaque.push(why ?? "in part");
        return [];
      }
      const source = sources[Number(definition.name.slice(1))] ?? new Map<string, string>();
      return [{ tag: `${definition.kind} ${definition.name}`, declarations: source, layout }];
    });
    const compiled = compiledPlaces(found, abi);
    for (const [index, { layout, declarations: source }] of found.entries()) {
      expect({ seed, source, places: placesOf(layout) }).toEqual({ seed, source, places: compiled[index] });
    }
  }
  expect(made).toBe(runs);
  const isMuch = opaque.length > 10 + 0.15 * made;
  expect({ seed, opaque: isMuch ? opaque : [] }).toEqual({ seed, opaque: [] });
});

function namesIn(layout: Layout): string[] {
  return layout.members.flatMap((member) => {
    if (member.kind === "padding") return [];
    const type = elementsOf(member.type);
    return [member.name, ...("layout" in type ? namesIn(type.layout) : [])];
  });
}

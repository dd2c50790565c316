import fc from "fast-check";
import { expect, test } from "vitest";
import { compareWith, recordOf } from "../../src/compare/index.ts";
import type { MemberType, RecordType } from "../../src/import/model.ts";
import { settle } from "../../src/import/schema/settle.ts";
import { type AbiName, abis, layOut } from "../../src/layout/index.ts";
import { runs } from "../support/all-runs.ts";
import { arbitraryDefinition } from "../support/arbitrary-struct.ts";

/** As files tell it that know nothing of attributes, of an alignment but that of the whole, if at all. */
function withoutAlign(record: RecordType, keep: boolean): RecordType {
  const { align, members, ...others } = record;
  const inner = members.map((member): MemberType => {
    const { type } = member;
    return type.kind === "struct" || type.kind === "union" ? { ...member, type: withoutAlign(type, keep) } : member;
  });
  return { ...others, members: inner, ...(keep && align && { align }) };
}

let [all, opaque] = [0, 0];

/** Makes a schema of what a layout says, which must say the same, or be bytes alone. */
function inferAgain(abi: AbiName, definition: Parameters<typeof layOut>[0], keep: boolean): void {
  const layout = layOut(definition, abis[abi]);
  const record = { ...withoutAlign(recordOf(layout), keep), name: "drawn" };
  const { made, notes } = settle({ abi, types: [record] }, new Set([record]));
  const [one] = made;
  if (one === undefined || one.definition.kind === "enumeration") throw new Error("nothing was made");
  const found = layOut(one.definition, abis[abi]);
  expect(found.size).toBe(layout.size);
  all++;
  if (one.why !== undefined) opaque++;
  const { differences } = compareWith([found], new Map([["drawn", record]]));
  // Members that no schema has are bytes, which is said of them.
  const asBytes = new Set([...notes.values()].flatMap((said) => [...said].filter(isOfBytes).map(([key]) => key)));
  // One without a name has the names of its own members.
  const hidesNames = [...asBytes].some((key) => /^_\d+$/.test(key));
  const others = differences.filter(({ field, schema }) => {
    if (schema === undefined && hidesNames) return false;
    return !field.split(".").some((key) => asBytes.has(key.replace("[]", "")));
  });
  if (one.why === undefined) expect(others).toEqual([]);
}

function isOfBytes([, note]: readonly [key: string, note: string]): boolean {
  return !note.startsWith("how many");
}

test.each(["x86_64", "i386", "aarch64", "arm", "s390x", "msvc64", "m68k", "avr"] as const)(
  "random structs come out as they were on %s",
  (abi) => {
    [all, opaque] = [0, 0];
    fc.assert(
      fc.property(arbitraryDefinition, fc.boolean(), (definition, keep) => inferAgain(abi, definition, keep)),
      runs(150),
    );
    // Most have GNU C's attributes, without which some cannot be said.
    expect(opaque).toBeLessThan(6 + (abis[abi].takesAttributes ? 0.05 : 0.5) * all);
  },
);

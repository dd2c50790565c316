import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Ckpt, CkptHdrTask } from "../../generated/ckpt/index.ts";
import { CkptV23 } from "../../generated/ckpt-v23/index.ts";
import { type AnyCodec, BytewrightError, type Family, RecordView } from "../../src/wire/index.ts";
import { runs } from "../support/all-runs.ts";
import { arbitraryValue } from "../support/arbitrary-value.ts";
import { settersOf } from "../support/setters.ts";

const families: [string, Family][] = [
  ["little-endian", Ckpt as Family],
  ["big-endian", Ckpt.be as Family],
  ["v23, little-endian", CkptV23 as Family],
  ["v23, big-endian", CkptV23.be as Family],
];
const codecs = families.flatMap(([order, family]) =>
  family.codecs.map((codec): [string, AnyCodec] => [`${codec.name}, ${order}`, codec]),
);

describe.each(codecs)("%s", (_, codec) => {
  const values = arbitraryValue(codec.layout);

  test("a field that is written has that value, and no other byte changes", () => {
    fc.assert(
      fc.property(values, values, fc.nat(9), (value, other, at) => {
        const record = codec.encode(value);
        const bytes = new Uint8Array(at + record.length + 5).fill(0xee);
        bytes.set(record, at);
        writeAll(codec.view(bytes, at), codec.create(other) as Values, bytes);
        expect(codec.check(codec.view(bytes, at))).toBeUndefined();
        const changed = codec.decode(bytes, at);
        expect(codec.encode(changed)).toEqual(bytes.slice(at, at + record.length));
        expect([...bytes.slice(0, at), ...bytes.slice(at + record.length)].every((byte) => byte === 0xee)).toBe(true);
      }),
      runs(40),
    );
  });
});

type Values = { readonly [field: string]: unknown };

/** Writes every field that can be, those of nested structs included, and looks at each. */
function writeAll(view: RecordView, values: Values, bytes: Uint8Array): void {
  const fields = view as unknown as { [field: string]: unknown };
  for (const name of settersOf(view)) {
    const member = view.$layout.members.find((one) => one.kind === "field" && one.name === name);
    const before = bytes.slice();
    expect(() => {
      fields[name] = undefined;
    }).toThrow(BytewrightError);
    expect(bytes).toEqual(before);
    fields[name] = values[name];
    expect(fields[name]).toEqual(values[name]);
    if (member?.kind !== "field" || member.bits !== undefined) continue;
    const start = view.$at + member.offset;
    expect(bytes.slice(0, start)).toEqual(before.slice(0, start));
    expect(bytes.slice(start + member.size)).toEqual(before.slice(start + member.size));
  }
  for (const [name, held] of Object.entries(values)) {
    const inner = fields[name];
    if (inner instanceof RecordView) writeAll(inner, held as Values, bytes);
  }
}

test("what a field cannot hold is refused with its name, and what belongs to the record's shape has no setter", () => {
  const view = CkptHdrTask.view(CkptHdrTask.encode(CkptHdrTask.create({ exit_code: 5 })));
  expect(() => {
    view.exit_code = 2 ** 32;
  }).toThrow("ckpt_hdr_task.exit_code: 4294967296");
  expect(() => {
    view.set_child_tid = -1n;
  }).toThrow("ckpt_hdr_task.set_child_tid: -1");
  expect(view.exit_code).toBe(5);
  view.exit_code = 6;
  view.set_child_tid = 2n ** 64n - 1n;
  expect(CkptHdrTask.decode(view.$bytes)).toMatchObject({ exit_code: 6, set_child_tid: 2n ** 64n - 1n });
  expect(settersOf(view)).not.toContain("h");
});

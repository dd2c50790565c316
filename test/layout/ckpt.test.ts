import { describe, expect, test } from "vitest";
import { recordDeclarations } from "../../codegen/c/declarations.ts";
import { ckpt } from "../../schema/ckpt/index.ts";
import { abisOf, layOutRecord } from "../../src/layout/index.ts";
import { skipsWithoutCompilerFor } from "../support/c-compiler.ts";
import { compiledPlaces, placesOf } from "../support/c-layout.ts";

// Offsets and sizes as compiling the structs of the linux-cr patches gave them, on every ABI.
const header = { h: "8 bytes at 0", "h.type": "4 bytes at 0", "h.len": "4 bytes at 4" };
const expected: { readonly [record: string]: object } = {
  ckpt_hdr_header: {
    sizeof: 56,
    _Alignof: 8,
    ...header,
    magic: "8 bytes at 8",
    _padding: "2 bytes at 16",
    major: "2 bytes at 18",
    minor: "2 bytes at 20",
    patch: "2 bytes at 22",
    rev: "2 bytes at 24",
    constants: "8 bytes at 32",
    "constants.task_comm_len": "2 bytes at 32",
    "constants.uts_release_len": "2 bytes at 34",
    "constants.uts_version_len": "2 bytes at 36",
    "constants.uts_machine_len": "2 bytes at 38",
    time: "8 bytes at 40",
    uflags: "8 bytes at 48",
  },
  ckpt_hdr_container: { sizeof: 8, _Alignof: 8, ...header },
  ckpt_hdr_buffer: { sizeof: 8, _Alignof: 8, ...header, payload: "0 bytes at 8" },
  ckpt_hdr_string: { sizeof: 8, _Alignof: 8, ...header, payload: "0 bytes at 8" },
  ckpt_hdr_task: {
    sizeof: 40,
    _Alignof: 8,
    ...header,
    state: "4 bytes at 8",
    exit_state: "4 bytes at 12",
    exit_code: "4 bytes at 16",
    exit_signal: "4 bytes at 20",
    set_child_tid: "8 bytes at 24",
    clear_child_tid: "8 bytes at 32",
  },
  ckpt_hdr_tail: { sizeof: 16, _Alignof: 8, ...header, magic: "8 bytes at 8" },
  ckpt_hdr_error: { sizeof: 8, _Alignof: 8, ...header, payload: "0 bytes at 8" },
};

describe.each(abisOf("portable"))("$name", (abi) => {
  const layouts = ckpt.records.map((record) => layOutRecord(record, ckpt, abi));

  test("ckpt_hdr_header has a hole at 26..31 and no other", () => {
    const holes = layouts[0]!.members.filter(({ kind }) => kind === "padding");
    expect(holes).toEqual([{ kind: "padding", offset: 26, size: 6 }]);
  });

  test("every record is laid out as the kernel's", () => {
    expect(Object.fromEntries(layouts.map((layout) => [layout.name, placesOf(layout)]))).toEqual(expected);
  });

  test.skipIf(skipsWithoutCompilerFor(abi.name))("the C compiler agrees", () => {
    const types = ckpt.records.map((record, index) => ({
      tag: `struct ${record.name}`,
      declarations: recordDeclarations(record, ckpt),
      layout: layouts[index]!,
    }));
    expect(compiledPlaces(types, abi.name)).toEqual(layouts.map(placesOf));
  });
});

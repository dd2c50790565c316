import { describe, expect, test } from "vitest";
import { CkptV23 } from "../../generated/ckpt-v23/index.ts";
import { bytes, family, record, struct, u16 } from "../../schema/dsl/index.ts";
import { dynamicFamily } from "../../src/dynamic/index.ts";
import { describeFrame, FollowerTracker, formatDescription } from "../../src/inspect/index.ts";
import type { Family } from "../../src/wire/index.ts";
import { framesOf } from "../image/support/frames.ts";
import { v23, v23Image } from "../image/support/v23-image.ts";
import { kinds } from "./support/kinds.ts";
import { expectRoundTrip } from "./support/round-trip.ts";

test("records that others announce are shown as what they are, in either byte order", () => {
  const [little, big] = (["little", "big"] as const).map((byteOrder) => {
    const followers = new FollowerTracker();
    const family = v23(byteOrder);
    return framesOf(family, v23Image(byteOrder), 50).flatMap((frame) => {
      const description = describeFrame(family, frame, followers.next(family, frame));
      return description === undefined ? [] : [formatDescription(description)];
    });
  });
  expect(big).toEqual(little);
  const text = little?.join("") ?? "";
  expect(text.match(/: \w+ of \w+$/gm)).toEqual([
    ": release of ckpt_hdr_header",
    ": version of ckpt_hdr_header",
    ": machine of ckpt_hdr_header",
    ": lsm_name of ckpt_hdr_container",
    ": lsm_info of ckpt_hdr_container",
    ": context of ckpt_hdr_lsm",
    ": tasks of ckpt_hdr_tree",
    ": comm of ckpt_hdr_task",
    ": path of ckpt_hdr_file_generic",
  ]);
  expect(text).toMatch(/: machine of ckpt_hdr_header\n {2}payload {2}\w+\.\.\. \(65 bytes\) {2}"x86_64" \+ 59 NUL\n/);
  expect(text).toMatch(/: tasks of ckpt_hdr_tree\n {2}tasks\[0\]\.vpid {3}1\n/);
  expect(text).toMatch(/^ {2}tasks\[1\]\.vpgid {2}-1$/m);
});

describe("announced records", () => {
  const family = CkptV23 as Family;
  const buffer = (size: number) =>
    CkptV23.encode({ $name: "ckpt_hdr_buffer", payload: new Uint8Array(size).fill(0x41) });
  const tree = CkptV23.encode({ $name: "ckpt_hdr_tree", nr_tasks: 1 });
  const fs = CkptV23.encode({ $name: "ckpt_hdr_fs", umask: 18 });
  const name = CkptV23.encode({ $name: "ckpt_hdr_file_name", payload: Uint8Array.of(0x2f, 0) });
  const error = CkptV23.encode({ $name: "ckpt_hdr_error", payload: new Uint8Array(0) });
  const string = CkptV23.encode({ $name: "ckpt_hdr_string", payload: Buffer.from("no memory") });
  const container = CkptV23.encode({ $name: "ckpt_hdr_container" });
  const lsmInfo = CkptV23.encode({ $name: "ckpt_hdr_lsm_info", payload: Buffer.from("x") });
  const unknown = Buffer.from("e703000008000000", "hex");

  test.each<[string, Uint8Array[], (string | undefined)[]]>([
    ["in order", [fs, name, name, name], [undefined, "pwd", "root", undefined]],
    ["one left out", [container, lsmInfo, buffer(1)], [undefined, "lsm_info", undefined]],
    ["another one between", [tree, unknown, buffer(24)], [undefined, undefined, undefined]],
    ["the reason of an error", [error, string], [undefined, "reason"]],
    ["announced anew", [tree, tree, buffer(24), buffer(24)], [undefined, undefined, "tasks", undefined]],
  ])("%s", (_, records, expected) => {
    const followers = new FollowerTracker();
    const found = framesOf(family, Buffer.concat(records), 4096, {}).map(
      (frame) => followers.next(family, frame)?.name,
    );
    expect(found).toEqual(expected);
  });

  test("that are no whole number of structs stay bytes, with a note", () => {
    expect(textOf(Buffer.concat([tree, buffer(25)]))).toMatch(
      /: tasks of ckpt_hdr_tree\n {2}payload {2}(?:41)+\.\.\. \(25 bytes\) {2}no whole number of ckpt_task_pids, 24 bytes each\n/,
    );
    expectRoundTrip(Buffer.concat([tree, buffer(25)]), CkptV23, 4096);
  });

  test("of many structs are shown by the first of them", () => {
    expect(textOf(Buffer.concat([tree, buffer(24 * 20)]))).toMatch(/^ {2}tasks\[16\.\.19\] +4 more$/m);
  });

  test("too large to be held are told of", () => {
    const followers = new FollowerTracker();
    const frames = framesOf(family, Buffer.concat([tree, buffer(24)]), 4096, { wholeUpTo: 16 });
    const texts = frames.map((frame) => describeFrame(family, frame, followers.next(family, frame)));
    expect(texts[1]).toMatchObject({ follower: { name: "tasks" }, size: 32 });
  });

  function textOf(bytes: Uint8Array): string {
    const followers = new FollowerTracker();
    const frames = framesOf(family, bytes, 4096);
    return frames
      .flatMap((frame) => describeFrame(family, frame, followers.next(family, frame)) ?? [])
      .map((one) => formatDescription(one))
      .join("");
  }
});

test("a list of structs is shown in place of the bytes, behind the record's other fields", () => {
  const chunk = kinds.encode({ $name: "kind_chunk", serial: 1, flags: 2, data: Uint8Array.of(7, 3, 8, 4) });
  const followers = new FollowerTracker();
  const shown = framesOf(kinds, Buffer.concat([kinds.encode({ $name: "kind_tree" }), chunk]), 4096).map((frame) =>
    describeFrame(kinds, frame, followers.next(kinds, frame)),
  );
  expect(shown[1]?.rows.map(({ path, value }) => `${path} ${value}`)).toEqual([
    ...["serial 1", "flags 2"],
    ...["entries[0].sign 7", "entries[0].value 3", "entries[1].sign 8", "entries[1].value 4"],
  ]);
});

test("a million bytes of unknown records are described in no time", () => {
  const image = Buffer.from("4d00000009000000ff".repeat(110_000), "hex");
  const followers = new FollowerTracker();
  const started = performance.now();
  for (const frame of framesOf(CkptV23, image, 65_536)) describeFrame(CkptV23, frame, followers.next(CkptV23, frame));
  expect(performance.now() - started).toBeLessThan(10_000);
});

test("no image makes the wait for announced records longer and longer", () => {
  const looped = dynamicFamily(
    family("looped", {
      ...{ header: struct("loop_hdr", { fields: { type: u16, len: u16 } }), member: "hdr", type: "type" },
      ...{ length: { field: "len" }, byteOrder: "little" as const },
      records: [
        record("outer", {
          type: 1,
          followers: ["inner", "text"].map((name) => ({ name, record: name, as: "text" as const })),
          fields: {},
        }),
        record("inner", { type: 2, followers: [{ name: "outer", record: "outer", as: "text" }], fields: {} }),
        record("text", { type: 3, fields: { data: bytes() } }),
      ],
    }),
  );
  const followers = new FollowerTracker();
  const next = ($name: string) =>
    followers.next(looped, { kind: "record", bytes: looped.encode({ $name, data: new Uint8Array(0) }) })?.name;
  for (let i = 0; i < 100; i++)
    expect([next("outer"), next("inner")]).toEqual([i === 0 ? undefined : "outer", "inner"]);
  const found = Array.from({ length: 100 }, () => next("text"));
  expect(found.filter((name) => name === "text")).toHaveLength(63);
});

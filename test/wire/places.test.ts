import { expect, test } from "vitest";
import {
  anonymous,
  anonymousUnion,
  array,
  bits,
  nested,
  padding,
  struct,
  u8,
  u16,
  u32,
  union,
} from "../../schema/dsl/index.ts";
import { abis, layOut } from "../../src/layout/index.ts";
import { findField } from "../../src/wire/places.ts";

const layout = layOut(
  struct("s", {
    fields: {
      a: u8,
      b: u32,
      bit: bits(u8, 3),
      "": padding(u8, 5),
      s: nested({ x: u16, a: u16, t: nested({ y: u8, z: u8 }) }),
      u: union({ p: u32, q: nested({ r: u16, w: u16 }) }),
      list: array(nested({ e: u8 }), 2),
      one: anonymous({ c: u8, two: anonymousUnion({ d: u16, f: nested({ g: u8, h: u8 }) }) }),
      last: u8,
    },
  }),
  abis.x86_64,
);

test.each<[path: string, offset: number | undefined]>([
  ["a", 0],
  ["b", 4],
  ["bit", 8],
  ["s", 10],
  ["s.x", 10],
  ["s.a", 12],
  ["s.t.y", 14],
  ["s.t.z", 15],
  ["u", 16],
  ["u.p", 16],
  ["u.q.w", 18],
  ["c", 22],
  ["d", 24],
  ["f.h", 25],
  ["last", 26],
  ["x", undefined],
  ["s.y", undefined],
  ["s.t.y.y", undefined],
  ["a.x", undefined],
  ["list.e", undefined],
  ["one.c", undefined],
  ["w", undefined],
])("%s at %s", (path, offset) => {
  const found = findField(layout, path.split("."));
  expect(found?.offset).toBe(offset);
  if (found !== undefined) expect(found.field.name).toBe(path.split(".").at(-1));
});

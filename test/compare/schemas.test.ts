import { expect, test } from "vitest";
import { layOutSchema } from "../../codegen/lay-out-schema.ts";
import * as ckpt from "../../schema/ckpt/index.ts";
import {
  anonymous,
  anonymousUnion,
  array,
  bits,
  char,
  type FamilyDefinition,
  type Fields,
  nested,
  struct,
  u8,
  u16,
  u32,
  u64,
  union,
} from "../../schema/dsl/index.ts";
import * as netlink from "../../schema/netlink/index.ts";
import { structsOf } from "../../src/cli/bytewright/laid-out.ts";
import { compareSchemas } from "../../src/compare/index.ts";

/** What is told of a struct whose fields change. */
function told(old: Fields, now: Fields): string[] {
  const laidOut = (fields: Fields) => {
    const schema = layOutSchema({ families: [], structs: [struct("s", { fields })], enumerations: [] });
    return { ...schema, structs: structsOf(schema) };
  };
  return compareSchemas(laidOut(old), laidOut(now)).map(({ type, field, text }) => `${type}.${field}: ${text}`);
}

test("fields are told by their paths, wherever they are", () => {
  const inside = (fields: Fields) => ({ a: u8, in: nested(fields), list: array(nested(fields), 2) });
  expect(told(inside({ x: u16, y: u16 }), inside({ y: u16, x: u16 }))).toEqual([
    "s.in.y: stands at byte 0, before at byte 2",
    "s.in.x: stands at byte 2, before at byte 0",
    "s.list[].y: stands at byte 0, before at byte 2",
    "s.list[].x: stands at byte 2, before at byte 0",
  ]);
});

test("a struct that moves as a whole is told once", () => {
  const inner = nested({ x: u16, y: u16 });
  expect(told({ a: u16, in: inner, b: u32 }, { in: inner, a: u16, b: u32 })).toEqual([
    "s.in: stands at byte 0, before at byte 2",
    "s.a: stands at byte 4, before at byte 0",
  ]);
});

test("members without a name are among those around them", () => {
  const old = { kind: u8, _1: anonymous({ x: u16 }), _2: anonymousUnion({ n: u32, b: array(u8, 4) }) };
  const now = { kind: u8, _1: anonymous({ x: u16 }), _2: anonymousUnion({ n: u32, m: u16, b: array(u8, 4) }) };
  expect(told(old, now)).toEqual(["s.m: is new, at byte 4"]);
});

test("a member of a union more changes nothing but what there is; a larger one moves what follows", () => {
  const old = { u: union({ n: u32 }), z: u8 };
  expect(told(old, { u: union({ n: u32, b: u8 }), z: u8 })).toEqual(["s.u.b: is new, at byte 0"]);
  expect(told(old, { u: union({ n: u32, q: u64 }), z: u8 })).toEqual([
    "s.: takes 16 bytes, before 8 bytes",
    "s.u: takes 8 bytes, before 4 bytes",
    "s.u.q: is new, at byte 0",
    "s.z: stands at byte 8, before at byte 4",
  ]);
});

test("bits and text are told in their own words", () => {
  expect(
    told(
      { a: bits(u16, 3), b: bits(u16, 4), c: array(char, 4) },
      { a: bits(u16, 4), b: bits(u16, 4), c: array(u8, 4) },
    ),
  ).toEqual([
    "s.a: takes 4 bits, before 3 bits",
    "s.b: stands at bit 4 of byte 0, before at bit 3 of byte 0",
    "s.c: is an array of 1 bytes, each an integer, before text",
    "s.c: holds in values number[], before string",
  ]);
});

test("a schema is the same as itself", () => {
  for (const { families } of [{ families: [ckpt.ckpt] }, { families: [netlink.netlink as FamilyDefinition] }]) {
    const one = () => {
      const schema = layOutSchema({ families: families as FamilyDefinition[], structs: [], enumerations: [] });
      return { ...schema, structs: structsOf(schema) };
    };
    expect(compareSchemas(one(), one())).toEqual([]);
  }
});

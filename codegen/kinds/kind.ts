import type { FieldType } from "../../src/wire/index.ts";
import type { Encoder } from "../emit/encoder.ts";
import type { Scope } from "../emit/scope.ts";

/** Where something is read, as text: `offset` bytes from `base` on. */
export interface Place {
  readonly base: string;
  readonly offset: number;
  /** the accessors, the bytes, and whether they are little-endian */
  readonly v: string;
  readonly bytes: string;
  readonly le: string;
}

/** The text that generated modules have for a kind of field. `name` is what it is called if it has no name of its own. */
export interface KindText<T> {
  /** The TypeScript type of its value or, with `init`, of what may be given for it. */
  type(type: T, name: string, scope: Scope, init: boolean): string;
  /** What makes its layout: see `MemberData` of the runtime. */
  layout(type: T, name: string, scope: Scope): string;
  /** The expression that reads its value; `tag` reads what tells of a tagged union which member is meant. */
  load(type: T, place: Place, name: string, scope: Scope, tag?: string): string;
  /** What encoding takes: `x`, which is checked and stored at `offset`. */
  take(type: T, x: string, offset: number, encoder: Encoder, name: string): void;
  /** What a view gives, where that is no copy, and its type. */
  look?(type: T, place: Place, name: string, scope: Scope, tag?: string): Look;
  /** Conditions that are true of bytes that no value has; `unknown` where they are no simple expressions. */
  wrong?(type: T, place: Place, scope: Scope): readonly string[] | "unknown";
  /** Of a kind that is a number: the runtime's function that tells whether a value is none, and the store of one. */
  not?(type: T, x: string, scope: Scope): string;
  store?(type: T, x: string, place: Place, scope: Scope): string;
  /** What its value is in JavaScript, if that is neither text nor an object. */
  primitive?(type: T): Primitive;
  /** kinds inside it */
  inside?(type: T): readonly FieldType[];
}

export type Primitive = "number" | "bigint" | "boolean";

/** The text for a kind as a bit field. `place` is what the runtime's functions for bits take first: `v, p + 4, 3, 5`. */
export interface BitsText<T> {
  load(type: T, place: string, le: string, scope: Scope): string;
  not(type: T, width: number, x: string, scope: Scope): string;
  store(type: T, place: string, x: string, le: string, scope: Scope): string;
}

export interface Look {
  readonly type: string;
  readonly code: string;
}

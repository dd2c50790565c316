import type { Encoder } from "../emit/encoder.ts";
import type { Scope, TypeText } from "../emit/scope.ts";

export type { Look, Place, Primitive } from "../emit/scope.ts";

/** The text that generated modules have for a kind of field. */
export type KindText<T> = TypeText<T, Encoder>;

/** The text for a kind as a bit field. `place` is what the runtime's functions for bits take first: `v, p + 4, 3, 5`. */
export interface BitsText<T> {
  load(type: T, place: string, le: string, scope: Scope): string;
  not(type: T, width: number, x: string, scope: Scope): string;
  store(type: T, place: string, x: string, le: string, scope: Scope): string;
}

import type { Encoder } from "../emit/encoder.ts";
import type { TypeText } from "../emit/scope.ts";

/** The text that generated modules have for a kind of field. */
export type KindText<T> = TypeText<T, Encoder>;

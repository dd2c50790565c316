import type { Abi } from "../abi.ts";
import type { Around, Measured, Place } from "../kinds/rules.ts";
import { placeByPosition } from "./by-position.ts";
import { placeInMicrosoft } from "./microsoft.ts";
import { placeInSystemV } from "./system-v.ts";

/** A bit field: its width in bits, and what is said of it. */
export interface BitField {
  readonly width: number;
  readonly unnamed: boolean;
  /** what it is of */
  readonly base: Measured;
  /** what `aligned` asks for, in bytes */
  readonly align: number | undefined;
}

export type PlaceBits = (field: BitField, around: Around, abi: Abi) => Place;

/** Where bit fields go, by the rule that an ABI names. */
export const bitFieldRules: { readonly [rule in Abi["bitFields"]]: PlaceBits } = {
  "system-v": placeInSystemV,
  "by-position": placeByPosition,
  mingw: placeInMicrosoft,
  msvc: placeInMicrosoft,
};

import type { Abi } from "../abi.ts";
import type { PlaceBits } from "./bit-field.ts";
import { placeByPosition } from "./by-position.ts";
import { placeInMicrosoft } from "./microsoft.ts";
import { placeInSystemV } from "./system-v.ts";

/** Where bit fields go, by the rule that an ABI names. */
export const bitFieldRules: { readonly [rule in Abi["bitFields"]]: PlaceBits } = {
  "system-v": placeInSystemV,
  "by-position": placeByPosition,
  mingw: placeInMicrosoft,
  msvc: placeInMicrosoft,
};

import type { Abi } from "../abi.ts";
import type { Around, Measured, Place } from "../kinds/rules.ts";

/** A bit field: its width in bits, and what is said of it. */
export interface BitField {
  readonly width: number;
  readonly unnamed: boolean;
  /** what it is of */
  readonly base: Measured;
  /** what `aligned` asks for, in bytes */
  readonly align: number | undefined;
}

/** Where a bit field goes. */
export type PlaceBits = (field: BitField, around: Around, abi: Abi) => Place;

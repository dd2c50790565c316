import type { Fault } from "../errors.ts";
import type { InnerCodec, InnerFamily, Layout, PartLayout } from "../layout.ts";

/** A part where it stands. */
export interface PlacedPart {
  readonly part: PartLayout;
  readonly at: number;
  /** of a flexible array */
  readonly elements: number;
  /** behind its last byte, without what aligns the next part */
  readonly end: number;
  readonly next: number;
  readonly list?: RecordList;
}

/** Where a record and its parts stand, as far as its bytes tell. */
export interface Extent {
  /** as it was when it was so long */
  readonly layout: Layout;
  readonly parts: readonly PlacedPart[];
  /** behind all that is known of it */
  readonly known: number;
  readonly end: number;
  readonly fault?: Fault | undefined;
}

/** A record of a list, as its family frames it. */
export interface ListedRecord {
  readonly at: number;
  end: number;
  /** undefined of an unknown one */
  readonly codec: InnerCodec | undefined;
  /** of one with parts, once it has been looked at */
  extent: Extent | undefined;
}

/** The records of a list, as far as they can be told apart. */
export interface RecordList {
  readonly family: InnerFamily;
  readonly records: readonly ListedRecord[];
  /** in how many records they are */
  readonly level: number;
  /** where the last one ends, without what aligns another one */
  readonly end: number;
  readonly fault?: Fault | undefined;
}

import { typeUnits } from "../containers/container.ts";
import type { Reader } from "../reader.ts";
import type { Abbreviation } from "./abbreviations.ts";
import { At, UnitType } from "./constants.ts";
import type { Debug } from "./debug.ts";
import { readLength } from "./file-names.ts";
import { type Context, readForm, skipForm, type Value } from "./forms.ts";

/** An entry (DIE): what it is, its attributes by number, and where its children begin. */
export interface Entry {
  readonly at: number;
  readonly tag: number;
  readonly hasChildren: boolean;
  readonly values: ReadonlyMap<number, Value>;
}

/** A unit of `.debug_info`: mostly what one source file was compiled to. */
export class Unit implements Context {
  readonly debug: Debug;
  readonly start: number;
  readonly end: number;
  readonly version: number;
  readonly kind: number;
  readonly offsetSize: 4 | 8;
  readonly addressSize: number;
  /** where its first entry is, which stands for the unit */
  readonly first: number;
  readonly #abbreviations: ReadonlyMap<number, Abbreviation>;
  #textsAt: number;
  #root: Entry | undefined;

  constructor(debug: Debug, start: number) {
    this.debug = debug;
    this.start = start;
    const reader = debug.info.elsewhere(start);
    const { end, offsetSize } = readLength(reader);
    this.end = end;
    this.offsetSize = offsetSize;
    this.version = reader.u16();
    if (this.version < 2 || this.version > 5) reader.fail(`DWARF ${this.version} is not known, 2 to 5 are`, start);
    const isOld = this.version < 5;
    this.kind = isOld ? UnitType.compile : reader.u8();
    let abbreviationsAt = isOld ? reader.offset(offsetSize) : 0;
    this.addressSize = reader.u8();
    if (![2, 4, 8].includes(this.addressSize)) reader.fail(`addresses of ${this.addressSize} bytes are not known`);
    if (!isOld) abbreviationsAt = reader.offset(offsetSize);
    if (this.kind === UnitType.skeleton || this.kind === UnitType.splitCompile) reader.skip(8);
    if (this.kind === UnitType.type || this.kind === UnitType.splitType) reader.fail(typeUnits, start);
    this.first = reader.at;
    this.#textsAt = isOld ? 0 : 2 * offsetSize;
    this.#abbreviations = debug.abbreviations(abbreviationsAt, this);
  }

  /** The attributes of the unit itself. Where its texts are told from must be known before they are read. */
  get root(): Entry {
    if (this.#root !== undefined) return this.#root;
    const reader = this.#at(this.first);
    for (const { name, form } of this.#abbreviation(reader)?.attributes ?? []) {
      if (name !== At.stringsBase || this.debug.isSplit) skipForm(reader, this, form);
      else this.#textsAt = reader.offset(this.offsetSize);
    }
    this.#root = this.entry(this.first);
    return this.#root;
  }

  /** The file of source that has a number here. */
  fileName(number: number): string | undefined {
    const at = this.root.values.get(At.stmtList);
    return typeof at === "number" ? this.debug.fileNames(at, this)[number] : undefined;
  }

  #at(at: number): Reader {
    if (at >= this.first && at <= this.end) return this.debug.info.elsewhere(at, this.end);
    return this.debug.info.fail(`a reference to 0x${at.toString(16)} is to no entry`, this.start);
  }

  /** The shape of the entry that comes next; undefined at the end of a list of children. */
  #abbreviation(reader: Reader): Abbreviation | undefined {
    const { at } = reader;
    const code = reader.count();
    if (code === 0) return undefined;
    return this.#abbreviations.get(code) ?? reader.fail(`abbreviation ${code} is not there`, at);
  }

  /** Moves behind an entry's attributes, and tells where the next one beside it is, where that is told. */
  #skip(reader: Reader, { attributes, hasChildren, size }: Abbreviation): number | undefined {
    if (size !== undefined && !hasChildren) {
      reader.skip(size);
      return undefined;
    }
    let sibling: number | undefined;
    for (const attribute of attributes) {
      if (attribute.name !== At.sibling) skipForm(reader, this, attribute.form);
      else sibling = Number(readForm(reader, this, attribute.form, attribute.implied));
    }
    return sibling !== undefined && sibling > reader.at && sibling <= this.end ? sibling : undefined;
  }

  entry(at: number): Entry {
    const reader = this.#at(at);
    const abbreviation = this.#abbreviation(reader) ?? reader.fail("no entry is here", at);
    return this.#read(reader, at, abbreviation);
  }

  #read(reader: Reader, at: number, { tag, hasChildren, attributes }: Abbreviation): Entry {
    const values = new Map(
      attributes.map(({ name, form, implied }) => [name, readForm(reader, this, form, implied)] as const),
    );
    this.debug.spend(reader.at - at + attributes.length);
    return { at, tag, hasChildren, values };
  }

  /** The children of an entry of these kinds; the others, and what is below any, are passed over. */
  *children(parent: Entry, wanted: ReadonlySet<number>): Iterable<Entry> {
    if (!parent.hasChildren) return;
    const reader = this.#at(parent.at);
    this.#skip(reader, this.#abbreviation(reader) as Abbreviation);
    // Below the children, entries are only passed.
    for (let depth = 1; depth > 0 && reader.at < this.end; ) {
      const { at } = reader;
      const abbreviation = this.#abbreviation(reader);
      if (abbreviation === undefined) {
        depth--;
        continue;
      }
      if (depth === 1 && wanted.has(abbreviation.tag)) yield this.#read(this.#at(reader.at), at, abbreviation);
      const sibling = this.#skip(reader, abbreviation);
      if (sibling !== undefined) reader.at = sibling;
      else if (abbreviation.hasChildren) depth++;
      this.debug.spend(reader.at - at);
    }
  }

  /** The text of a number: `.debug_str_offsets` tells where it is in `.debug_str`. */
  indexedText(index: number): string {
    const at = this.#textsAt + index * this.offsetSize;
    return this.debug.text("str", this.debug.strOffsets.elsewhere(at).offset(this.offsetSize));
  }
}

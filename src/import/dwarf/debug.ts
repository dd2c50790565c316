import { type Container, concatenate } from "../containers/container.ts";
import { ImportError } from "../import-error.ts";
import { Reader, textAt, type Whole } from "../reader.ts";
import { type Abbreviation, readAbbreviations } from "./abbreviations.ts";
import { readFileNames } from "./file-names.ts";
import type { Context } from "./forms.ts";

/** Sections that entries refer to, by the names that split files (`.dwo`) have behind theirs, or not. */
const names = { abbrev: ".debug_abbrev", str: ".debug_str", lineStr: ".debug_line_str", line: ".debug_line" };
type Named = keyof typeof names;

/** The debugging sections of a file, and what is read from them more than once. */
export class Debug {
  readonly isLittle: boolean;
  /** of a split file, which has what the units of another leave out */
  readonly isSplit: boolean;
  /** `.debug_info`, and behind it `.debug_types` of DWARF 4: places in it are what references are */
  readonly info: Uint8Array;
  readonly typesAt: number;
  readonly strOffsets: Uint8Array;
  /** where the types of type units are, by signature */
  readonly signatures: Map<Whole, number> = new Map();
  readonly #sections: { readonly [name in Named]: Uint8Array };
  readonly #texts: Map<string, string> = new Map();
  readonly #abbreviations: Map<string, Map<number, Abbreviation>> = new Map();
  readonly #files: Map<number, readonly string[]> = new Map();
  #left: number;

  constructor({ sections, isLittle }: Container) {
    this.isSplit = sections.has(".debug_info.dwo");
    const bytes = (name: string) => sections.get(this.isSplit ? `${name}.dwo` : name)?.bytes() ?? new Uint8Array();
    this.isLittle = isLittle;
    const info = bytes(".debug_info");
    this.typesAt = info.length;
    this.info = concatenate([info, bytes(".debug_types")]);
    this.strOffsets = bytes(".debug_str_offsets");
    this.#sections = {
      abbrev: bytes(names.abbrev),
      str: bytes(names.str),
      lineStr: bytes(names.lineStr),
      line: bytes(names.line),
    };
    const all = [this.info, ...Object.values(this.#sections)];
    this.#left = 2 ** 20 + 16 * all.reduce((sum, { length }) => sum + length, 0);
  }

  reader(at: number, end?: number): Reader {
    return new Reader(".debug_info", this.info, this.isLittle, at, end);
  }

  /**
   * Counts bytes that are read. What refers to the same bytes again and again makes small files take long: no compiler
   * writes any whose parts are read so often.
   */
  spend(bytes: number): void {
    this.#left -= bytes;
    if (this.#left < 0) throw new ImportError("the debugging information refers to the same bytes too often");
  }

  text(of: "str" | "lineStr", at: number): string {
    const key = `${of} ${at}`;
    const known = this.#texts.get(key);
    if (known !== undefined) return known;
    const text = textAt(names[of], this.#sections[of], at);
    this.spend(text.length);
    this.#texts.set(key, text);
    return text;
  }

  typeOf(signature: Whole, reader: Reader): number {
    return this.signatures.get(signature) ?? reader.fail(`the type of signature ${signature} is not in this file`);
  }

  abbreviations(at: number, unit: Context): Map<number, Abbreviation> {
    return once(this.#abbreviations, `${at} ${unit.version} ${unit.offsetSize} ${unit.addressSize}`, () => {
      const reader = new Reader(names.abbrev, this.#sections.abbrev, this.isLittle, at);
      const made = readAbbreviations(reader, unit);
      this.spend(reader.at - at);
      return made;
    });
  }

  /** Names of source files by the numbers that entries have for them. */
  fileNames(at: number, unit: Context): readonly string[] {
    return once(this.#files, at, () => {
      const reader = new Reader(names.line, this.#sections.line, this.isLittle, at);
      const made = readFileNames(reader, unit);
      this.spend(reader.at - at);
      return made;
    });
  }
}

function once<K, T>(known: Map<K, T>, key: K, make: () => T): T {
  let made = known.get(key);
  if (made === undefined) {
    made = make();
    known.set(key, made);
  }
  return made;
}

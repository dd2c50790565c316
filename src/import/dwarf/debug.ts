import type { Container } from "../containers/container.ts";
import { ImportError } from "../import-error.ts";
import { Reader } from "../reader.ts";
import { type Abbreviation, readAbbreviations } from "./abbreviations.ts";
import { readFileNames } from "./file-names.ts";
import type { Context } from "./forms.ts";

/** The debugging sections of a file, and what is read from them more than once. */
export class Debug {
  /** of a split file, which has what the units of another leave out */
  readonly isSplit: boolean;
  /** places in it are what references are */
  readonly info: Reader;
  readonly strOffsets: Reader;
  readonly #texts: { readonly str: Reader; readonly lineStr: Reader };
  readonly #abbrev: Reader;
  readonly #line: Reader;
  readonly #known = { str: new Map<number, string>(), lineStr: new Map<number, string>() };
  readonly #abbreviations: Map<string, Map<number, Abbreviation>> = new Map();
  readonly #files: Map<number, readonly string[]> = new Map();
  #left: number;

  constructor({ sections, isLittle }: Container) {
    this.isSplit = sections.has(".debug_info.dwo");
    const bytes = (name: string) => sections.get(this.isSplit ? `${name}.dwo` : name)?.bytes();
    const reader = (name: string) => new Reader(name, bytes(name) ?? new Uint8Array(), isLittle);
    this.info = reader(".debug_info");
    this.strOffsets = reader(".debug_str_offsets");
    this.#texts = { str: reader(".debug_str"), lineStr: reader(".debug_line_str") };
    this.#abbrev = reader(".debug_abbrev");
    this.#line = reader(".debug_line");
    const all = [this.info, this.#abbrev, this.#line, ...Object.values(this.#texts)];
    const size = all.reduce((sum, { end }) => sum + end, 0);
    this.#left = 2 ** 20 + 16 * size;
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
    return once(this.#known[of], at, () => {
      const text = this.#texts[of].textAt(at);
      this.spend(text.length);
      return text;
    });
  }

  abbreviations(at: number, unit: Context): Map<number, Abbreviation> {
    return once(this.#abbreviations, `${at} ${unit.version} ${unit.offsetSize} ${unit.addressSize}`, () => {
      const reader = this.#abbrev.elsewhere(at);
      const made = readAbbreviations(reader, unit);
      this.spend(reader.at - at);
      return made;
    });
  }

  /** Names of source files by the numbers that entries have for them. */
  fileNames(at: number, unit: Context): readonly string[] {
    return once(this.#files, at, () => {
      const reader = this.#line.elsewhere(at);
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

import type { BitsLayout, FieldType } from "../../src/wire/index.ts";
import { indexName, plus } from "./names.ts";
import type { Place, Scope } from "./scope.ts";

/** A value that the function that stores gets from the one that checks. */
interface Parameter {
  readonly name: string;
  readonly type: string;
}

type Store = (place: Place) => string;

/** Of what is encoded inside something else: where it starts, in how many loops, and the names that are in use. */
interface Inside {
  readonly base?: string;
  readonly depth?: number;
  readonly names?: Set<string>;
}

/**
 * Collects what encoding a struct takes, in the order in which it must happen: everything of the value is read, once,
 * then checked, and only then written, when nothing of the caller's runs any more. Elements that are no numbers are
 * written one by one to where nobody sees them yet (`staged`), and copied from there.
 */
export class Encoder {
  readonly scope: Scope;
  /** the statement that refuses the value */
  readonly refuse: string;
  /** where the struct starts */
  readonly base: string;
  readonly index: string;
  readonly item: string;
  readonly depth: number;
  /** statements that read the value */
  readonly reads: string[] = [];
  /** the same, of what must not change any more before it is written */
  readonly lasts: string[] = [];
  /** conditions for the value to be refused */
  readonly checks: string[] = [];
  readonly parameters: Parameter[] = [];
  /** arrays of bytes that the value gives, and their sizes */
  readonly bytesGiven: (readonly [local: string, size: string])[] = [];
  /** the locals of fields in structs, by their paths */
  readonly paths: Map<string, string> = new Map();
  /** of what is taken, with a dot behind it */
  path: string = "";
  private readonly firsts: Store[] = [];
  private readonly stores: Store[] = [];
  private readonly puts: string[] = [];
  private readonly sizes: string[] = [];
  private readonly holes: { readonly offset: number; readonly size: number; readonly behind: boolean }[] = [];
  private readonly shared = new Set<number>();
  private readonly names: Set<string>;
  /** whether the bytes are written by more than their accessors */
  usesBytes: boolean = false;
  /** bytes of the record without its elements */
  end: number = Number.POSITIVE_INFINITY;
  /** where the elements of the flexible array start */
  start: number | undefined;
  /** the module, if it is another one, of the struct whose members are taken */
  file: string | undefined;
  /** what the codec knows of the header, as text */
  known: { readonly type?: string; readonly length?: string } = {};

  constructor(scope: Scope, refuse: string, inside: Inside = {}) {
    const { base = "p", depth = 0, names = new Set<string>() } = inside;
    this.scope = scope;
    this.refuse = refuse;
    this.base = base;
    this.depth = depth;
    this.index = indexName(depth - 1);
    this.item = depth === 1 ? "item" : `item${depth}`;
    this.names = names;
  }

  /** For an element of a list, which is written as soon as it is read. */
  forElement(): Encoder {
    const depth = this.depth + 1;
    const base = depth === 1 ? "q" : `q${depth}`;
    const inner = new Encoder(this.scope, this.refuse, { base, depth, names: this.names });
    inner.file = this.file;
    return inner;
  }

  /** Takes something of any kind. */
  take(type: FieldType, x: string, offset: number, name: string): void {
    this.scope.textOf(type).take(type, x, offset, this as never, name);
  }

  get staged(): boolean {
    return this.puts.length > 0;
  }

  /** A name for a local variable: the field's, if it is free. */
  local(prefix: string, name: string): string {
    let local = prefix + name;
    if (!/^[a-z_][a-z0-9_]*$/.test(local) || taken.has(local) || this.names.has(local)) local = `$${local}`;
    while (this.names.has(local)) local += "_";
    this.names.add(local);
    return local;
  }

  constant(name: string, value: string, statements: string[] = this.reads): string {
    statements.push(`const ${name} = ${value};`);
    return name;
  }

  /** Something that is stored at an offset. */
  store(x: string, type: string, store: (place: Place) => string, offset: number): void {
    if (/^\$?[A-Za-z_]/.test(x) && !this.parameters.some(({ name }) => name === x))
      this.parameters.push({ name: x, type });
    this.stores.push((place) => store({ ...place, offset: place.offset + offset }));
  }

  /** The same of what the codec knows. */
  storeKnown(store: (place: Place) => string, offset: number): void {
    this.stores.push((place) => store({ ...place, offset: place.offset + offset }));
  }

  /** Bytes, which may be a part of those that are written to: they are copied before anything else changes. */
  bytes(x: string, size: string, offset: number): void {
    this.bytesGiven.push([x, size]);
    const sized = `${this.scope.call("bytesSize")}(${x}) !== ${size}`;
    if (size !== "n") this.checks.push(sized);
    this.sizes.push(sized);
    this.parameters.push({ name: x, type: "Uint8Array" });
    const put = this.scope.call("putBytes");
    this.firsts.push(({ base }) => `${put}(to, ${plus(base, offset)}, ${x}, ${size});`);
    this.usesBytes = true;
  }

  /** Whether a local is an array of bytes that a value gives. */
  isBytes(local: string): boolean {
    return this.bytesGiven.some(([name]) => name === local);
  }

  /** The local for the field at a path, whose struct is taken member by member. */
  localAt(path: string): string {
    return this.paths.get(path) ?? path;
  }

  /** Takes what is in a field. */
  within(field: string, take: () => void): void {
    const before = this.path;
    this.path = `${before}${field}.`;
    take();
    this.path = before;
  }

  put(...statements: string[]): void {
    this.puts.push(...statements);
  }

  /** Bytes that are zero, as far as they are within the record: its last elements may lie in its last hole. */
  hole(offset: number, size: number): void {
    const behind = this.start !== undefined && offset >= this.start;
    const within = Math.min(size, this.end - offset);
    if (within > 0) this.holes.push({ offset, size: within, behind });
  }

  /** What a constant of another module is called, once it is imported. */
  from(name: string): string {
    return this.file === undefined ? name : this.scope.imports.from(this.file, name);
  }

  /** Takes the members of a struct whose constants another module has. */
  inModule(file: string | undefined, take: () => void): void {
    const before = this.file;
    this.file = file ?? before;
    this.scope.module = this.file;
    take();
    this.file = before;
    this.scope.module = before;
  }

  /** The text for whether bytes are little-endian, where the value is read. */
  get le(): string {
    return this.depth === 0 ? "this.le" : "le";
  }

  clearBits(offset: number, type: FieldType): void {
    if (type.kind === "bits") this.clear(offset, type);
  }

  /** Bytes that are put together of bit fields: each of them leaves the others as they are. */
  clear(offset: number, { at, width }: Pick<BitsLayout, "at" | "width">): void {
    for (let i = Math.floor(at / 8); i < Math.ceil((at + width) / 8); i++) this.shared.add(offset + i);
  }

  /** Conditions in rows of a readable length, and what then happens. */
  refusal(checks: readonly string[] = this.checks): string[] {
    if (checks.length === 0) return [];
    const rows: string[] = [];
    for (const check of checks) {
      const row = rows.at(-1);
      if (row !== undefined && row.length + check.length < 110) rows[rows.length - 1] = `${row} || ${check}`;
      else rows.push(check);
    }
    if (rows.length === 1) return [`if (${rows[0]}) ${this.refuse}`];
    return ["if (", ...rows.map((row, i) => `  ${row}${i < rows.length - 1 ? " ||" : ""}`), `) ${this.refuse}`];
  }

  /** All that is stored, with `place` as the start; `size` bytes of elements are behind it. */
  body(place: Place, elements: string, zeroed: boolean): string[] {
    const all = [...this.firsts.map((store) => store(place))];
    if (!zeroed) {
      for (const offset of [...this.shared].sort((a, b) => a - b)) all.push(...zeros(place, offset, 1, ""));
      for (const { offset, size, behind } of this.holes) {
        all.push(...zeros(place, offset, size, behind ? elements : ""));
      }
    }
    all.push(...this.stores.map((store) => store(place)));
    return all;
  }

  /** Whether several arrays of bytes are given: the second might be where the first was written. */
  get copiesBytes(): boolean {
    return this.firsts.length > 1;
  }

  /** Statements that read, check and write an element in zeroed bytes that nobody sees yet. */
  statements(): string[] {
    const place: Place = { base: this.base, offset: 0, v: "v", bytes: "to", le: "le" };
    return [...this.reads, ...this.lasts, ...this.refusal(), ...this.staging(), ...this.body(place, "", true)];
  }

  /** What is written at once; then the sizes of bytes are asked for again, since code of the caller has run. */
  staging(): string[] {
    return this.staged ? [...this.puts, ...this.refusal(this.sizes)] : [];
  }
}

/** Statements that clear some bytes. */
function zeros({ base, v, le }: Place, offset: number, size: number, elements: string): string[] {
  const at = (place: number) => plus(base, place) + (elements === "" ? "" : ` + ${elements}`);
  if (size > 16) return [`to.fill(0, ${at(offset)}, ${at(offset + size)}); // padding`];
  const statements: string[] = [];
  for (let done = 0; done < size; ) {
    const step = size - done >= 4 ? 4 : size - done >= 2 ? 2 : 1;
    statements.push(`${v}.setUint${step * 8}(${at(offset + done)}, 0${step === 1 ? "" : `, ${le}`}); // padding`);
    done += step;
  }
  return statements;
}

/** What else is in scope where a value is encoded, and words that JavaScript keeps for itself. */
const taken: ReadonlySet<string> = new Set(
  `v p q le at bytes to n i j k l m item value layout write staged room stage unstage tag
  this await break case catch class const continue debugger default delete do else enum export extends false finally
  for function if implements import in instanceof interface let new null package private protected public return static
  super switch throw true try typeof var void while with yield eval arguments undefined pair single struct union text
  bits char bytes array integer float enumerated flagged`.split(/\s+/),
);

import type { BitsLayout, FieldLayout, FieldType } from "../../src/wire/index.ts";
import type { Place, Scope, TypeText } from "./scope.ts";
import { indexName, plus, rowsOf } from "./text.ts";

/** The text that generated modules have for a kind of field. */
export type KindText<K extends FieldType["kind"]> = TypeText<Extract<FieldType, { readonly kind: K }>, Encoder>;

/** An array of bytes that the value gives: it may be a part of those that are written to, and is copied first. */
interface BytesGiven {
  readonly local: string;
  readonly size: string;
  readonly offset: number;
  /** the condition for it to have another size by now */
  readonly isResized: string;
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
  /** in how many loops it is */
  readonly depth: number;
  /** where the struct starts */
  readonly base: string;
  readonly index: string;
  readonly item: string;
  /** statements that read the value */
  readonly reads: string[] = [];
  /** the same, of what must not change any more before it is written */
  readonly lasts: string[] = [];
  /** conditions for the value to be refused */
  readonly checks: string[] = [];
  /** values that the function that stores gets from the one that checks */
  readonly parameters: { readonly name: string; readonly type: string }[] = [];
  readonly bytesGiven: BytesGiven[] = [];
  /** statements that write elements */
  readonly puts: string[] = [];
  /** bytes of the record without its elements */
  end: number = Number.POSITIVE_INFINITY;
  /** where the elements of the flexible array start */
  start: number | undefined;
  /** what the codec knows of the header, as text */
  known: { readonly [derived in NonNullable<FieldLayout["derived"]>]?: string | undefined } = {};
  /** of what is taken, with a dot behind it */
  private path: string;
  /** the locals of fields, by their paths */
  private readonly locals = new Map<string, string>();
  private readonly stores: string[] = [];
  private readonly holes: { readonly offset: number; readonly size: number; readonly isBehind: boolean }[] = [];
  /** bytes that are put together of bit fields: each of them leaves the others as they are */
  private readonly shared = new Set<number>();
  private readonly names: Set<string>;
  private checksInPlace = 0;

  /** `list` is what encodes the list around an element. */
  constructor(scope: Scope, refuse: string, depth: number = 0, list?: Encoder) {
    const number = depth === 1 ? "" : depth;
    this.scope = scope;
    this.refuse = refuse;
    this.depth = depth;
    this.base = list === undefined ? "p" : `q${number}`;
    this.index = indexName(depth - 1);
    this.item = `item${number}`;
    this.path = list === undefined ? "" : `${this.item}.`;
    this.names = list?.names ?? new Set();
  }

  /** For an element of a list, which is written as soon as it is read. */
  forElement(): Encoder {
    return new Encoder(this.scope, this.refuse, this.depth + 1, this);
  }

  /** Takes something of any kind. */
  take(type: FieldType, x: string, offset: number, name: string): void {
    const { take, scalar } = this.scope.textOf(type);
    if (take !== undefined) {
      take(type, x, offset, this as never, name);
      return;
    }
    this.checks.push(this.inPlace(scalar!.notInPlace?.(type, x)) ?? scalar!.not(type, x, this.scope));
    this.parameters.push({ name: x, type: scalar!.primitive(type, this.scope) });
    this.storeKnown(type, x, offset);
  }

  /**
   * A check in place of a call, for the first fields: no function of more than 460 bytes of bytecode is inlined, of which
   * a field takes some 33, and such a check 23 more.
   */
  private inPlace(check: string | undefined): string | undefined {
    if (check === undefined || this.parameters.length + this.checksInPlace >= 9) return undefined;
    this.checksInPlace++;
    return check;
  }

  get staged(): boolean {
    return this.puts.length > 0;
  }

  /** What names of locals begin with. */
  get prefix(): string {
    return this.path.replaceAll(".", "_");
  }

  /** A name for a field's local variable: the field's, if it is free. */
  declare(field: string, prefix: string = this.prefix): string {
    const local = this.localNamed(prefix + field);
    this.locals.set(this.path + field, local);
    return local;
  }

  /** A name for a local variable: this one, if it is free. */
  localNamed(name: string): string {
    let local = /^\$?[a-z_][a-z0-9_]*$/.test(name) && !taken.has(name) && !this.names.has(name) ? name : `$${name}`;
    while (this.names.has(local)) local += "_";
    this.names.add(local);
    return local;
  }

  /** The local for the field at a path, whose struct is taken member by member. */
  localOf(path: string): string {
    return this.locals.get(this.path + path) ?? path;
  }

  /** Takes what is in a field. */
  within(field: string, take: () => void): void {
    const before = this.path;
    this.path = `${before}${field}.`;
    take();
    this.path = before;
  }

  /** Where something is stored. */
  at(offset: number): Place {
    return { base: this.base, offset, v: "v", bytes: "to", le: "le" };
  }

  /** Something of the value that a statement stores. */
  store(local: string, type: string, statement: string): void {
    this.parameters.push({ name: local, type });
    this.stores.push(statement);
  }

  /** A scalar that the function that stores knows, if the codec knows it. */
  storeKnown(type: FieldType, x: string | undefined, offset: number): void {
    if (type.kind === "bits") this.clear(offset, type);
    if (x === undefined) return;
    this.stores.push(this.scope.textOf(type).scalar!.store(type, x, this.at(offset), this.scope));
  }

  takeBytes(local: string, size: string, offset: number): void {
    const isResized = `${this.scope.call("bytesSize")}(${local}) !== ${size}`;
    if (size !== "n") this.checks.push(isResized);
    this.parameters.push({ name: local, type: "Uint8Array" });
    this.bytesGiven.push({ local, size, offset, isResized });
  }

  /** Bytes that are zero, as far as they are within the record: its last elements may lie in its last hole. */
  hole(offset: number, size: number): void {
    const isBehind = this.start !== undefined && offset >= this.start;
    const within = Math.min(size, this.end - offset);
    if (within > 0) this.holes.push({ offset, size: within, isBehind });
  }

  /** Bits that are zero. */
  clear(offset: number, { at, width }: Pick<BitsLayout, "at" | "width">): void {
    for (let i = Math.floor(at / 8); i < Math.ceil((at + width) / 8); i++) this.shared.add(offset + i);
  }

  /** The text for whether bytes are little-endian, where the value is read. */
  get le(): string {
    return this.depth === 0 ? "this.le" : "le";
  }

  /** Statements that read and check. */
  checking(): string[] {
    return [...this.reads, ...this.lasts, ...this.refusal(this.checks)];
  }

  private refusal(checks: readonly string[]): string[] {
    const rows = rowsOf(checks, " || ", 110);
    if (rows.length === 0) return [];
    if (rows.length === 1) return [`if (${rows[0]}) ${this.refuse}`];
    return ["if (", ...rows.map((row, i) => `  ${row}${i < rows.length - 1 ? " ||" : ""}`), `) ${this.refuse}`];
  }

  /** What is written at once; then the sizes of bytes are asked for again, since code of the caller has run. */
  staging(): string[] {
    return this.staged ? [...this.puts, ...this.refusal(this.bytesGiven.map(({ isResized }) => isResized))] : [];
  }

  /** All that is stored, unless all is zero already with zeros around; `elements` is the size of what is behind it. */
  storing(elements: string, isZeroed: boolean): string[] {
    const put = this.scope.call("putBytes");
    const firsts = this.bytesGiven.map(({ local, size, offset }) => {
      return `${put}(to, ${plus(this.base, offset)}, ${local}, ${size});`;
    });
    const shared = [...this.shared].sort((a, b) => a - b).map((offset) => ({ offset, size: 1, isBehind: false }));
    const holes = isZeroed ? [] : [...shared, ...this.holes];
    const zeroed = holes.flatMap((hole) => zeros(this.base, hole.offset, hole.size, hole.isBehind ? elements : ""));
    return [...firsts, ...zeroed, ...this.stores];
  }

  /** Statements that read, check and write an element in zeroed bytes that nobody sees yet. */
  statements(): string[] {
    return [...this.checking(), ...this.staging(), ...this.storing("", true)];
  }
}

/** Statements that clear some bytes. */
function zeros(base: string, offset: number, size: number, elements: string): string[] {
  const at = (place: number) => plus(base, place) + (elements === "" ? "" : ` + ${elements}`);
  if (size > 16) return [`to.fill(0, ${at(offset)}, ${at(offset + size)}); // padding`];
  const statements: string[] = [];
  for (let done = 0; done < size; ) {
    const step = size - done >= 4 ? 4 : size - done >= 2 ? 2 : 1;
    statements.push(`v.setUint${step * 8}(${at(offset + done)}, 0${step === 1 ? "" : ", le"}); // padding`);
    done += step;
  }
  return statements;
}

/** What else is in scope where a value is encoded, and words that JavaScript keeps for itself. */
const taken: ReadonlySet<string> = new Set(
  `v p q le at bytes to n i j k l m item value layout write staged room stage unstage tag
  fresh this await break case catch class const continue debugger default delete do else enum export extends false finally
  for function if implements import in instanceof interface let new null package private protected public return static
  super switch throw true try typeof var void while with yield eval arguments undefined pair single struct union text
  bits char bytes array integer float enumerated flagged`.split(/\s+/),
);

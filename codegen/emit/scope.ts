import { type AbiName, fieldsOf, isMarkedByRecord } from "../../src/layout/index.ts";
import {
  type EnumerationFacts,
  type FieldType,
  fieldTypeOf,
  type Layout,
  type TypeLayout,
} from "../../src/wire/index.ts";
import { Imports } from "./imports.ts";
import { fileName, framingFile, type Named, pascalCase, typeName } from "./names.ts";

/** Where something is read, as text: `offset` bytes from `base` on. */
export interface Place {
  readonly base: string;
  readonly offset: number;
  /** the accessors, the bytes, and whether they are little-endian */
  readonly v: string;
  readonly bytes: string;
  readonly le: string;
}

/** A place that is `offset` bytes further. */
export function moved(place: Place, offset: number): Place {
  return { ...place, offset: place.offset + offset };
}

/** The text that generated modules have for a kind of field. `name` is what it is called if it has no name of its own, `E` what collects the encoding. */
export interface TypeText<T, E = never> {
  /** The TypeScript type of its value or, with `init`, of what may be given for it. */
  type(type: T, name: string, scope: Scope, init: boolean): string;
  /** The expression that makes its layout. */
  layout(type: T, name: string, scope: Scope): string;
  /** The expression that reads its value; `tag` reads what tells of a tagged union which member is meant. */
  load(type: T, place: Place, name: string, scope: Scope, tag?: string): string;
  /** What encoding takes, unless it is a scalar: `x`, which is checked and stored at `offset`. */
  take?(type: T, x: string, offset: number, encoder: E, name: string): void;
  /** What a view gives, where that is no copy, and its type. */
  look?(type: T, place: Place, name: string, scope: Scope, tag?: string): Look;
  /** Conditions that are true of bytes that no value has; `unknown` where they are no simple expressions. */
  wrong?(type: T, place: Place, scope: Scope): readonly string[] | "unknown";
  readonly scalar?: ScalarText<T>;
  readonly bits?: BitsText<T>;
}

/** The text for a kind whose value is a number, a bigint or a boolean. */
interface ScalarText<T> {
  primitive(type: T, scope: Scope): "number" | "bigint" | "boolean";
  /** Tells whether `x` is no value of it: by a function of the runtime or, where that pays, in place. */
  not(type: T, x: string, scope: Scope): string;
  notInPlace?(type: T, x: string): string | undefined;
  store(type: T, x: string, place: Place, scope: Scope): string;
}

/** The text for a kind as a bit field. `place` is what the runtime's functions for bits take first: `v, p + 4, 3, 5`. */
interface BitsText<T> {
  load(type: T, place: string, le: string, scope: Scope): string;
  not(type: T, width: number, x: string, scope: Scope): string;
  store(type: T, place: string, x: string, le: string, scope: Scope): string;
}

export interface Look {
  readonly type: string;
  readonly code: string;
}

/** Where generated code finds its runtime, the ABI of structs outside of families, and what banners say. */
export interface EmitSettings {
  readonly runtime: string;
  /** the ending of imports between generated modules */
  readonly extension: ".ts" | ".js";
  readonly abi?: AbiName;
  readonly source: string;
}

/** The header of a family as it stands in its records. */
export interface HeaderInRecord {
  readonly layout: Layout;
  readonly type: string;
  readonly file: string;
}

type AggregateType = TypeLayout & { readonly layout: Layout };

/** What is the same for all the text of a module. */
export class Scope extends Imports {
  readonly textOf: (type: FieldType) => TypeText<FieldType>;
  readonly extension: EmitSettings["extension"];
  /** enumerations whose values are bigints, as all that they name are */
  readonly bigEnumerations: ReadonlySet<string>;
  /** the header of the family whose record this is */
  readonly header: HeaderInRecord | undefined;
  /** all families, by their C names */
  readonly families: ReadonlyMap<string, Named>;
  /** the module, if it is another one, of the struct whose members are encoded */
  private module: string | undefined;

  constructor(
    textOf: Scope["textOf"],
    { runtime, extension }: EmitSettings,
    bigEnumerations: Scope["bigEnumerations"],
    header: Scope["header"],
    families: Scope["families"],
  ) {
    super(runtime);
    this.textOf = textOf;
    this.extension = extension;
    this.bigEnumerations = bigEnumerations;
    this.header = header;
    this.families = families;
  }

  /** What encodes and decodes some types at run time or, as `Values`, takes and makes values of them. */
  used(types: readonly FieldType[], what: "Coder" | "Values"): string {
    const kinds = [...new Set(types.flatMap(kindsIn))].sort();
    return `[${kinds.map((kind) => this.use(`${kind}${what}`)).join(", ")}]`;
  }

  /** What a view gives of a field. */
  look(type: FieldType, place: Place, name: string, tag?: string): Look {
    const { look, type: typeOf, load } = this.textOf(type);
    if (look !== undefined) return look(type, place, name, this, tag);
    return { type: typeOf(type, name, this, false), code: load(type, place, name, this) };
  }

  /** The module of something with a name. */
  fileOf(named: Parameters<typeof fileName>[0]): string {
    return fileName(named) + this.extension;
  }

  /**
   * Where the code of a nested struct is: `own` in this module under `name`, or in the module of the struct. A union
   * always is in the module of what holds it, and so is a struct without a name or whose value leaves something out
   * because of the record around it. A header stands with its family.
   */
  home(type: AggregateType, name: string): { readonly type: string; readonly file: string | undefined } {
    const { layout } = type;
    const { header } = this;
    if (layout.name === header?.layout.name && derivedIn(layout) === derivedIn(header.layout)) return header;
    if (type.kind === "union" || layout.name === "" || isMarkedByRecord(layout)) return { type: name, file: undefined };
    return { type: typeName(layout), file: this.fileOf(layout) };
  }

  /** The type of a nested struct or union, or of what may be given for it. */
  typeOf(type: AggregateType, name: string, init: boolean): string {
    const home = this.home(type, name);
    const full = home.type + (init ? "Init" : "");
    const file = home.file ?? this.module;
    return file === undefined ? full : this.typeFrom(file, full);
  }

  /** Takes the members of a struct whose constants another module may have. */
  inModule(file: string | undefined, take: () => void): void {
    const before = this.module;
    this.module = file ?? before;
    take();
    this.module = before;
  }

  /** The constant for the facts of an enumeration. */
  facts(facts: EnumerationFacts): string {
    return this.from(this.fileOf(facts), `facts$${typeName(facts)}`);
  }

  /** The name and the module of a family. */
  familyNamed(name: string): { readonly type: string; readonly file: string } {
    const family = this.families.get(name) as Named;
    return { type: typeName(family), file: `${fileName(family)}-family${this.extension}` };
  }

  /** The constant for how the records of a family follow one another. */
  framing(family: string): string {
    return this.from(framingFile(family) + this.extension, `framing$${pascalCase(family)}`);
  }

  /** What a constant is called of the module that the members are from, once it is imported. */
  constant(name: string): string {
    return this.module === undefined ? name : this.from(this.module, name);
  }
}

/** The kinds of a type and of all that is in it. */
function kindsIn(type: FieldType): FieldType["kind"][] {
  const inner = "element" in type ? [type.element] : "layout" in type ? fieldsOf(type.layout).map(fieldTypeOf) : [];
  return [type.kind, ...inner.flatMap(kindsIn)];
}

/** What the codec knows of a struct, which is another in records than where the header stands alone. */
function derivedIn({ members }: Layout): string {
  return members.map((member) => (member.kind === "field" && member.derived) || "").join();
}

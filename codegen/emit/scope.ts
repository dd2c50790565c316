import { isMarkedByRecord } from "../../src/layout/index.ts";
import type { FieldLayout, FieldType, Layout, TypeLayout } from "../../src/wire/index.ts";
import type { Imports, RuntimeValue } from "./imports.ts";
import { kebabCase, pascalCase } from "./names.ts";

/** Where something is read, as text: `offset` bytes from `base` on. */
export interface Place {
  readonly base: string;
  readonly offset: number;
  /** the accessors, the bytes, and whether they are little-endian */
  readonly v: string;
  readonly bytes: string;
  readonly le: string;
}

/** The text that generated modules have for a kind of field. `name` is what it is called if it has no name of its own, `E` what collects the encoding. */
export interface TypeText<T, E = never> {
  /** The TypeScript type of its value or, with `init`, of what may be given for it. */
  type(type: T, name: string, scope: Scope, init: boolean): string;
  /** The expression that makes its layout. */
  layout(type: T, name: string, scope: Scope): string;
  /** The expression that reads its value; `tag` reads what tells of a tagged union which member is meant. */
  load(type: T, place: Place, name: string, scope: Scope, tag?: string): string;
  /** What encoding takes: `x`, which is checked and stored at `offset`. */
  take(type: T, x: string, offset: number, encoder: E, name: string): void;
  /** What a view gives, where that is no copy, and its type. */
  look?(type: T, place: Place, name: string, scope: Scope, tag?: string): Look;
  /** Conditions that are true of bytes that no value has; `unknown` where they are no simple expressions. */
  wrong?(type: T, place: Place, scope: Scope): readonly string[] | "unknown";
  /** Of a kind that is a number: the runtime's function that tells whether a value is none, and the store of one. */
  not?(type: T, x: string, scope: Scope): string;
  store?(type: T, x: string, place: Place, scope: Scope): string;
  /** What its value is in JavaScript, if that is neither text nor an object. */
  primitive?(type: T): Primitive;
  /** kinds inside it */
  inside?(type: T): readonly FieldType[];
}

export type Primitive = "number" | "bigint" | "boolean";

export interface Look {
  readonly type: string;
  readonly code: string;
}

/** How a module is emitted. */
export interface EmitOptions {
  readonly runtime: string;
  /** the ending of imports between generated modules */
  readonly extension: ".ts" | ".js";
  /** schema the code is generated from, for the banner */
  readonly source: string;
  /** enumerations whose values are bigints, as all that they name are */
  readonly bigEnumerations: ReadonlySet<string>;
}

type AggregateType = TypeLayout & { readonly layout: Layout };

/** What is the same for all the text of a module. */
export class Scope {
  readonly textOf: (type: FieldType) => TypeText<FieldType>;
  readonly imports: Imports;
  readonly options: EmitOptions;
  /** the family whose record this is, and its header in it */
  readonly header: { readonly layout: Layout; readonly type: string; readonly file: string } | undefined;
  /** the module that has the framing of the record's family */
  readonly framingFile: string | undefined;
  /** the module, if it is another one, of the struct whose members are encoded */
  module: string | undefined;

  constructor(
    textOf: Scope["textOf"],
    imports: Imports,
    options: EmitOptions,
    header?: Scope["header"],
    framingFile?: string,
  ) {
    this.textOf = textOf;
    this.imports = imports;
    this.options = options;
    this.header = header;
    this.framingFile = framingFile;
  }

  /** The kinds of a type and of all that is in it. */
  private kindsOf(type: FieldType): FieldType["kind"][] {
    return [type.kind, ...(this.textOf(type).inside?.(type) ?? []).flatMap((one) => this.kindsOf(one))];
  }

  /** What encodes and decodes some types at run time or, as `Values`, takes and makes values of them. */
  used(types: readonly FieldType[], what: "Coder" | "Values"): string {
    const kinds = new Set(types.flatMap((type) => this.kindsOf(type)));
    return `[${[...kinds]
      .sort()
      .map((kind) => this.imports.use(`${kind}${what}`))
      .join(", ")}]`;
  }

  call(name: RuntimeValue): string {
    return this.imports.call(name);
  }

  /**
   * Where the code of a nested struct is: `own` in this module under `name`, or in the module of the struct. A union
   * always is in the module of what holds it, and so is a struct without a name or whose value leaves something out
   * because of the record around it. A header stands with its family.
   */
  home(type: AggregateType, name: string): { readonly type: string; readonly file: string | undefined } {
    const { layout } = type;
    if (this.header !== undefined && layout.name === this.header.layout.name && isHeader(layout, this.header.layout)) {
      return this.header;
    }
    if (type.kind === "union" || layout.name === "" || isMarkedByRecord(layout)) return { type: name, file: undefined };
    return { type: pascalCase(layout.name), file: kebabCase(layout.name) + this.options.extension };
  }

  /** The type of a nested struct; `module` is where it stands if it has no module of its own. */
  typeOf(type: AggregateType, name: string, suffix: "" | "Init" | "View" = ""): string {
    const home = this.home(type, name);
    const full = home.type + suffix;
    const file = home.file ?? this.module;
    return file === undefined ? full : this.imports.typeFrom(file, full);
  }

  /** Something of a nested struct's module by the verb that its name begins with: `layoutCkptConst`. */
  of(type: AggregateType, name: string, verb: string): string {
    const home = this.home(type, name);
    const full = `${verb}$${home.type}`;
    return home.file === undefined ? full : this.imports.from(home.file, full);
  }

  /** The same of a function that runs when all is well. */
  callOf(type: AggregateType, name: string, verb: string): string {
    const home = this.home(type, name);
    const full = `${verb}$${home.type}`;
    return home.file === undefined ? full : this.imports.callFrom(home.file, full);
  }
}

function isHeader(layout: Layout, header: Layout): boolean {
  return layout === header || derivedIn(layout) === derivedIn(header);
}

function derivedIn({ members }: Layout): string {
  return members.map((member) => (member.kind === "field" && member.derived) || "").join();
}

/** The name of what a field holds without a module of its own. */
export function innerName(around: string, { name }: Pick<FieldLayout, "name">): string {
  return around + pascalCase(name);
}

/** The name of the constant for a union without a name, among those of a struct or of another such union. */
export function liftedName(around: string, i: number): string {
  return around.startsWith("lifted$") ? `${around}$${i + 1}` : `lifted$${around}$${i + 1}`;
}

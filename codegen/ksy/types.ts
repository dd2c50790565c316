import type {
  EnumerationFacts,
  FieldLayout,
  Layout,
  PaddingLayout,
  PartLayout,
  TypeLayout,
} from "../../src/wire/index.ts";
import { docText } from "../emit/doc.ts";
import { Names } from "./names.ts";

/** A mapping of a `.ksy` file. */
export type Ksy = { [key: string]: unknown };

/** The types and enumerations of a `.ksy` file, made as something asks for them. */
export class Types {
  readonly types: Ksy = {};
  readonly enums: Ksy = {};
  /** what Kaitai Struct cannot say, each once */
  readonly untold: Set<string> = new Set();
  private readonly names = new Names();
  private readonly enumNames = new Names();
  private readonly inside = new Map<Layout, Names>();
  private readonly known = new Map<object | string, string>();
  /** the type of a family's records, by the family's name */
  private readonly familyTypes: (family: string) => string;

  constructor(root: string, familyTypes: (family: string) => string) {
    this.familyTypes = familyTypes;
    this.names.of(root);
  }

  /** The name of a type that is made of something, once. */
  make(of: object | string, name: string, body: () => Ksy): string {
    const before = this.known.get(of);
    if (before !== undefined) return before;
    const made = this.names.of(name);
    this.known.set(of, made);
    this.types[made] = body();
    return made;
  }

  enumeration({ name, members }: EnumerationFacts): string {
    const before = this.known.get(`enum ${name}`);
    if (before !== undefined) return before;
    const id = this.enumNames.of(name);
    this.known.set(`enum ${name}`, id);
    const names = new Names();
    const sayable = members.filter(({ value }) => value < 2n ** 63n);
    if (sayable.length < members.length) this.untold.add("names of values from 2 ** 63 on");
    const entries = sayable.map(({ name, value, doc }) => [`${value}`, { id: names.of(name), ...docOf(doc) }]);
    // Of several names of one value, Kaitai Struct takes one.
    this.enums[id] = Object.fromEntries(entries.reverse());
    return id;
  }

  /** A struct: its members one behind another, holes too. */
  struct(layout: Layout, around = ""): string {
    return this.make(layout.name === "" ? layout : `struct ${layout.name}`, layout.name || around, () => {
      const names = new Names();
      this.inside.set(layout, names);
      const seq = layout.members.flatMap((member) => this.member(member, layout, names, around));
      const parts = (layout.extended?.parts ?? []).flatMap((part) => this.part(part, layout, names));
      if (layout.extended?.checksums) this.untold.add("that checksums are right");
      return { ...docOf(layout.doc), seq: [...seq, ...parts] };
    });
  }

  /** What is in the type of a struct or union, which is then none of these. */
  take(layout: Layout): Ksy {
    const name = this.nested(layout, "");
    const { [name]: body } = this.types;
    delete this.types[name];
    return body as Ksy;
  }

  /** A union: its bytes, read as each of its members. */
  private union(layout: Layout, name: string): string {
    if (layout.tag !== undefined)
      this.untold.add("which member of a union a tag means: all are there, and read when asked for");
    return this.make(layout.name === "" ? layout : `union ${layout.name}`, layout.name || name, () => {
      const names = new Names();
      const members = layout.members.filter((member) => member.kind === "field");
      const instances = members.flatMap((member) =>
        this.member(member, layout, names, name).map(({ id, ...entry }) => [id, { pos: 0, ...entry }] as const),
      );
      return { ...docOf(layout.doc), instances: Object.fromEntries(instances) };
    });
  }

  private member(member: FieldLayout | PaddingLayout, layout: Layout, names: Names, around: string): Ksy[] {
    if (member.kind === "padding") {
      return [
        member.bits === undefined ? { size: member.size } : { id: names.of("unnamed"), type: `b${member.bits.width}` },
      ];
    }
    const { name, type, since } = member;
    const id = names.of(name || "unnamed");
    const full = `${layout.name || around}_${name || "unnamed"}`;
    const shared = { id, ...(id !== name && name !== "" && { "-orig-id": name }), ...docOf(member.doc) };
    const later = since === undefined ? {} : { if: `_io.size >= ${since}` };
    if (member.bits !== undefined) {
      if (type.kind === "integer" && type.signed) this.untold.add("that bit fields have signs");
      return [{ ...shared, type: `b${member.bits.width}`, ...this.enumOf(type), ...later }];
    }
    const entry = this.entry(type, full, names);
    const inside = name === "" && "layout" in type ? this.inside.get(type.layout) : undefined;
    if (inside !== undefined) names.lift(id, inside);
    const { constant } = member;
    // What has an enumeration is compared with its members, of which the constant need not be one.
    const valid = constant === undefined || "enum" in entry ? {} : { valid: `${constant}` };
    return [{ ...shared, ...entry, ...valid, ...later }];
  }

  /** What reads a type, without its name; `around` has the names of what stands beside it. */
  private entry(type: TypeLayout, name: string, around: Names): Ksy {
    return (kinds[type.kind] as EntryOf<TypeLayout>)(type, name, this, around);
  }

  private enumOf(type: TypeLayout): Ksy {
    return type.kind === "integer" && type.enumeration !== undefined
      ? { enum: this.enumeration(type.enumeration) }
      : {};
  }

  scalar(type: Extract<TypeLayout, { kind: "integer" }>): Ksy {
    const { size, signed, byteOrder } = type;
    if (![1, 2, 4, 8].includes(size)) {
      this.untold.add(`integers of ${size} bytes: they are bytes`);
      return { size };
    }
    return { type: `${signed ? "s" : "u"}${size}${size === 1 ? "" : endingOf(byteOrder)}`, ...this.enumOf(type) };
  }

  nested(layout: Layout, name: string): string {
    return layout.kind === "union" ? this.union(layout, name) : this.struct(layout, name);
  }

  /** A list: of what is no number of entries, an entry each. */
  list(element: TypeLayout, name: string, repeat: Ksy): Ksy {
    const inner = this.entry(element, name, new Names());
    if (!("repeat" in inner)) return { ...inner, ...repeat };
    return { type: this.make(element, `${name}_row`, () => ({ seq: [{ id: "entries", ...inner }] })), ...repeat };
  }

  /** All that is in some bytes: how many there are is asked for once. */
  private entries(of: object, name: string, element: TypeLayout): string {
    return this.make(of, `${name}_list`, () => ({
      seq: [{ id: "entries", ...this.list(element, name, { repeat: "eos" }) }],
    }));
  }

  private part(part: PartLayout, layout: Layout, names: Names): Ksy[] {
    const { name, type, count, ends, padded } = part;
    const id = names.of(name);
    const shared = { id, ...docOf(part.doc) };
    const entry = this.entry(type, `${layout.name}_${name}`, names);
    const align = padded === undefined ? [] : [{ size: `(${padded} - _io.pos % ${padded}) % ${padded}` }];
    if (type.kind !== "flexible" && type.kind !== "records") return [{ ...shared, ...entry }, ...align];
    if (ends) return [{ ...shared, type: "strz", encoding: "UTF-8" }, ...align];
    const { unit = 1, plus = 0, isBytes } = count ?? {};
    const told = `${names.path(count?.path ?? "")}${unit === 1 ? "" : ` * ${unit}`}${plus === 0 ? "" : ` + ${plus}`}`;
    const behind = behindOf(part, layout);
    const counted = count === undefined ? `_io.size - _io.pos - ${behind}` : told;
    if (type.kind === "records") {
      const inner = this.familyTypes(type.family);
      const body = () => ({ seq: [{ id: "entries", type: inner, repeat: "eos" }] });
      return [{ ...shared, size: counted, type: this.make(`list ${inner}`, `${inner}s`, body) }, ...align];
    }
    if (type.as !== "list")
      return [{ ...shared, size: counted, ...(type.as === "string" && { type: "str", encoding: "UTF-8" }) }, ...align];
    const full = `${layout.name}_${name}`;
    if (count === undefined && behind === 0)
      return [{ ...shared, ...this.list(type.element, full, { repeat: "eos" }) }];
    if (count === undefined || isBytes)
      return [{ ...shared, size: counted, type: this.entries(type, full, type.element) }, ...align];
    return [{ ...shared, ...this.list(type.element, full, { repeat: "expr", "repeat-expr": told }) }, ...align];
  }
}

/** Bytes of the parts behind one, which have sizes of their own if it takes the rest. */
function behindOf(part: PartLayout, layout: Layout): number {
  const parts = layout.extended?.parts ?? [];
  return parts.slice(parts.indexOf(part) + 1).reduce((sum, { size }) => sum + size, 0);
}

/** What stands behind a type with a byte order of its own. */
function endingOf(byteOrder: "little" | "big" | undefined): string {
  return byteOrder === undefined ? "" : byteOrder === "little" ? "le" : "be";
}

type EntryOf<T> = (type: T, name: string, types: Types, around: Names) => Ksy;

const kinds: { readonly [K in TypeLayout["kind"]]: EntryOf<Extract<TypeLayout, { readonly kind: K }>> } = {
  integer: (type, _, types) => types.scalar(type),
  float: ({ size, byteOrder }) => ({ type: `f${size}${endingOf(byteOrder)}` }),
  char: () => ({ type: "u1" }),
  bool: () => ({ type: "u1", valid: { "any-of": [0, 1] } }),
  string: ({ size }) => ({ size, type: "str", encoding: "UTF-8", "pad-right": 0 }),
  strictText: ({ size, form }) => ({ size, type: "str", encoding: "UTF-8", ...(form === "nul" && { terminator: 0 }) }),
  bytes: ({ size }) => ({ size }),
  array: ({ element, length }, name, types) => types.list(element, name, { repeat: "expr", "repeat-expr": length }),
  flexible({ element, as, count }, name, types, around) {
    const told = count && around.path(count);
    if (as !== "list") {
      const text = as === "string" ? { type: "str", encoding: "UTF-8" } : {};
      return { ...(told === undefined ? { "size-eos": true } : { size: told }), ...text };
    }
    if (told !== undefined) return types.list(element, name, { repeat: "expr", "repeat-expr": told });
    return types.list(element, name, { repeat: "eos" });
  },
  struct: ({ layout }, name, types) => ({ type: types.nested(layout, name) }),
  union: ({ layout }, name, types) => ({ size: layout.size, type: types.nested(layout, name) }),
  records: () => ({}),
};

export function docOf(doc: string | undefined): Ksy {
  return doc === undefined || doc.trim() === "" ? {} : { doc: docText(doc) };
}

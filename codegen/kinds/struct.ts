import {
  type FieldLayout,
  type FieldType,
  fieldsOf,
  fieldTypeOf,
  type Layout,
  type TypeLayout,
} from "../../src/wire/index.ts";
import type { Encoder } from "../emit/encoder.ts";
import { literal, plus } from "../emit/names.ts";
import { innerName, liftedName, type Scope } from "../emit/scope.ts";
import type { KindText, Look, Place } from "./kind.ts";

type StructLayout = Extract<TypeLayout, { kind: "struct" }>;

export const struct: KindText<StructLayout> = {
  type: (type, name, scope, init) => scope.typeOf(type, name, init ? "Init" : ""),
  layout: (type, name, scope) => {
    const { file } = scope.home(type, name);
    if (file === scope.header?.file && file !== undefined) return scope.of(type, name, "struct");
    return file === undefined ? `struct$${name}` : `${scope.imports.use("struct")}(${scope.of(type, name, "layout")})`;
  },
  load(type, place, name, scope) {
    if (scope.home(type, name).file === undefined)
      return `{ ${loadFields(type.layout, place, name, scope).join(", ")} }`;
    const { bytes, v, base, offset, le } = place;
    return `${scope.callOf(type, name, "read")}(${bytes}, ${v}, ${plus(base, offset)}, ${le})`;
  },
  take(type, x, offset, encoder, name) {
    const { scope } = encoder;
    if (encoder.depth > 0 && scope.home(type, name).file !== undefined) {
      const put = scope.callOf(type, name, "put");
      encoder.put(`if (!${put}(${x}, to, v, ${plus(encoder.base, offset)}, le)) ${encoder.refuse}`);
      encoder.usesBytes = true;
      return;
    }
    encoder.reads.push(`if (typeof ${x} !== "object" || ${x} === null) ${encoder.refuse}`);
    const home = scope.home(type, name);
    encoder.inModule(home.file, () => {
      takeMembers(type.layout, x, `${x.replace(/^\$/, "")}_`, offset, encoder, home.type);
    });
  },
  look(type, place, name, scope) {
    const { base, offset, bytes, le } = place;
    const home = scope.home(type, name);
    if (home.file === undefined) return lookInside(`struct$${name}`, home.type, place, scope);
    const view = scope.imports.from(home.file, `${home.type}View`);
    return { type: view, code: `new ${view}(${bytes}, ${plus(base, offset)}, ${le})` };
  },
  wrong: ({ layout }, place, scope) => wrongIn(layout, place, scope),
  inside: ({ layout }) => innerTypes(layout),
};

/** A view of something without a class of its own. */
export function lookInside(type: string, value: string, { base, offset }: Place, scope: Scope, tag?: string): Look {
  const at = plus(base.replace(/^this\.\$at( \+ )?/, ""), offset).replace(/^ \+ /, "");
  const told = tag === undefined ? "" : `, ${tag}`;
  const seen = `${value} & ${scope.imports.type("View")}`;
  return { type: seen, code: `${scope.imports.use("lookInside")}<${seen}>(${type}, this, ${at || "0"}${told})` };
}

export function innerTypes(layout: Layout): FieldType[] {
  return layout.members.flatMap((member) => (member.kind === "field" ? [fieldTypeOf(member)] : []));
}

/** `name: value` of every field that a value holds. */
export function loadFields(layout: Layout, place: Place, name: string, scope: Scope): string[] {
  const { held, all } = fieldsOf(layout);
  return held.map((field) => {
    const value = loadField(field, all, place, name, scope);
    return value === field.name ? value : `${field.name}: ${value}`;
  });
}

export function loadField(
  field: FieldLayout,
  around: readonly FieldLayout[],
  place: Place,
  name: string,
  scope: Scope,
): string {
  if (field.constant !== undefined) return literal(field.constant);
  const type = fieldTypeOf(field);
  const inside = { ...place, offset: place.offset + field.offset };
  return scope.textOf(type).load(type, inside, innerName(name, field), scope, loadTag(field, around, place, scope));
}

/** The expression that reads the tag of a field that is a tagged union. */
export function loadTag(
  { type }: FieldLayout,
  around: readonly FieldLayout[],
  place: Place,
  scope: Scope,
): string | undefined {
  const told = type.kind === "union" ? type.layout.tag?.field : undefined;
  const tag = around.find(({ name }) => name === told);
  return tag && loadField(tag, [], place, "", scope);
}

/** What is true of bytes of a struct in which a constant is another, or that no field can hold. */
export function wrongIn(layout: Layout, place: Place, scope: Scope): string[] | "unknown" {
  const conditions: string[] = [];
  for (const member of layout.members) {
    if (member.kind === "padding" || member.reserved) continue;
    const { constant } = member;
    const type = fieldTypeOf(member);
    const inside = { ...place, offset: place.offset + member.offset };
    if (constant === undefined) {
      const wrong = scope.textOf(type).wrong?.(type, inside, scope) ?? [];
      if (wrong === "unknown") return wrong;
      conditions.push(...wrong);
      continue;
    }
    const found = scope.textOf(type).load(type, inside, "", scope);
    // A value is given the constant, so bytes of 0 must not pass for -0.
    const isFloat = type.kind === "float";
    conditions.push(isFloat ? `!Object.is(${found}, ${literal(constant)})` : `${found} !== ${literal(constant)}`);
  }
  return conditions;
}

/** Everything that encoding the members of a struct takes; `x` is the object that holds them. */
export function takeMembers(
  layout: Layout,
  x: string,
  prefix: string,
  offset: number,
  encoder: Encoder,
  name: string,
): void {
  const locals = new Map<string, string>();
  const { own, unions } = fieldsOf(layout);
  for (const { name: field } of own) {
    const local = encoder.local(prefix, field);
    locals.set(field, local);
    encoder.paths.set(encoder.path + field, local);
  }
  const parts = own.map(({ name: field }) => (locals.get(field) === field ? field : `${field}: ${locals.get(field)}`));
  if (layout.record !== undefined) parts.unshift("$name");
  if (parts.length > 0) encoder.reads.push(`const { ${parts.join(", ")} } = ${x};`);
  takeRest(layout, offset, encoder);
  for (const field of own) takeField(field, locals.get(field.name) as string, offset, encoder, name, locals);
  for (const [i, { offset: at }] of unions.entries()) {
    takeUnion(liftedName(name, i), x, `${prefix || "$"}union${i + 1}`, offset + at, encoder, "liftedUnionOf");
  }
}

function takeField(
  field: FieldLayout,
  x: string,
  around: number,
  encoder: Encoder,
  name: string,
  locals: ReadonlyMap<string, string>,
): void {
  const { constant, counts, tags } = field;
  const type = fieldTypeOf(field);
  const text = encoder.scope.textOf(type);
  const { scope } = encoder;
  const offset = around + field.offset;
  if (constant !== undefined) {
    encoder.clearBits(offset, type);
    encoder.checks.push(`(${x} !== undefined && ${x} !== ${literal(constant)})`);
    encoder.storeKnown((place) => text.store?.(type, literal(constant), place, scope) as string, offset);
  } else if (counts !== undefined) {
    encoder.clearBits(offset, type);
    const n = type.kind === "integer" && type.big ? "BigInt(n)" : "n";
    encoder.checks.push(`(${x} !== undefined && ${x} !== ${n})`);
    const not = text.not?.(type, n, scope);
    if (not !== undefined) encoder.checks.push(not);
    encoder.storeKnown((place) => text.store?.(type, n, place, scope) as string, offset);
  } else if (tags !== undefined) {
    const union = locals.get(tags);
    const tag = encoder.local("", `${field.name}$`);
    encoder.lasts.push(
      `const ${tag} = ${scope.call("tagOf")}(${encoder.from(`union$${innerName(name, { name: tags })}`)}, ${union}$, ${x});`,
    );
    encoder.take(type, tag, offset, "");
  } else if (type.kind === "union") takeUnion(`union$${innerName(name, field)}`, x, `${x}$`, offset, encoder);
  else encoder.within(field.name, () => encoder.take(type, x, offset, innerName(name, field)));
}

/** A union's bytes, which the runtime finds: see its kind there. */
export function takeUnion(
  type: string,
  x: string,
  local: string,
  offset: number,
  encoder: Encoder,
  take: "unionOf" | "liftedUnionOf" = "unionOf",
): void {
  encoder.reads.push(`const ${local} = ${encoder.scope.call(take)}(${encoder.from(type)}, ${x}, ${encoder.le});`);
  encoder.checks.push(`${local} === undefined`);
  encoder.store(
    local,
    "{ readonly bytes: Uint8Array }",
    ({ base, offset: at }) => `to.set(${local}.bytes, ${plus(base, at)});`,
    offset,
  );
  encoder.usesBytes = true;
}

/** What no value holds: holes and reserved members are zero, and of a header the codec knows the rest. */
function takeRest(layout: Layout, around: number, encoder: Encoder): void {
  for (const member of layout.members) {
    const offset = around + member.offset;
    if (member.kind === "padding") {
      if (member.bits === undefined) encoder.hole(offset, member.size);
      else encoder.clear(around, member.bits);
    } else if (member.reserved) {
      if (member.bits === undefined) encoder.hole(offset, member.size);
      else encoder.clear(around, member.bits);
    } else if (member.derived !== undefined) takeDerived(member, offset, encoder);
    else if (member.name === "" && member.type.kind === "struct") takeRest(member.type.layout, offset, encoder);
    else if (member.type.kind === "flexible") encoder.start = offset;
  }
}

function takeDerived(field: FieldLayout, offset: number, encoder: Encoder): void {
  const { derived, constant } = field;
  const type = fieldTypeOf(field);
  if (type.kind === "struct") {
    takeRest(type.layout, offset, encoder);
    return;
  }
  encoder.clearBits(offset, type);
  const known =
    derived === "constant" ? literal(constant as number | bigint) : encoder.known[derived as "type" | "length"];
  if (known === undefined) return;
  const isBig = type.kind === "integer" && type.big && derived !== "constant";
  const x = isBig ? `BigInt(${known})` : known;
  const { scope } = encoder;
  encoder.storeKnown((place) => scope.textOf(type).store?.(type, x, place, scope) as string, offset);
}

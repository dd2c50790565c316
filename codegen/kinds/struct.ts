import { type FieldLayout, fieldsOf, fieldTypeOf, isUnnamedUnion, keyOf, type Layout } from "../../src/wire/index.ts";
import { asNumber } from "../../src/wire/telling.ts";
import type { Encoder, KindText } from "../emit/encoder.ts";
import { innerName, liftedName } from "../emit/names.ts";
import { type Look, moved, type Place, type Scope } from "../emit/scope.ts";
import { inType, literal, plus } from "../emit/text.ts";

export const struct: KindText<"struct"> = {
  type: (type, name, scope, init) => scope.typeOf(type, name, init),
  layout(type, name, scope) {
    const home = scope.home(type, name);
    if (home.file === undefined) return `struct$${name}`;
    if (home.file === scope.header?.file) return scope.from(home.file, `struct$${home.type}`);
    return `${scope.use("struct")}(${scope.from(home.file, `layout$${home.type}`)})`;
  },
  load(type, place, name, scope) {
    const home = scope.home(type, name);
    if (home.file === undefined) return `{ ${loadFields(type.layout, place, name, scope).join(", ")} }`;
    const { bytes, v, base, offset, le } = place;
    const read = scope.callFrom(home.file, `read$${home.type}`);
    return `${read}(${bytes}, ${v}, ${plus(base, offset)}, ${le})`;
  },
  take(type, x, offset, encoder, name) {
    const { scope } = encoder;
    const home = scope.home(type, name);
    if (encoder.depth > 0 && home.file !== undefined) {
      const put = scope.callFrom(home.file, `put$${home.type}`);
      encoder.puts.push(`if (!${put}(${x}, to, v, ${plus(encoder.base, offset)}, le)) ${encoder.refuse}`);
      return;
    }
    scope.inModule(home.file, () => takeMembers(type.layout, x, offset, encoder, home.type));
  },
  look(type, place, name, scope) {
    const { base, offset, bytes, le } = place;
    const home = scope.home(type, name);
    if (home.file === undefined) return lookInside(`struct$${name}`, home.type, place, scope);
    const view = scope.from(home.file, `${home.type}View`);
    return { type: view, code: `new ${view}(${bytes}, ${plus(base, offset)}, ${le})` };
  },
  wrong: ({ layout }, place, scope) => wrongIn(layout, place, scope),
};

/** A view of something without a class of its own. */
export function lookInside(type: string, value: string, { base, offset }: Place, scope: Scope): Look {
  const at = plus(base.replace(/^this\.\$at( \+ )?/, ""), offset).replace(/^ \+ /, "");
  const seen = `${value} & ${scope.type("View")}`;
  return { type: seen, code: `${scope.use("lookInside")}<${seen}>(${type}, this, ${at || "0"})` };
}

/** `name: value` of every field that a value holds. */
export function loadFields(layout: Layout, place: Place, name: string, scope: Scope): string[] {
  return fieldsOf(layout).held.map((field) => {
    // What counts a flexible array is what the array's length was taken from.
    const isCount = field.counts !== undefined;
    const value = isCount ? inType(field.type, "n") : loadField(field, place, innerName(name, field), scope);
    return `${keyOf(field)}: ${value}`;
  });
}

export function loadField(field: FieldLayout, place: Place, name: string, scope: Scope): string {
  if (field.constant !== undefined) return literal(field.constant);
  const type = fieldTypeOf(field);
  return scope.textOf(type).load(type, moved(place, field.offset), name, scope);
}

/** What is true of bytes of a struct in which a constant is another, or that no field can hold. */
export function wrongIn(layout: Layout, place: Place, scope: Scope): string[] | "unknown" {
  const conditions: string[] = [];
  for (const member of layout.members) {
    if (member.kind === "padding" || member.reserved) continue;
    const type = fieldTypeOf(member);
    const text = scope.textOf(type);
    const inside = moved(place, member.offset);
    if (member.constant !== undefined) {
      const found = text.load(type, inside, "", scope);
      const constant = literal(member.constant);
      // A value is given the constant, so bytes of 0 must not pass for -0.
      conditions.push(type.kind === "float" ? `!Object.is(${found}, ${constant})` : `${found} !== ${constant}`);
      continue;
    }
    const wrong = text.wrong?.(type, inside, scope) ?? [];
    if (wrong === "unknown") return wrong;
    conditions.push(...wrong);
  }
  return conditions;
}

/** Everything that encoding the members of a struct takes; `x` is the object that holds them. */
export function takeMembers(layout: Layout, x: string, offset: number, encoder: Encoder, name: string): void {
  const { parts } = fieldsOf(layout);
  const own = parts.filter((part) => !isUnnamedUnion(part));
  const read = own.map((field) => declared(field, encoder));
  if (layout.record !== undefined) read.unshift("$name");
  encoder.reads.push(`if (typeof ${x} !== "object" || ${x} === null) ${encoder.refuse}`);
  if (read.length > 0) encoder.reads.push(`const { ${read.join(", ")} } = ${x};`);
  takeRest(layout, offset, encoder);
  for (const field of own) takeField(field, offset + field.offset, encoder, name);
  for (const [i, { offset: at, type }] of parts.filter(isUnnamedUnion).entries()) {
    const local = encoder.localNamed(`${encoder.prefix || "$"}union${i + 1}`);
    if (isOneInteger(type.layout)) takeInteger(fieldsOf(type.layout).all, x, local, offset + at, encoder);
    else takeUnion(liftedName(name, i), x, local, offset + at, encoder);
  }
}

/** A field as it is read out of the object around it. */
function declared(field: FieldLayout, encoder: Encoder): string {
  const key = keyOf(field);
  const local = encoder.declare(field.name);
  return local === key ? key : `${key}: ${local}`;
}

/** Whether the members of a union are one integer under several names. */
function isOneInteger({ members }: Layout): boolean {
  const [first, ...others] = members.map((one) => {
    if (one.kind !== "field" || one.reserved || one.bits !== undefined || one.type.kind !== "integer") return undefined;
    const { size, signed, big, byteOrder } = one.type;
    return [size, signed, big, byteOrder].join();
  });
  return first !== undefined && others.every((other) => other === first);
}

/** The first name that is given says which integer it is, and the others must say the same. */
function takeInteger(names: readonly FieldLayout[], x: string, local: string, offset: number, encoder: Encoder): void {
  const read = names.map((field) => declared(field, encoder));
  const locals = names.map(({ name }) => encoder.localOf(name));
  const given = locals.reduceRight((others, one) => `${one} === undefined ? ${others} : ${one}`);
  encoder.reads.push(`const { ${read.join(", ")} } = ${x};`, `const ${local} = ${given};`);
  encoder.checks.push(`${local} === undefined`);
  encoder.take(names[0]!.type, local, offset, "");
  for (const other of locals.slice(1)) encoder.checks.push(`(${other} !== undefined && ${other} !== ${local})`);
}

function takeField(field: FieldLayout, offset: number, encoder: Encoder, name: string): void {
  const { constant, counts } = field;
  const { scope } = encoder;
  const type = fieldTypeOf(field);
  const x = encoder.localOf(field.name);
  if (constant !== undefined || counts !== undefined) {
    const known = constant === undefined ? inType(type, "n") : literal(constant);
    encoder.checks.push(`(${x} !== undefined && ${x} !== ${known})`);
    if (constant === undefined) encoder.checks.push(scope.textOf(type).scalar!.not(type, known, scope));
    encoder.storeKnown(type, known, offset);
  } else encoder.within(field.name, () => encoder.take(type, x, offset, innerName(name, field)));
}

/** A union's bytes, which the runtime finds: see its kind there. */
export function takeUnion(union: string, x: string, local: string, offset: number, encoder: Encoder): void {
  const { scope, reads, checks, le } = encoder;
  const take = scope.call("unionOf");
  reads.push(`const ${local} = ${take}(${scope.constant(union)}, ${x}, ${le});`);
  checks.push(`${local} === undefined`);
  const start = plus(encoder.base, offset);
  encoder.store(local, "{ readonly bytes: Uint8Array }", `to.set(${local}.bytes, ${start});`);
}

/** What no value holds: holes and reserved members are zero, and of a header the codec knows the rest. */
function takeRest(layout: Layout, around: number, encoder: Encoder): void {
  for (const member of layout.members) {
    const offset = around + member.offset;
    if (member.kind === "padding" || member.reserved) {
      if (member.bits === undefined) encoder.hole(offset, member.size);
      else encoder.clear(around, member.bits);
      continue;
    }
    const { derived, name, constant } = member;
    const type = fieldTypeOf(member);
    if (type.kind === "struct" && (derived !== undefined || name === "")) takeRest(type.layout, offset, encoder);
    else if (type.kind === "flexible") encoder.start = offset;
    else if (derived === "constant") encoder.storeKnown(type, literal(constant!), offset);
    else if (derived !== undefined) {
      const told = encoder.known[derived];
      const own = fieldTypeOf(asNumber(member));
      encoder.storeKnown(own, derived === "length" && told ? inType(own, told) : told, offset);
    }
  }
}

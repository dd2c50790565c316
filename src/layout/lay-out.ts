import { deepFreeze } from "../../schema/dsl/definition.ts";
import type { Field, FieldFacts, RecordDefinition } from "../../schema/dsl/types.ts";
import { flexibleField } from "../wire/fields.ts";
import { choicesIn, pathTo } from "../wire/kinds/choice.ts";
import type { FieldLayout, Layout } from "../wire/layout.ts";
import { sizeOf } from "../wire/layout-data.ts";
import { once } from "../wire/once.ts";
import type { Abi } from "./abi.ts";
import { fieldLayout } from "./field-layout.ts";
import { fieldsOf } from "./fields.ts";
import { isUnnamedBits, rulesOf } from "./kinds/index.ts";
import type { Around, Definition, Measured, Place, Target } from "./kinds/rules.ts";
import { extendedOf } from "./lay-out-extended.ts";
import { roundUp, withHoles } from "./positions.ts";
import { present } from "./present.ts";

/** A member and the name it stands under. */
export type Member = readonly [name: string, field: Field];

const layouts = once((abi: Abi) => once((definition: Definition) => deepFreeze(layOutAlone(definition, abi))));

function layOutAlone(definition: Definition, abi: Abi): Layout {
  const layout = layOutMembers(definition, abi);
  const more = definition.kind === "struct" ? extendedOf(definition, layout, targetFor(abi)) : undefined;
  if (more !== undefined) return { ...markFields(layout, more.marks), baseSize: more.least, extended: more.extended };
  const { offset = layout.size } = flexibleField(layout) ?? {};
  return offset === layout.size ? layout : { ...layout, baseSize: offset };
}

/** An ABI with what it makes of types. */
export function targetFor(abi: Abi): Target {
  const target: Target = {
    abi,
    measure: (facts) => rulesOf(facts.type).measure(facts.type, facts, target),
    layOut: (definition) => layOut(definition, abi),
  };
  return target;
}

/**
 * Lays a struct or union out as a C compiler for `abi` does. The definition must be free of faults: see `checkSchema`.
 * The same definition gives the same object again.
 *
 *     layOut(struct("s", { fields: { a: u8, b: u32 } }), abis.x86_64)
 *     // { name: "s", kind: "struct", abi: "x86_64", size: 8, align: 4, members: [a at 0, 3 bytes of padding, b at 4] }
 */
export function layOut(definition: Definition, abi: Abi): Layout {
  return layouts(abi)(definition);
}

/**
 * Puts members one after another (of a union: all at 0), each at the next place its alignment allows. The size is
 * rounded up to the alignment, so that arrays of it stay aligned: C11 6.7.2.1, 15 to 17.
 */
export function layOutMembers(
  aggregate: Definition | RecordDefinition,
  abi: Abi,
  members: readonly Member[] = Object.entries(aggregate.fields),
): Layout {
  const target = targetFor(abi);
  const kind = aggregate.kind === "union" ? "union" : "struct";
  const fields: FieldLayout[] = [];
  let end = 0;
  let unit: Place["unit"];
  let align = aggregate.align ?? 1;
  for (const [name, { facts }] of members) {
    const measured = target.measure(facts);
    const packed = aggregate.packed || facts.packed === true;
    const { pack: most = Number.POSITIVE_INFINITY } = aggregate;
    const place = placeMember(measured, facts, { kind, end: kind === "union" ? 0 : end, unit, packed, most }, abi);
    end = Math.max(end, place.end ?? place.at + place.width);
    unit = place.unit;
    align = Math.max(align, place.align);
    if (!isUnnamedBits(facts.type)) fields.push(fieldLayout(name, facts, place, measured.type));
  }
  const size = end === 0 ? abi.emptySize : roundUp(end, align * 8) / 8;
  const layout: Layout = {
    name: aggregate.name,
    kind,
    ...present({ as: aggregate.as, doc: aggregate.doc, tag: "tag" in aggregate ? aggregate.tag : undefined }),
    abi: abi.name,
    size,
    align,
    members: withHoles(fields, size),
  };
  return markFields(layout, marksBy(layout));
}

/**
 * Where a member goes. `packed` takes the type's alignment away, and leaves what `aligned` on the member asks for: GCC
 * manual, "Common Variable Attributes"; `pack` limits both: "Structure-Layout Pragmas".
 */
function placeMember(measured: Measured, facts: FieldFacts, around: Around, abi: Abi): Place {
  const place = rulesOf(facts.type).place?.(facts.type, measured, facts, around, abi);
  if (place !== undefined) return place;
  const { end, packed, most } = around;
  const align = Math.min(Math.max(packed ? 1 : measured.align, facts.align ?? 1), most);
  return { at: roundUp(end, align * 8), width: sizeOf(measured.type) * 8, align };
}

/** What a struct around a field knows of it. */
export type Mark = Pick<FieldLayout, "derived" | "counts" | "tags" | "tells">;

/** The layout with marks on fields, each by its path, which goes through anonymous members. No such field: no change. */
export function markFields(layout: Layout, marks: ReadonlyMap<string, Mark>): Layout {
  if (marks.size === 0) return layout;
  const deeper = [...marks].filter(([path]) => path.includes("."));
  const members = layout.members.map((member) => {
    if (member.kind === "padding") return member;
    const { name, type } = member;
    const mark = marks.get(name);
    const field = mark === undefined ? member : { ...member, ...mark };
    if (!("layout" in type)) return field;
    const within = deeper.filter(([path]) => path.startsWith(`${name}.`));
    const inside = new Map(within.map(([path, mark]) => [path.slice(name.length + 1), mark]));
    const inner = markFields(type.layout, name === "" ? marks : inside);
    return inner === type.layout ? field : { ...field, type: { ...type, layout: inner } };
  });
  return members.every((member, index) => member === layout.members[index]) ? layout : { ...layout, members };
}

/** What the members of a struct say of others in it: which counts an array, and which is the tag of unions. */
function marksBy(layout: Layout): Map<string, Mark> {
  const marks = new Map<string, Mark>();
  for (const { name, type } of fieldsOf(layout)) {
    if (type.kind === "flexible" && type.count !== undefined) marks.set(type.count, { counts: name });
  }
  for (const { path, unions } of choicesIn(layout)) {
    const [first] = unions;
    // A struct of its own may be elsewhere, too: what is in it is given, and not derived.
    if (!path.includes("."))
      marks.set(path, { tags: (first && pathTo(first)) || Object.keys(first?.tag.members ?? {}).join() });
  }
  return marks;
}

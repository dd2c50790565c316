import { fieldsOf } from "../fields.ts";
import { type FieldLayout, fieldTypeOf, keyOf, type Layout, type Tag, type TypeLayout } from "../layout.ts";
import { once } from "../once.ts";
import { keysTo, placesIn } from "../places.ts";
import { notVariant } from "../values.ts";
import { takenAt, withDefault } from "../variant.ts";
import { joinPaths, type Where } from "../where.ts";
import type { Choices } from "./hooks.ts";
import { numberIn } from "./integer.ts";
import { type Given, numberReader, valuesOf } from "./kind.ts";
import { memberMeant, valuesMeaning } from "./tag.ts";
import type { TakenUnion } from "./union-members.ts";

/** From a struct to something in it: to a field, one of its parts or a member of a union, or to each element of a list. */
type Step = { readonly field: FieldLayout; readonly part?: number } | "each";

interface TaggedUnion {
  readonly steps: readonly Step[];
  readonly union: Layout;
  readonly tag: Tag;
  readonly isLifted: boolean;
}

/** A field that says which members of unions are meant, in the nearest struct around them that has it. */
export interface Choice {
  readonly path: string;
  /** at its offset from the struct's start */
  readonly field: FieldLayout;
  readonly unions: readonly TaggedUnion[];
}

function unionsIn(type: TypeLayout, steps: readonly Step[]): TaggedUnion[] {
  if ("element" in type) return unionsIn(type.element, [...steps, "each"]);
  if (!("layout" in type)) return [];
  const { layout } = type;
  if (type.kind === "struct") return openIn(layout, steps);
  const { tag, members } = layout;
  const inside = members.flatMap((member) => {
    if (member.kind === "padding") return [];
    return openIn({ ...layout, members: [member] }, [...steps, { field: member }]);
  });
  return tag === undefined ? inside : [{ steps, union: layout, tag, isLifted: type.isLifted === true }, ...inside];
}

/** The tagged unions in a struct whose tag is not in it; the members of a union are not beside one another. */
function openIn(layout: Layout, steps: readonly Step[]): TaggedUnion[] {
  return taggedUnionsIn(layout)
    .filter(({ tag }) => layout.kind === "union" || !fieldsByPath(layout).has(tag.field))
    .map((one) => ({ ...one, steps: [...steps, ...one.steps] }));
}

/** Where a union is in a struct, for messages: `list[].form`. */
export function pathTo({ steps }: TaggedUnion): string {
  return steps.reduce((path, step) => {
    return step === "each" ? `${path}[]` : step.part === undefined ? path : joinPaths(path, step.field.name);
  }, "");
}

/** The unions with a tag in a struct; of those in structs in it, the ones whose tag is not there. */
export const taggedUnionsIn: (layout: Layout) => readonly TaggedUnion[] = /* @__PURE__ */ once((layout: Layout) =>
  fieldsOf(layout).parts.flatMap((field, part) => unionsIn(field.type, [{ field, part }])),
);

const fieldsByPath = /* @__PURE__ */ once(
  (layout: Layout) => new Map(placesIn(layout).map(({ path, field }) => [path, field])),
);

/** What the fields of a struct say of unions in it, at any depth. */
export const choicesIn: (layout: Layout) => readonly Choice[] = /* @__PURE__ */ once((layout: Layout) => {
  const byPath = new Map<string, TaggedUnion[]>();
  for (const union of layout.kind === "union" ? [] : taggedUnionsIn(layout)) {
    const path = union.tag.field;
    const unions = byPath.get(path);
    if (unions === undefined) byPath.set(path, [union]);
    else unions.push(union);
  }
  return [...byPath].flatMap(([path, unions]): Choice[] => {
    const field = fieldsByPath(layout).get(path);
    return field === undefined ? [] : [{ path, field, unions }];
  });
});

/** Whether there is a union in a struct of which a tag says which member is meant. */
export const hasChoice: (layout: Layout) => boolean = /* @__PURE__ */ once((layout: Layout) =>
  layout.members.some((member) => member.kind === "field" && isChoice(member.type)),
);

function isChoice(type: TypeLayout): boolean {
  if ("element" in type) return isChoice(type.element);
  return "layout" in type && (type.layout.tag !== undefined || hasChoice(type.layout));
}

/** The unions that some steps lead to; in a union that was given as bytes, or by another member, there are none. */
function* reach(taken: unknown, [step, ...rest]: readonly Step[]): Iterable<TakenUnion> {
  if (step === undefined) yield taken as TakenUnion;
  else if (step === "each") for (const one of taken as unknown[]) yield* reach(one, rest);
  else if (step.part !== undefined) yield* reach((taken as unknown[])[step.part], rest);
  else {
    const given = (taken as TakenUnion).members?.find(({ member }) => member.field.name === step.field.name);
    if (given !== undefined) yield* reach(given.taken, rest);
  }
}

/** Whether the members that are given are what a value of the tag means. */
export function agrees(
  { tag, isLifted }: Pick<TaggedUnion, "tag" | "isLifted">,
  meant: readonly string[],
  value: unknown,
): boolean {
  const member = memberMeant(tag, value);
  // All members can be read of one without a name where the tag means none.
  if (member === undefined) return isLifted || meant.length === 0;
  return meant.length === 1 && meant[0] === member;
}

/** The value that the tag gets where it is left out. */
export function toldBy(tag: Tag, meant: readonly string[]): number | bigint | undefined {
  return meant.length === 1 ? valuesMeaning(tag, meant[0])[0] : undefined;
}

function expected(union: TaggedUnion, meant: readonly string[]): string {
  const { tag, isLifted } = union;
  const name = pathTo(union) || meant.join(" and ");
  if (meant.length === 0) return `a value that means none of its members: ${name} is unknown`;
  const values = valuesMeaning(tag, meant[0]);
  if (values.length === 0) return `a value that means no other member, as ${name} says`;
  return isLifted && meant.length > 1 ? `one of ${name}` : `${values.join(" or ")}, as ${name} says`;
}

/** What a tag is, its unions say; one that is given must agree with all of them. */
function settle(layout: Layout, { path, field, unions }: Choice, taken: unknown[], here: Where): void {
  const names = path.split(".");
  const given = takenAt(layout, taken, names) as number | bigint | undefined;
  let value = given;
  here.key = path;
  for (const union of unions) {
    for (const { meant } of reach(taken, union.steps)) {
      const own = toldBy(union.tag, meant);
      value ??= own === undefined ? undefined : numberIn(field.type, own);
      if (value === undefined || !agrees(union, meant, value)) throw notVariant(here, given, expected(union, meant));
    }
  }
  const type = fieldTypeOf(field);
  if (value === undefined) valuesOf(type).taker(type)(value, here);
  const at = fieldsOf(layout).parts.findIndex(({ name }) => name === path);
  if (at >= 0) taken[at] = value;
}

/** What a value has for a union, or for each of several. */
function* givenAt(value: unknown, [step, ...rest]: readonly Step[]): Iterable<Given> {
  if (typeof value !== "object" || value === null) return;
  if (step === undefined) yield value as Given;
  else if (step === "each") for (const one of Array.isArray(value) ? value : []) yield* givenAt(one, rest);
  else if (step.part === undefined || step.field.name === "") yield* givenAt(value, rest);
  else yield* givenAt((value as Given)[keyOf(step.field)], rest);
}

/** What a tag should be, by the first member that is given for a union. */
function saidIn(init: Given, { steps, union, tag, isLifted }: TaggedUnion): number | bigint | undefined {
  for (const given of givenAt(init, steps)) {
    const all = isLifted ? union.members : [];
    const lifted = all.flatMap((one) => (one.kind === "field" && given[keyOf(one)] !== undefined ? [one.name] : []));
    const { $member } = given;
    const said = toldBy(tag, isLifted ? lifted : typeof $member === "string" ? [$member] : []);
    if (said !== undefined) return said;
  }
  return undefined;
}

export const choices: Choices = {
  teller(layout) {
    const tags = choicesIn(layout).map(({ path, field }) => {
      return { path, end: field.offset + field.size, read: numberReader(field) };
    });
    if (tags.length === 0) return undefined;
    return (v, p, le, around) => {
      const told: { [path: string]: number | bigint } = { ...around };
      // A record can be shorter than it may have grown.
      for (const { path, end, read } of tags) if (p + end <= v.byteLength) told[path] = read(v, p, le);
      return told;
    };
  },
  taker(field) {
    if (field.tags === undefined) return undefined;
    const type = fieldTypeOf(field);
    const take = valuesOf(type).taker(type);
    return (given, here) => (given === undefined ? undefined : take(given, here));
  },
  settler(layout) {
    const all = choicesIn(layout);
    if (all.length === 0) return undefined;
    return (taken, here) => {
      for (const choice of all) settle(layout, choice, taken, here);
    };
  },
  complete(layout, init, around) {
    const all = choicesIn(layout);
    if (all.length === 0) return { init, told: around };
    let given = init;
    const told: { [path: string]: unknown } = { ...(around as object | undefined) };
    for (const { path, field, unions } of all) {
      const keys = keysTo(layout, path);
      const found = keys.reduce<unknown>((inside, key) => (inside as Given | undefined)?.[key], init);
      const said = unions.map((union) => saidIn(init, union)).find((one) => one !== undefined);
      const { tag } = unions[0] as TaggedUnion;
      const value = found ?? numberIn(field.type, said ?? valuesMeaning(tag, Object.keys(tag.members)[0])[0] ?? 0);
      given = withDefault(given, keys, value);
      told[path] = value;
    }
    return { init: given, told };
  },
  isMeant({ tag, member }, told) {
    const meant = memberMeant(tag, told?.[tag.field]);
    return meant === undefined || meant === member;
  },
};

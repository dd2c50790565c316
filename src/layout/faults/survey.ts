import type { EnumerationDefinition, FamilyDefinition, Field } from "../../../schema/dsl/types.ts";
import { definitionOf, elementOf, isAnonymous, isType } from "../kinds/index.ts";
import type { SchemaFault } from "../schema-fault.ts";
import { structsBeside } from "../structs.ts";
import { type Complaint, faultsAt, faultsIn, type Place, type Subject, show, unreadable } from "./complaint.ts";

/** How deep a definition reaches, and how many members it has with those of its members. */
interface Extent {
  readonly height: number;
  readonly members: number;
}

type Definition = Subject["definition"];
type Checked = Definition | FamilyDefinition | EnumerationDefinition;
/** Where a definition stands. */
type Spot = Omit<Subject, "definition">;

/** C11 5.2.4.1 "Translation limits" promises as many levels of nested structs, and no more. */
const maxDepth = 63;
/** Far above any struct of a kernel; keeps a schema of a few lines from growing without bound. */
const maxMembers = 65_536;

/**
 * Walks through a schema and finds the definitions that can be looked at: those made of what the vocabulary makes, with
 * no option that it does not know. Each is visited once, so that shared ones cost nothing.
 */
export class Surveyor {
  /** every usable struct, union and record, each once, behind those it holds */
  readonly subjects: Subject[] = [];
  /** the families with a usable header, each with its usable records, and whether those are all */
  readonly families: { readonly family: FamilyDefinition; readonly complete: boolean }[] = [];
  readonly faults: SchemaFault[] = [];
  private readonly visited = new Set<FamilyDefinition>();
  /** of what is unusable, nothing */
  private readonly extents = new Map<object, Extent | undefined>();

  visitFamily(family: FamilyDefinition): void {
    if (this.visited.has(family)) return;
    this.visited.add(family);
    const place: Place = { named: family, prefix: "" };
    this.reading(place, () => {
      const { header, preamble, records } = family;
      const faults = faultsIn(family, optionComplaints(family));
      this.faults.push(...faults);
      const sound = records.filter((record) => this.visitRoot("record", record, place, "records"));
      for (const struct of structsBeside({ records: sound })) this.visitRoot("struct", struct, place, "");
      const hasHeader = header === undefined || this.visitRoot("struct", header, place, "header");
      const hasPreamble = preamble?.map((struct) => this.visitRoot("struct", struct, place, "preamble")) ?? [];
      if (faults.length > 0 || !hasHeader || hasPreamble.includes(false)) return;
      this.families.push({ family: { ...family, records: sound }, complete: sound.length === records.length });
    });
  }

  /** Whether a definition that was given at a place is usable. */
  visitRoot(kind: Definition["kind"], given: Definition, holder: Place, field: string): boolean {
    if (given?.kind === kind) return this.visitDefinition(given, rootOf(given), 0) !== undefined;
    const problem = `${show(given)} is not a ${kind}`;
    this.complain(holder, { field, problem, cure: `make it with ${kind}(…)` });
    return false;
  }

  private visitDefinition(definition: Definition, place: Spot, depth: number) {
    if (this.extents.has(definition)) return this.extents.get(definition);
    const extent = this.reading(place, () => this.measure(definition, place, depth));
    this.extents.set(definition, extent);
    if (extent !== undefined) this.subjects.push({ ...place, definition });
    return extent;
  }

  private measure(definition: Definition, place: Spot, depth: number): Extent | undefined {
    if (depth >= maxDepth) return this.tooDeep(place);
    const before = this.faults.length;
    for (const complaint of optionComplaints(definition)) this.complain(place, complaint);
    const fields = Object.entries({ ...definition.fields, ...("parts" in definition && definition.parts) });
    const extents = fields.map(([name, field]) => this.visitField(field, name, place, depth + 1));
    if (this.faults.length > before || !extents.every((extent) => extent !== undefined)) return undefined;
    const height = 1 + extents.reduce((most, inner) => Math.max(most, inner.height), 0);
    const members = extents.reduce((sum, inner) => sum + inner.members, 1);
    if (height > maxDepth) return this.tooDeep(place);
    if (members - 1 <= maxMembers) return { height, members };
    const problem = `has more than ${maxMembers} members in all`;
    return this.complain(place, { field: "", problem, cure: "hold fewer or smaller structs" });
  }

  private visitField(field: Field, path: string, place: Spot, depth: number): Extent | undefined {
    const type = field?.facts?.type;
    if (!isType(type)) {
      const cure = "use one of the vocabulary: u32, array(…), nested(…)";
      return this.complain(place, { field: path, problem: `${show(field)} is not a field`, cure });
    }
    if (type.kind === "records" && type.family !== "own") {
      const { family } = type;
      const cure = 'make it with family(…), or say "own"';
      if (family?.kind !== "family")
        return this.complain(place, {
          field: path,
          problem: `is records of ${show(family)}, which is no family`,
          cure,
        });
      this.visitFamily(family);
    }
    const held = definitionOf(type);
    if (held !== undefined) {
      const anonymous = isAnonymous(type);
      if (held.name !== "" && !anonymous) return this.visitDefinition(held, rootOf(held), depth);
      const prefix = anonymous ? place.prefix : `${place.prefix}${path}.`;
      return this.visitDefinition(held, { named: place.named, prefix, anonymous }, depth);
    }
    const element = elementOf(type);
    if (element === undefined) return { height: 0, members: 1 };
    return depth < maxDepth ? this.visitField(element, `${path}[]`, place, depth + 1) : this.tooDeep(place);
  }

  /** What is done with something that may not be of its type: `options` without `fields`, say. */
  private reading<T>(place: Place, work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      return this.complain(place, unreadable(error));
    }
  }

  private tooDeep(place: Place): undefined {
    const problem = `nests more than ${maxDepth} levels deep`;
    return this.complain(place, { field: "", problem, cure: "nest less deep" });
  }

  private complain(place: Place, complaint: Complaint): undefined {
    this.faults.push(...faultsAt(place, [complaint]));
  }
}

/** Where the faults of something are reported that has a name of its own, or should have. */
function rootOf({ kind, name, definedIn }: Definition): Spot {
  return { named: { name: name === "" ? kind : name, definedIn }, prefix: "", anonymous: false };
}

/** Options that no builder knows, and choices that are none: all of them would have no effect. */
export function* optionComplaints(definition: Checked): Iterable<Complaint> {
  for (const { name, known } of definition.unknownOptions ?? []) {
    yield { field: "", problem: `has an option ${show(name)}, which means nothing`, cure: `use ${known.join(", ")}` };
  }
  if (definition.kind === "record") yield* choiceComplaints("length", definition.length, ["sizeof", "offset"]);
  if (definition.kind !== "family") return;
  const { byteOrder, length } = definition;
  if (typeof byteOrder !== "object") yield* choiceComplaints("byteOrder", byteOrder, ["little", "big", "either"]);
  if (length !== undefined) yield* choiceComplaints("length.counts", length.counts, ["record", "payload"]);
}

function* choiceComplaints(option: string, given: string, choices: readonly string[]): Iterable<Complaint> {
  if (choices.includes(given)) return;
  yield { field: "", problem: `its ${option} is ${show(given)}`, cure: `give ${choices.map(show).join(" or ")}` };
}

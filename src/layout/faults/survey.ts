import type {
  EnumerationDefinition,
  FamilyDefinition,
  RecordDefinition,
  StructDefinition,
} from "../../../schema/dsl/types.ts";
import { rulesOfKind } from "../kinds/index.ts";
import type { SchemaFault } from "../schema-fault.ts";
import { followerStructs } from "../structs.ts";
import { type Complaint, show } from "./complaint.ts";
import { isList, isObject, mismatches } from "./expectation.ts";
import { definitionShapes, enumeration, factsShape, familyShape } from "./shapes.ts";
import { faultsOf, type Subject } from "./subject.ts";

/** How deep a definition reaches, and how many members it has with those of its members. */
interface Extent {
  readonly height: number;
  readonly members: number;
}

type Place = Omit<Subject, "definition"> & { readonly depth: number };

/** C11 5.2.4.1 "Translation limits" promises as many levels of nested structs, and no more. */
const maxDepth = 63;
/** Far above any struct of a kernel; keeps a schema of a few lines from growing without bound. */
const maxMembers = 65_536;

/**
 * Walks through whatever is given for a schema, and finds what consists of what it should. Every definition is visited
 * once, so that shared ones cost nothing.
 */
export class Surveyor {
  /** every usable struct, union and record, each once, behind those it holds */
  readonly subjects: Subject[] = [];
  /** the families with a usable header, each with its usable records, and whether those are all */
  readonly families: { readonly family: FamilyDefinition; readonly complete: boolean }[] = [];
  /** the enumerations that stand by themselves, without those that something uses */
  readonly enumerations: EnumerationDefinition[] = [];
  readonly faults: SchemaFault[] = [];
  private readonly extents = new Map<object, Extent | "unsound">();
  /** the definitions that are being looked at, each inside the one before */
  private readonly open = new Set<object>();

  /** Visits everything that a schema defines. */
  visitAll(definitions: unknown): void {
    const { families, structs, enumerations = [] } = isObject(definitions) ? definitions : {};
    for (const family of new Set(this.listOf("families", families))) this.visitFamily(family);
    for (const struct of this.listOf("structs", structs)) this.visitRoot("struct", struct, root("structs", struct), "");
    for (const one of this.listOf("enumerations", enumerations)) this.visitEnumeration(one);
  }

  private visitEnumeration(given: unknown): void {
    if (enumeration.accepts(given)) this.enumerations.push(given as EnumerationDefinition);
    else
      this.complain(
        root("enumeration", given),
        "",
        `${show(given)} is not an enumeration`,
        "make it with enumeration(…)",
      );
  }

  private listOf(name: string, given: unknown): readonly unknown[] {
    if (isList(given)) return given;
    this.complain(root("schema", undefined), name, `is ${show(given)}`, "give an array without gaps");
    return [];
  }

  private visitFamily(family: unknown): void {
    const place = root("family", family);
    if (!isObject(family)) {
      this.complain(place, "", `${show(family)} is not a family`, "make it with family(…)");
      return;
    }
    const before = this.faults.length;
    this.faults.push(...faultsOf(place, mismatches(family, familyShape, "")));
    const shaped = this.faults.length === before;
    const header = this.visitRoot("struct", family.header, place, "header");
    const records = isList(family.records) ? family.records : [];
    const sound = records.filter((record) => this.visitRoot("record", record, place, "records"));
    for (const struct of followerStructs({ records: sound as RecordDefinition[] }))
      this.visitRoot("struct", struct, place, "");
    if (!shaped || !header) return;
    const usable = { ...family, records: sound } as unknown as FamilyDefinition;
    this.families.push({ family: usable, complete: sound.length === records.length });
  }

  private visitRoot(kind: "struct" | "record", given: unknown, holder: Place, field: string): boolean {
    if (!isObject(given) || given.kind !== kind) {
      this.complain(holder, field, `${show(given)} is not a ${kind}`, `make it with ${kind}(…)`);
      return false;
    }
    return this.visitDefinition(given, root(kind, given)) !== undefined;
  }

  private visitDefinition(definition: { readonly [property: string]: unknown }, place: Place): Extent | undefined {
    const known = this.extents.get(definition);
    if (known === "unsound") return undefined;
    if (known !== undefined) return known;
    this.open.add(definition);
    const extent = this.measure(definition, place);
    this.open.delete(definition);
    this.extents.set(definition, extent ?? "unsound");
    if (extent !== undefined)
      this.subjects.push({ ...place, definition: definition as unknown as StructDefinition | RecordDefinition });
    return extent;
  }

  private measure(definition: { readonly [property: string]: unknown }, place: Place): Extent | undefined {
    if (place.depth >= maxDepth) return this.tooDeep(place);
    const before = this.faults.length;
    const shape = definitionShapes[String(definition.kind)]!;
    this.faults.push(...faultsOf(place, mismatches(definition, shape, "")));
    const fields = isObject(definition.fields) ? Object.entries(definition.fields) : [];
    const extents = fields.map(([name, field]) => this.visitField(field, name, { ...place, depth: place.depth + 1 }));
    if (this.faults.length > before || !extents.every((extent) => extent !== undefined)) return undefined;
    return this.withinLimits(sumOf(extents), place);
  }

  private visitField(field: unknown, path: string, place: Place): Extent | undefined {
    const facts = isObject(field) ? field.facts : undefined;
    const type = isObject(facts) ? facts.type : undefined;
    const rules = isObject(type) && typeof type.kind === "string" ? rulesOfKind(type.kind) : undefined;
    if (!isObject(facts) || !isObject(type) || rules === undefined) {
      const cure = "use one of the vocabulary: u32, array(…), nested(…)";
      return this.complain(place, path, `${show(field)} is not a field`, cure);
    }
    const complaints = [...mismatches(facts, factsShape, path), ...mismatches(type, rules.shape, path)];
    this.faults.push(...faultsOf(place, complaints));
    const given = type as never;
    if (rules.definitionOf !== undefined) {
      return this.visitNested(String(type.kind), rules.definitionOf(given), path, place, type.anonymous === true);
    }
    if (rules.elementOf === undefined) return { height: 0, members: 1 };
    if (place.depth >= maxDepth) return this.tooDeep(place);
    return this.visitField(rules.elementOf(given), `${path}[]`, { ...place, depth: place.depth + 1 });
  }

  private visitNested(
    kind: string,
    given: unknown,
    path: string,
    place: Place,
    anonymous: boolean,
  ): Extent | undefined {
    if (!isObject(given) || given.kind !== kind) {
      return this.complain(place, path, `${show(given)} is not a ${kind}`, `make it with ${kind}(…)`);
    }
    if (this.open.has(given)) {
      return this.complain(place, path, `is a ${kind} that holds itself`, "hold a pointer to it instead");
    }
    const named = typeof given.name === "string" && given.name !== "" && !anonymous;
    const inner = anonymous ? place : { ...place, prefix: `${place.prefix}${path}.` };
    return this.visitDefinition(given, named ? { ...root(kind, given), depth: place.depth } : { ...inner, anonymous });
  }

  private withinLimits(extent: Extent, place: Place): Extent | undefined {
    if (extent.height > maxDepth) return this.tooDeep(place);
    if (extent.members <= maxMembers) return extent;
    return this.complain(place, "", `has more than ${maxMembers} members in all`, "hold fewer or smaller structs");
  }

  private tooDeep(place: Place): undefined {
    return this.complain(place, "", `nests more than ${maxDepth} levels deep`, "nest less deep");
  }

  private complain(place: Place, field: string, problem: string, cure: string): undefined {
    const complaint: Complaint = { field, problem, cure };
    this.faults.push(...faultsOf(place, [complaint]));
  }
}

function sumOf(extents: readonly Extent[]): Extent {
  return {
    height: 1 + extents.reduce((most, { height }) => Math.max(most, height), 0),
    members: extents.reduce((sum, { members }) => sum + members, 1),
  };
}

/** Where the faults of something with a name of its own are reported. */
function root(kind: string, given: unknown): Place {
  const { name, definedIn } = isObject(given) ? given : {};
  return {
    record: typeof name === "string" && name !== "" ? name : kind,
    file: typeof definedIn === "string" ? definedIn : undefined,
    prefix: "",
    anonymous: false,
    depth: 0,
  };
}

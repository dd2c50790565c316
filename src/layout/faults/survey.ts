import type { EnumerationDefinition, FamilyDefinition, RecordDefinition } from "../../../schema/dsl/types.ts";
import { rulesOfKind } from "../kinds/index.ts";
import type { SchemaFault } from "../schema-fault.ts";
import { followerStructs } from "../structs.ts";
import { type Complaint, faultsAt, type Subject, show } from "./complaint.ts";
import { definitionShapes, enumeration, factsShape, familyShape, isList, isObject, mismatches } from "./shapes.ts";

/** How deep a definition reaches, and how many members it has with those of its members. */
interface Extent {
  readonly height: number;
  readonly members: number;
}

type Given = { readonly [property: string]: unknown };

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
  /** of what is unsound, nothing */
  private readonly extents = new Map<object, Extent | undefined>();
  /** the definitions that are being looked at, each inside the one before */
  private readonly open = new Set<object>();

  /** Visits everything that a schema defines. */
  visitAll(definitions: unknown): void {
    const { families, structs, enumerations = [] } = isObject(definitions) ? definitions : {};
    for (const family of new Set(this.listOf("families", families))) this.visitFamily(family);
    for (const struct of this.listOf("structs", structs)) this.visitRoot("struct", struct, root("structs", struct), "");
    for (const one of this.listOf("enumerations", enumerations)) {
      if (enumeration.accepts(one)) this.enumerations.push(one as EnumerationDefinition);
      else this.complainOfKind("an enumeration", one, root("enumeration", one), "");
    }
  }

  private listOf(name: string, given: unknown): readonly unknown[] {
    if (isList(given)) return given;
    this.complain(root("schema", undefined), name, `is ${show(given)}`, "give an array without gaps");
    return [];
  }

  private visitFamily(family: unknown): void {
    const place = root("family", family);
    if (!isObject(family)) {
      this.complainOfKind("a family", family, place, "");
      return;
    }
    const shaped = this.report(place, mismatches(family, familyShape, ""));
    const header = family.header === undefined || this.visitRoot("struct", family.header, place, "header");
    const records = isList(family.records) ? family.records : [];
    const sound = records.filter((record) => this.visitRoot("record", record, place, "records"));
    for (const struct of followerStructs({ records: sound as RecordDefinition[] }))
      this.visitRoot("struct", struct, place, "");
    if (!shaped || !header) return;
    const complete = sound.length === records.length;
    const usable = complete ? family : { ...family, records: sound };
    this.families.push({ family: usable as unknown as FamilyDefinition, complete });
  }

  private visitRoot(kind: "struct" | "record", given: unknown, holder: Place, field: string): boolean {
    if (isOfKind(kind, given)) return this.visitDefinition(given, root(kind, given)) !== undefined;
    this.complainOfKind(`a ${kind}`, given, holder, field);
    return false;
  }

  private visitDefinition(definition: Given, place: Place): Extent | undefined {
    if (this.extents.has(definition)) return this.extents.get(definition);
    this.open.add(definition);
    const extent = this.measure(definition, place);
    this.open.delete(definition);
    this.extents.set(definition, extent);
    if (extent !== undefined) this.subjects.push({ ...place, definition: definition as never });
    return extent;
  }

  private measure(definition: Given, place: Place): Extent | undefined {
    if (place.depth >= maxDepth) return this.tooDeep(place);
    const before = this.faults.length;
    this.report(place, mismatches(definition, definitionShapes[String(definition.kind)]!, ""));
    const fields = isObject(definition.fields) ? Object.entries(definition.fields) : [];
    const extents = fields.map(([name, field]) => this.visitField(field, name, { ...place, depth: place.depth + 1 }));
    if (this.faults.length > before || !extents.every((extent) => extent !== undefined)) return undefined;
    const height = 1 + extents.reduce((most, inner) => Math.max(most, inner.height), 0);
    const members = extents.reduce((sum, inner) => sum + inner.members, 1);
    if (height > maxDepth) return this.tooDeep(place);
    if (members <= maxMembers) return { height, members };
    return this.complain(place, "", `has more than ${maxMembers} members in all`, "hold fewer or smaller structs");
  }

  private visitField(field: unknown, path: string, place: Place): Extent | undefined {
    const facts = isObject(field) ? field.facts : undefined;
    const type = isObject(facts) ? facts.type : undefined;
    const rules = isObject(type) && typeof type.kind === "string" ? rulesOfKind(type.kind) : undefined;
    if (!isObject(facts) || !isObject(type) || rules === undefined) {
      const cure = "use one of the vocabulary: u32, array(…), nested(…)";
      return this.complain(place, path, `${show(field)} is not a field`, cure);
    }
    this.report(place, [...mismatches(facts, factsShape, path), ...mismatches(type, rules.shape, path)]);
    if (rules.definitionOf !== undefined) return this.visitNested(type, rules.definitionOf(type as never), path, place);
    if (rules.elementOf === undefined) return { height: 0, members: 1 };
    if (place.depth >= maxDepth) return this.tooDeep(place);
    return this.visitField(rules.elementOf(type as never), `${path}[]`, { ...place, depth: place.depth + 1 });
  }

  private visitNested(type: Given, given: unknown, path: string, place: Place): Extent | undefined {
    const kind = String(type.kind);
    if (!isOfKind(kind, given)) return this.complainOfKind(`a ${kind}`, given, place, path);
    if (this.open.has(given)) {
      return this.complain(place, path, `is a ${kind} that holds itself`, "hold a pointer to it instead");
    }
    const anonymous = type.anonymous === true;
    const named = typeof given.name === "string" && given.name !== "" && !anonymous;
    const inner = anonymous ? place : { ...place, prefix: `${place.prefix}${path}.` };
    return this.visitDefinition(given, named ? { ...root(kind, given), depth: place.depth } : { ...inner, anonymous });
  }

  private tooDeep(place: Place): undefined {
    return this.complain(place, "", `nests more than ${maxDepth} levels deep`, "nest less deep");
  }

  private complainOfKind(what: string, given: unknown, place: Place, field: string): undefined {
    const maker = what.replace(/^an? /, "");
    return this.complain(place, field, `${show(given)} is not ${what}`, `make it with ${maker}(…)`);
  }

  private complain(place: Place, field: string, problem: string, cure: string): undefined {
    this.report(place, [{ field, problem, cure }]);
  }

  /** Whether there is nothing to complain about. */
  private report(place: Place, complaints: Iterable<Complaint>): boolean {
    const faults = faultsAt(place, complaints);
    this.faults.push(...faults);
    return faults.length === 0;
  }
}

function isOfKind(kind: string, given: unknown): given is Given {
  return isObject(given) && given.kind === kind;
}

/** Where the faults of something with a name of its own are reported. */
function root(kind: string, given: unknown): Place {
  const { name, definedIn } = isObject(given) ? given : {};
  const named = {
    name: typeof name === "string" && name !== "" ? name : kind,
    definedIn: typeof definedIn === "string" ? definedIn : undefined,
  };
  return { named, prefix: "", anonymous: false, depth: 0 };
}

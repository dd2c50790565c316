import { ts } from "ts-morph";
import { emitHeader } from "../../../codegen/c/header.ts";
import { check } from "../../../codegen/check/index.ts";
import { emit } from "../../../codegen/emit/index.ts";
import { layOutSchema } from "../../../codegen/lay-out-schema.ts";
import * as dsl from "../../../schema/dsl/index.ts";
import { dynamicFamily, dynamicStruct } from "../../../src/dynamic/index.ts";
import { attempt } from "../../../src/files/attempt.ts";
import { checkSchema, describeSchemaFault, type SchemaFault } from "../../../src/layout/index.ts";
import type { AnyCodec } from "../../../src/wire/index.ts";
import type { Entry } from "../entry.ts";
import { hostileValue, spoil } from "../hostile-values.ts";
import { type MadeSchema, makeSchema } from "../make-schema.ts";
import { demand, demandFault, demandOneLine, outcomeOf } from "../oracle.ts";
import type { Random } from "../random.ts";

interface SchemaInput {
  readonly schema: MadeSchema;
  readonly bytes: Uint8Array;
}

function makeInput(random: Random, calmOdds = 2): SchemaInput {
  const schema = withoutStack(() => makeSchema(random, calmOdds));
  const spoilt = random.oneIn(3) ? (spoil(schema, random, junk) as MadeSchema) : schema;
  return { schema: spoilt, bytes: random.bytes(random.below(100)) };
}

/** Definitions look for their file in the stack, which takes most of the time. */
function withoutStack<T>(make: () => T): T {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return make();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

/** What is hostile, a thing out of another schema, or one that holds itself. */
function junk(random: Random): unknown {
  if (!random.oneIn(3)) return hostileValue(random);
  const other = makeSchema(random);
  if (random.oneIn(2)) return random.pick([...other.families, ...other.structs, ...other.enumerations, other]);
  const knot: Record<string, unknown> = { kind: "struct", name: "knot", packed: false };
  knot.fields = { again: { facts: { type: { kind: "struct", struct: knot, anonymous: random.oneIn(2) } } } };
  return random.oneIn(2) ? knot : knot.fields;
}

function demandFaults(faults: readonly SchemaFault[]): void {
  demand(faults.length > 0, "refused without a fault");
  for (const fault of faults) {
    demand(
      fault.problem !== "" && fault.cure !== "" && typeof fault.record === "string",
      "a fault that says little",
      fault,
    );
    demandOneLine(describeSchemaFault(fault));
  }
}

/** What a schema defines is all right, or has faults. */
const checking: Entry<SchemaInput> = {
  name: "schema-check",
  make: makeInput,
  run({ schema }) {
    const faults = checkSchema(schema);
    if (faults.length > 0) demandFaults(faults);
  },
};

/** What `bytewright codegen` and `bytewright emit` do: faults, or code that is TypeScript. */
const generating: Entry<SchemaInput> = {
  name: "schema-codegen",
  make: (random) => ({
    schema: random.oneIn(8) ? makeInput(random, 40).schema : withoutStack(() => makeSchema(random, 40)),
    bytes: random.bytes(4),
  }),
  run({ schema, bytes }) {
    const { families, structs, enumerations } = schema ?? {};
    // The loader collects what is exported: these are lists of objects whatever the schema says.
    if (![families, structs, enumerations].every((list) => Array.isArray(list) && list.every(isObject))) return;
    const faults = check(schema);
    if (faults.length > 0) {
      demandFaults(faults);
      return;
    }
    const files = emit(layOutSchema(schema), { runtime: "../wire.ts", extension: ".ts", source: "schema.ts" });
    emitHeader(schema, "schema.ts");
    for (const [name, text] of files) {
      demand(/^[a-z0-9_-]+\.ts$/i.test(name), "a file of another name", name);
      // To parse takes as long as to generate.
      if ((bytes[0] ?? 0) < 32) demandParses(name, text);
    }
  },
};

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

function demandParses(name: string, text: string): void {
  const { diagnostics } = ts.transpileModule(text, { reportDiagnostics: true, fileName: name });
  const first = diagnostics?.find(({ category }) => category === ts.DiagnosticCategory.Error);
  demand(first === undefined, "generated code that is no TypeScript", name, first?.messageText, text);
}

/** Codecs made at run time: faults, or codecs that take any bytes. */
const dynamic: Entry<SchemaInput> = {
  name: "schema-dynamic",
  make: makeInput,
  run({ schema, bytes }) {
    const { families = [], structs = [] } = schema ?? {};
    if (!Array.isArray(families) || !Array.isArray(structs)) return;
    for (const one of families) tryCodecs(() => dynamicFamily(one).codecs, bytes);
    for (const one of structs) tryCodecs(() => [dynamicStruct(one) as unknown as AnyCodec], bytes);
  },
};

function tryCodecs(make: () => readonly AnyCodec[], bytes: Uint8Array): void {
  const made = outcomeOf(make, "SchemaError");
  if ("error" in made) {
    demandFaults((made.error as Error & { faults: readonly SchemaFault[] }).faults);
    return;
  }
  for (const codec of made.value.slice(0, 3)) {
    const decoded = outcomeOf(() => codec.decode(bytes), "BytewrightError");
    const viewed = outcomeOf(() => JSON.stringify(codec.view(bytes)), "BytewrightError");
    for (const one of [decoded, viewed]) if ("error" in one) demandFault(one.error);
    if ("value" in decoded) outcomeOf(() => codec.encode(decoded.value), "BytewrightError");
  }
}

interface CallInput {
  readonly calls: readonly { readonly of: string; readonly args: readonly unknown[] }[];
}

const builders = ["struct", "nested", "anonymous", "union", "anonymousUnion", "array", "bytes", "bits", "padding"];
const definers = ["opaque", "enumeration", "flags", "record", "family"];

/** The vocabulary called with whatever JavaScript lets through: it throws an error, or what it makes has faults. */
const vocabulary: Entry<CallInput> = {
  name: "schema-vocabulary",
  make(random) {
    const some = (): unknown => {
      if (random.oneIn(2)) return hostileValue(random);
      const { structs, families } = makeSchema(random);
      return random.pick([...structs, ...families, structs[0]?.fields, dsl.u32, { fields: { a: dsl.u8 } }, "name"]);
    };
    const args = () => Array.from({ length: random.below(4) }, some);
    return { calls: [{ of: random.pick([...builders, ...definers]), args: args() }] };
  },
  run({ calls }) {
    for (const { of, args } of calls) {
      const built = attempt(() =>
        (dsl as unknown as Record<string, (...given: readonly unknown[]) => unknown>)[of]!(...args),
      );
      const inside = { kind: "struct", name: "s", packed: false, fields: { a: built } };
      for (const one of [built, inside])
        checkSchema({ families: [one], structs: [one] } as never).map(describeSchemaFault);
    }
  },
};

export const schemaEntries: readonly Entry[] = [checking, generating, dynamic, vocabulary];

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type Command, Option } from "commander";
import type { FamilyDefinition, StructDefinition } from "../../../schema/dsl/index.ts";
import { dynamicFamily, dynamicStruct } from "../../dynamic/index.ts";
import { packSchema, shippedSchemas } from "../../files/schema-loader.ts";
import { thrownText } from "../../files/thrown-text.ts";
import { type AbiName, abis } from "../../layout/abis.ts";
import { type AnyCodec, type Family, familyOf, familyPair } from "../../wire/index.ts";
import { Failure } from "../program/failure.ts";
import { runningSchemas } from "../program/program.ts";
import { report } from "../program/terminal.ts";
import type { Bound } from "../records/bound.ts";

interface SchemaOptions {
  readonly schema: string;
  readonly family?: string;
  readonly struct?: string;
  readonly abi: AbiName;
}

/** Commands for what `--schema` describes. */
export const bySchema: Bound = {
  program: "bytewright",
  given: "--schema ckpt ",
  addOptions: (command: Command) =>
    command
      .requiredOption(
        "--schema <schema>",
        "what the records are: the path of a module, which is run, or a shipped name",
      )
      .option("--family <name>", "which family of the schema, if it has several")
      .addOption(
        new Option("--struct <name>", "a struct of the schema, one behind the other, in place of a family").conflicts(
          "family",
        ),
      )
      .addOption(
        new Option("--abi <name>", "whose rules a struct is laid out by, and whose byte order it is in")
          .choices(Object.keys(abis))
          .default("x86_64"),
      ),
  async open(options) {
    const family = await loadFamily(options as SchemaOptions);
    return async () => family;
  },
};

/**
 * The family that is meant of what a schema exports. A schema is a program: load only what you would run.
 *
 * @throws Failure if it cannot be loaded, has faults, or does not have what is meant
 */
async function loadFamily({ schema, family: name, struct, abi }: SchemaOptions): Promise<Family> {
  const exported = [...new Set(Object.values(await load(schema)))];
  const families = exported.filter((one) => isKind<FamilyDefinition>(one, "family"));
  const structs = exported.filter((one) => isKind<StructDefinition>(one, "struct"));
  if (struct !== undefined) return made(() => familyOfStruct(codecOf(schema, families, structs, struct, abi), abi));
  if (families.length === 0 && name === undefined && structs.length > 0) {
    throw mistake(`${schema}: has no family, but structs, one of which --struct can name: ${namesOf(structs)}`);
  }
  return made(() => dynamicFamily(pick(schema, families, name)));
}

function isKind<T>(exported: unknown, kind: string): exported is T {
  return typeof exported === "object" && exported !== null && "kind" in exported && exported.kind === kind;
}

/** The family that is named or, without a name, the only one that there is. */
function pick(schema: string, all: readonly FamilyDefinition[], name: string | undefined): FamilyDefinition {
  const found = name === undefined && all.length === 1 ? all[0] : all.find((one) => one.name === name);
  if (found !== undefined) return found;
  if (name !== undefined) throw mistake(`${schema}: found ${namesOf(all)}, expected a family named ${name}`);
  throw mistake(`${schema}: found ${namesOf(all)}, expected one family${all.length > 1 ? ", or --family" : ""}`);
}

/** The codec of a struct that is exported, or that records of a family hold. */
function codecOf(
  schema: string,
  families: readonly FamilyDefinition[],
  structs: readonly StructDefinition[],
  name: string,
  abi: AbiName,
): AnyCodec {
  const exported = structs.find((one) => one.name === name);
  if (exported !== undefined) return dynamicStruct(exported, abi);
  const held = families.flatMap((one) => dynamicFamily(one).structs);
  const found = held.find((one) => one.name === name);
  if (found !== undefined) return found;
  throw mistake(`${schema}: found ${namesOf([...structs, ...held])}, expected a struct named ${name}`);
}

function namesOf(all: readonly { readonly name: string }[]): string {
  return all.map(({ name }) => name).join(", ") || "none";
}

/** A mistake in how the program is used. */
function mistake(message: string): Failure {
  return new Failure(message, { exitCode: 2 });
}

/** Structs that stand one behind the other, as records without a header do. */
function familyOfStruct(codec: AnyCodec, abi: AbiName): Family {
  const framing = { headerSize: 0, align: 1, maxRecordSize: 2 ** 31 - 1 };
  const { byteOrder } = abis[abi];
  const facts = { name: codec.name, byteOrder, framing, codecs: [codec], structs: [] };
  return byteOrder === "little" ? familyPair(facts) : familyOf(facts);
}

/** What is made of a schema, whose faults are told in one line; each names its file. */
function made<T>(make: () => T): T {
  try {
    return make();
  } catch (cause) {
    throw cause instanceof Failure ? cause : new Failure(oneLine(cause), { cause });
  }
}

type Exports = { readonly [name: string]: unknown };

async function load(schema: string): Promise<Exports> {
  if (/[/.]/.test(schema)) return runModule(schema);
  const shipped = shippedSchemas();
  const file = shipped.get(schema);
  if (file !== undefined) return import(pathToFileURL(file).href);
  throw mistake(`--schema ${schema}: the schemas that ship are ${[...shipped.keys()].join(", ")}; a path has a / or .`);
}

async function runModule(file: string): Promise<Exports> {
  if (!existsSync(file)) throw new Failure(`${file}: ENOENT: no such file or directory`);
  try {
    return await runningSchemas(
      async () => (await packSchema(resolve(file))).run(),
      (message) => report(`${file}: ${message}`),
    );
  } catch (cause) {
    throw new Failure(oneLine(cause), { cause });
  }
}

/** Faults of a schema are a line each. */
function oneLine(error: unknown): string {
  return thrownText(error).replace(/\n\s*/g, "; ");
}

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type Command, Option } from "commander";
import type { FamilyDefinition } from "../../../schema/dsl/index.ts";
import { dynamicFamily, dynamicStruct } from "../../dynamic/index.ts";
import { packSchema, shippedSchemas } from "../../files/schema-loader.ts";
import { thrownText } from "../../files/thrown-text.ts";
import { type AbiName, abis } from "../../layout/abis.ts";
import { fixedOrder } from "../../layout/lay-out-family.ts";
import { type Bare, bareOf } from "../../layout/structs.ts";
import { type AnyCodec, type ByteOrder, type Family, familyOf, familyPair } from "../../wire/index.ts";
import { Failure } from "../program/failure.ts";
import { runningSchemas } from "../program/program.ts";
import { report } from "../program/terminal.ts";
import type { Bound } from "../records/bound.ts";
import { abiOption } from "./options.ts";

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
      .addOption(abiOption("whose rules a struct is laid out by, and whose byte order it is in").default("x86_64")),
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
async function loadFamily({ schema, family, struct, abi }: SchemaOptions): Promise<Family> {
  const all = [...new Set(Object.values(await load(schema, "--schema ")))];
  const families = all.filter((one) => isKind<FamilyDefinition>(one, "family"));
  const structs = all.flatMap((one) => bareOf(one) ?? []).filter(({ name }) => name !== "");
  const exported = { schema, families, structs };
  // Where there is one struct and nothing else, it is meant.
  const [only, ...others] = structs;
  const name = struct ?? (families.length + others.length === 0 && family === undefined ? only?.name : undefined);
  try {
    return name === undefined ? dynamicFamily(pick(exported, family)) : familyOfStruct(exported, name, abi);
  } catch (cause) {
    // Each fault of a schema names its file.
    throw cause instanceof Failure ? cause : new Failure(oneLine(cause), { cause });
  }
}

function isKind<T>(exported: unknown, kind: string): exported is T {
  return typeof exported === "object" && exported !== null && "kind" in exported && exported.kind === kind;
}

interface Exported {
  readonly schema: string;
  readonly families: readonly FamilyDefinition[];
  readonly structs: readonly Bare[];
}

/** The family that is named or, without a name, the only one that there is. */
function pick({ schema, families, structs }: Exported, name: string | undefined): FamilyDefinition {
  const found = name === undefined && families.length === 1 ? families[0] : families.find((one) => one.name === name);
  if (found !== undefined) return found;
  const wanted = name === undefined ? "one family" : `a family named ${name}`;
  const others = structs.length > 0 ? `, or --struct with one of ${namesOf(structs)}` : "";
  const cure = families.length === 0 ? others : name === undefined ? "; name it with --family" : "";
  throw mistake(`${schema}: found ${namesOf(families)}, expected ${wanted}${cure}`);
}

function namesOf(all: readonly { readonly name: string }[]): string {
  return all.map(({ name }) => name).join(", ") || "none";
}

/** A mistake in how the program is used. */
function mistake(message: string): Failure {
  return new Failure(message, { exitCode: 2 });
}

/** Structs that stand one behind the other, as records without a header do: of a family that holds them, or exported. */
function familyOfStruct({ schema, families, structs }: Exported, name: string, abi: AbiName): Family {
  const held = families.flatMap((family) => dynamicFamily(family).structs.map((codec) => ({ codec, family })));
  const found = held.find(({ codec }) => codec.name === name);
  const exported = structs.find((one) => one.name === name);
  if (found !== undefined) return oneAfterAnother(found.codec, fixedOrder(found.family) ?? abis[abi].byteOrder);
  if (exported !== undefined) return oneAfterAnother(dynamicStruct(exported, abi), abis[abi].byteOrder);
  const all = [...structs, ...held.map(({ codec }) => codec)];
  throw mistake(`${schema}: found ${namesOf(all)}, expected a struct named ${name}`);
}

function oneAfterAnother(codec: AnyCodec, byteOrder: ByteOrder): Family {
  const framing = { headerSize: 0, align: 1, maxRecordSize: 2 ** 31 - 1, toEnd: true } as const;
  const facts = { name: codec.name, byteOrder, framing, codecs: [codec], structs: [] };
  return byteOrder === "little" ? familyPair(facts) : familyOf(facts);
}

type Exports = { readonly [name: string]: unknown };

/**
 * What the module exports that a path names, or a shipped name. `option` stands in front of the name in messages.
 *
 * @throws Failure if there is none, or it cannot be loaded
 */
export async function load(schema: string, option = ""): Promise<Exports> {
  if (/[/.]/.test(schema)) return runModule(schema);
  const shipped = shippedSchemas();
  const file = shipped.get(schema);
  if (file !== undefined) return import(pathToFileURL(file).href);
  const names = [...shipped.keys()].join(", ");
  throw mistake(`${option}${schema}: the schemas that ship are ${names}; a path has a / or .`);
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

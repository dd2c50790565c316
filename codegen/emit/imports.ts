import type { ImportDeclarationStructure, OptionalKind } from "ts-morph";

/** Everything that generated code may take from the runtime: types … */
const runtimeTypes = [
  "AnyCodec",
  "Binding",
  "Codec",
  "EnumerationFacts",
  "Family",
  "Fault",
  "Layout",
  "OrderedCodec",
  "OrderedFamily",
  "PlainUnion",
  "View",
] as const;

/** … and values. */
const runtimeValues = [
  "BaseView",
  "BytewrightError",
  "bind",
  "copyBytes",
  "countDiffers",
  "createUnion",
  "decodeText",
  "decodeWholeText",
  "deepFreeze",
  "encodeApart",
  "encodeFresh",
  "familyOf",
  "fitsText",
  "getBigBits",
  "getBigBitsBe",
  "getBits",
  "getBitsBe",
  "getS64",
  "getS64be",
  "getU64",
  "getU64be",
  "inBounds",
  "inside",
  "isBytes",
  "makeInside",
  "noRoom",
  "notConstant",
  "notVariant",
  "outOfBounds",
  "putBigBits",
  "putBigBitsBe",
  "putBits",
  "putBitsBe",
  "putText",
  "readable",
  "requireRuntime",
  "setU64",
  "setU64be",
  "signedBits",
  "textSize",
  "tooLarge",
  "tooManyElements",
  "unevenSize",
  "unfit",
  "unfitBits",
  "unfitText",
  "unionBytes",
  "unknownBytes",
  "withDefault",
  "wrongConstant",
  "wrongCount",
  "wrongLength",
  "wrongType",
  "wrongValue",
  "wrongVariant",
  "writeUnion",
] as const;

export type RuntimeType = (typeof runtimeTypes)[number];
export type RuntimeValue = (typeof runtimeValues)[number];

/** Names that a generated type must not take: imports, and globals that generated code uses. */
export const takenNames: ReadonlySet<string> = new Set([
  ...runtimeTypes,
  ...runtimeValues,
  ...["Array", "BigInt", "DataView", "Infinity", "Math", "NaN", "Number", "Object", "Partial", "String", "Symbol"],
  ...["Uint8Array", "undefined"],
]);

/**
 * Runtime functions that run when all is well. A module keeps each in a constant of its own, as it does other modules'
 * functions, because the engine looks at an import again for each call: decoding a 40-byte record takes 8 % longer
 * then (Node 20 and 24).
 */
const frequent: ReadonlySet<string> = new Set<RuntimeValue>([
  ...(["bind", "copyBytes", "decodeText", "encodeFresh", "fitsText", "inBounds", "putText", "textSize"] as const),
  ...(["getU64", "getU64be", "getS64", "getS64be", "setU64", "setU64be"] as const),
  ...(["getBits", "getBitsBe", "getBigBits", "getBigBitsBe", "signedBits"] as const),
  ...(["putBits", "putBitsBe", "putBigBits", "putBigBitsBe"] as const),
]);

/** Collects what the code of one module uses from others. */
export class Imports {
  private readonly runtime: string;
  private readonly called = new Set<string>();
  private readonly values = new Map<string, Set<string>>();
  private readonly types = new Map<string, Set<string>>();

  /** `runtime` is where generated code finds the runtime: `bytewright/wire`, or a path. */
  constructor(runtime: string) {
    this.runtime = runtime;
  }

  use(name: RuntimeValue): string {
    return note(this.values, this.runtime, name);
  }

  type(name: RuntimeType): string {
    return note(this.types, this.runtime, name);
  }

  /** Something out of another generated module. */
  from(file: string, name: string): string {
    return note(this.values, `./${file}`, name);
  }

  /** A function out of another generated module that runs when all is well. */
  call(file: string, name: string): string {
    this.called.add(name);
    return this.from(file, name);
  }

  typeFrom(file: string, name: string): string {
    return note(this.types, `./${file}`, name);
  }

  declarations(): OptionalKind<ImportDeclarationStructure>[] {
    const modules = [...new Set([...this.values.keys(), ...this.types.keys()])].sort();
    return modules.map((moduleSpecifier) => {
      const values = this.values.get(moduleSpecifier) ?? new Set<string>();
      const types = [...(this.types.get(moduleSpecifier) ?? [])].filter((name) => !values.has(name));
      const typeOnly = values.size === 0;
      const namedImports = [
        ...[...values].map((name) => ({ name, isTypeOnly: false, ...(this.isKept(name) && { alias: `$${name}` }) })),
        ...types.map((name) => ({ name, isTypeOnly: !typeOnly })),
      ].sort((a, b) => (a.name < b.name ? -1 : 1));
      return { moduleSpecifier, namedImports, isTypeOnly: typeOnly };
    });
  }

  /** The module's constants for imported functions. */
  constants(): string {
    const names = [...this.values.values()].flatMap((names) => [...names]).filter((name) => this.isKept(name));
    return names
      .sort()
      .map((name) => `const ${name} = $${name};`)
      .join("\n");
  }

  private isKept(name: string): boolean {
    return frequent.has(name) || this.called.has(name);
  }
}

function note(into: Map<string, Set<string>>, file: string, name: string): string {
  const names = into.get(file);
  if (names === undefined) into.set(file, new Set([name]));
  else names.add(name);
  return name;
}

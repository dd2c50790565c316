import type { ImportDeclarationStructure, OptionalKind } from "ts-morph";
import type * as runtime from "../../src/wire/index.ts";

/** Everything that generated code may take from the runtime as a value: what the runtime exports. */
export type RuntimeValue = keyof typeof runtime;
/** … and types. */
export type RuntimeType =
  | "Coder"
  | "Enumeration"
  | "EnumerationFacts"
  | "Family"
  | "Framing"
  | "Init"
  | "Layout"
  | "OrderedCodec"
  | "OrderedFamily"
  | "Codec"
  | "TypeLayout"
  | "ValueOf"
  | "View";

/** Names that a generated type must not take: imports, and globals that generated code uses. */
export const takenNames: ReadonlySet<string> = new Set([
  ...["Codec", "Coder", "Enumeration", "EnumerationFacts", "Family", "Framing", "Init", "Layout", "OrderedCodec"],
  ...["OrderedFamily", "RecordCodec", "RecordView", "TypeLayout", "ValueOf", "View"],
  ...["Array", "BigInt", "DataView", "Infinity", "Math", "NaN", "Number", "Object", "Omit", "Partial", "String"],
  ...["Symbol", "Uint8Array", "ArrayLike"],
]);

/** Collects what the code of one module uses from others. */
export class Imports {
  private readonly runtime: string;
  private readonly kept = new Set<string>();
  private readonly values = new Map<string, Set<string>>();
  private readonly types = new Map<string, Set<string>>();

  /** `runtime` is where generated code finds the runtime: `bytewright/wire`, or a path. */
  constructor(runtime: string) {
    this.runtime = runtime;
  }

  use(name: RuntimeValue): string {
    return note(this.values, this.runtime, name);
  }

  /**
   * A function that runs when all is well. A module keeps each in a constant of its own, because the engine looks at an
   * import again for each call: decoding a 40-byte record takes 8 % longer then (Node 20 and 24).
   */
  call(name: RuntimeValue): string {
    this.kept.add(name);
    return this.use(name);
  }

  type(name: RuntimeType): string {
    return note(this.types, this.runtime, name);
  }

  /** Something out of another generated module. */
  from(file: string, name: string): string {
    return note(this.values, `./${file}`, name);
  }

  /** A function out of another generated module that runs when all is well. */
  callFrom(file: string, name: string): string {
    this.kept.add(name);
    return this.from(file, name);
  }

  typeFrom(file: string, name: string): string {
    return note(this.types, `./${file}`, name);
  }

  /** Of what was asked for, what is used. */
  declarations(isUsed: (name: string) => boolean): OptionalKind<ImportDeclarationStructure>[] {
    const modules = [...new Set([...this.values.keys(), ...this.types.keys()])].sort();
    return modules.flatMap((moduleSpecifier) => {
      const values = new Set([...(this.values.get(moduleSpecifier) ?? [])].filter(isUsed));
      const types = [...(this.types.get(moduleSpecifier) ?? [])].filter((name) => isUsed(name) && !values.has(name));
      const typeOnly = values.size === 0;
      if (typeOnly && types.length === 0) return [];
      const namedImports = [
        ...[...values].map((name) => ({
          name,
          isTypeOnly: false,
          ...(this.kept.has(name) && { alias: `$${name}` }),
        })),
        ...types.map((name) => ({ name, isTypeOnly: !typeOnly })),
      ].sort((a, b) => (a.name < b.name ? -1 : 1));
      return { moduleSpecifier, namedImports, isTypeOnly: typeOnly };
    });
  }

  /** The module's constants for imported functions. */
  constants(isUsed: (name: string) => boolean): string {
    const kept = [...this.kept].filter(isUsed).sort();
    return kept.length === 0 ? "" : `const ${kept.map((name) => `${name} = $${name}`).join(", ")};`;
  }
}

function note(into: Map<string, Set<string>>, file: string, name: string): string {
  const names = into.get(file);
  if (names === undefined) into.set(file, new Set([name]));
  else names.add(name);
  return name;
}

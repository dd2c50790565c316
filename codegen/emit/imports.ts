import { type ImportDeclarationStructure, StructureKind } from "ts-morph";
import type * as runtime from "../../src/wire/index.ts";

/** Everything that generated code may take from the runtime as a value: what the runtime exports. */
export type RuntimeValue = keyof typeof runtime;

/** … and types. */
const codecTypes = [
  "Codec",
  "Coder",
  "Family",
  "Init",
  "OrderedCodec",
  "OrderedFamily",
  "UnknownRecord",
  "View",
] as const;
const factTypes = ["Enumeration", "EnumerationFacts", "Framing", "Layout", "TypeLayout", "ValueOf"] as const;
export type RuntimeType = (typeof codecTypes | typeof factTypes)[number];

/** Names that a generated type must not take: imports, and globals that generated code uses. */
export const takenNames: ReadonlySet<string> = new Set([
  ...[...codecTypes, ...factTypes, "RecordCodec", "RecordView"],
  ...["Array", "BigInt", "DataView", "Infinity", "Math", "NaN", "Number", "Object", "Omit", "Partial", "String"],
  ...["Symbol", "Uint8Array", "ArrayLike"],
]);

/** Collects what the code of one module uses from others. */
export class Imports {
  private readonly runtime: string;
  private readonly kept = new Set<string>();
  /** what is imported of each module, and whether only as a type */
  private readonly modules = new Map<string, Map<string, boolean>>();

  constructor(runtime: string) {
    this.runtime = runtime;
  }

  use(name: RuntimeValue): string {
    return this.note(this.runtime, name, false);
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
    return this.note(this.runtime, name, true);
  }

  /** Something out of another generated module. */
  from(file: string, name: string): string {
    return this.note(`./${file}`, name, false);
  }

  /** A function out of another generated module that runs when all is well. */
  callFrom(file: string, name: string): string {
    this.kept.add(name);
    return this.from(file, name);
  }

  typeFrom(file: string, name: string): string {
    return this.note(`./${file}`, name, true);
  }

  private note(module: string, name: string, isType: boolean): string {
    const names = this.modules.get(module) ?? new Map<string, boolean>();
    this.modules.set(module, names.set(name, isType && names.get(name) !== false));
    return name;
  }

  /** Of what was asked for, what is used. */
  declarations(used: ReadonlySet<string>): ImportDeclarationStructure[] {
    return [...this.modules].sort(byName).flatMap(([moduleSpecifier, names]) => {
      const needed = [...names].filter(([name]) => used.has(name)).sort(byName);
      const isTypeOnly = needed.every(([, isType]) => isType);
      const namedImports = needed.map(([name, isType]) => {
        return { name, isTypeOnly: isType && !isTypeOnly, ...(this.kept.has(name) && { alias: `$${name}` }) };
      });
      const kind = StructureKind.ImportDeclaration as const;
      return needed.length === 0 ? [] : [{ kind, moduleSpecifier, isTypeOnly, namedImports }];
    });
  }

  /** The module's constants for imported functions. */
  constants(used: ReadonlySet<string>): string {
    const kept = [...this.kept].filter((name) => used.has(name)).sort();
    return kept.length === 0 ? "" : `const ${kept.map((name) => `${name} = $${name}`).join(", ")};`;
  }
}

function byName([a]: readonly [string, ...unknown[]], [b]: readonly [string, ...unknown[]]): number {
  return a < b ? -1 : 1;
}

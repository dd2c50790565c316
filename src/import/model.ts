/**
 * C's types as compilers tell them: what DWARF, BTF and compiled headers are read into, and what schemas are made of and
 * compared with. Plain data. Sizes and alignments are in bytes. `const`, `volatile`, `restrict` are left out: they change
 * no byte.
 */

/** All that a file tells. Pointers hold no types, so that nothing holds itself. */
export interface CTypes {
  /** the ABI it was made for, by the name that `src/layout` has for it */
  readonly abi: string;
  /** what has a name, each once: records by their tag, enumerations, and typedefs */
  readonly types: readonly NamedType[];
  /** what was asked for by name: macros that are whole numbers, and members of enumerations that have no name */
  readonly constants?: readonly Constant[];
}

export interface Constant {
  readonly name: string;
  readonly value: bigint;
}

export type NamedType = (RecordType | EnumerationType | TypedefType) & { readonly name: string };

export type CType =
  | IntegerType
  | FloatType
  | PointerType
  | ArrayType
  | RecordType
  | EnumerationType
  | TypedefType
  | UnknownType;

/** `unsigned int`, `long`, `char`, `_Bool`, `__int128`: the name is C's, since `long` is as wide as others are. */
export interface IntegerType {
  readonly kind: "integer";
  readonly name: string;
  readonly size: number;
  readonly signed: boolean;
}

/** `float`, `double`, `long double`, and complex or decimal ones, which no schema has. */
export interface FloatType {
  readonly kind: "float";
  readonly name: string;
  readonly size: number;
}

/** Of anything: `target` is how C writes it, `struct task_struct *` or `void (*)(int)`, for docs. */
export interface PointerType {
  readonly kind: "pointer";
  readonly size: number;
  readonly target: string;
}

/** One dimension. Without a count it is `T[]`; `T[0]` has the count 0, where the file tells them apart. */
export interface ArrayType {
  readonly kind: "array";
  readonly element: CType;
  readonly count: number | undefined;
}

export interface RecordType {
  readonly kind: "struct" | "union";
  /** its tag; without one it is anonymous */
  readonly name: string | undefined;
  readonly size: number;
  /** where the file tells it; what `aligned` asks for or, with `isExact`, what `_Alignof` says */
  readonly align?: { readonly bytes: number; readonly isExact: boolean };
  readonly members: readonly MemberType[];
  readonly origin?: Origin;
}

export interface MemberType {
  /** without one it is an anonymous struct or union */
  readonly name: string | undefined;
  readonly type: CType;
  /** in bits from the record's start, as `BitRange` counts them: of bit fields in the order in which the ABI fills bytes */
  readonly at: number;
  /** of a bit field */
  readonly width?: number;
  /** what `aligned` on the member asks for, where the file tells it */
  readonly align?: number;
}

export interface EnumerationType {
  readonly kind: "enumeration";
  readonly name: string | undefined;
  readonly size: number;
  readonly signed: boolean;
  readonly members: readonly { readonly name: string; readonly value: bigint }[];
  readonly origin?: Origin;
}

export interface TypedefType {
  readonly kind: "typedef";
  readonly name: string;
  readonly type: CType;
  readonly align?: number;
  readonly origin?: Origin;
}

/** What is no type of C that a schema has, or is told too badly: `why` says it in a few words. */
export interface UnknownType {
  readonly kind: "unknown";
  readonly name: string;
  readonly size: number;
  readonly why: string;
}

/** Where it was declared. */
export interface Origin {
  readonly file: string;
  readonly line: number;
}

/** How types are read. */
export interface ReadOptions {
  /** the ABI, where a file's machine may have several or is not known; of C, the one to compile for */
  readonly abi?: string | undefined;
  /** names of constants, with `*` and `?` */
  readonly constants?: readonly string[] | undefined;
  /** of split BTF: the file that it goes on from */
  readonly base?: string | undefined;
  /** the compiler of C, and options of it behind a blank; by default the one for the ABI, or `$CC`, or `cc` */
  readonly cc?: string | undefined;
  /** `-I`, `-D` and `-include` */
  readonly includePath?: readonly string[] | undefined;
  readonly define?: readonly string[] | undefined;
  readonly include?: readonly string[] | undefined;
}

import type { FieldFacts, StructDefinition, TypeNode, UnionDefinition } from "../../../schema/dsl/types.ts";
import type { Layout, TypeLayout } from "../../wire/layout.ts";
import type { Abi } from "../abi.ts";
import type { Complaint } from "../faults/complaint.ts";
import type { ValueRange } from "../value-range.ts";

export type Definition = StructDefinition | UnionDefinition;

/** A type's alignment in bytes, and what a layout says of it. */
export interface Measured {
  readonly align: number;
  readonly type: TypeLayout;
}

/** Where a member stands: positions and widths in bits from the struct's start, alignments in bytes. */
export interface Place {
  readonly at: number;
  readonly width: number;
  /** what the member contributes to the alignment of its struct */
  readonly align: number;
  /** what the member takes up to, where that is more than its width */
  readonly end?: number;
  /** what it leaves to bit fields right behind it */
  readonly unit?: Unit;
}

/** What bit fields share: bytes of their type, and how many bits before its end are left. */
interface Unit {
  readonly size: number;
  readonly left: number;
}

/** A struct that is filled up to the bit `end`, or a union, where that is 0; and what is said of its members. */
export interface Around {
  readonly kind: Definition["kind"];
  readonly end: number;
  /** that of the member right before, if that is a bit field */
  readonly unit: Unit | undefined;
  readonly packed: boolean;
  /** the most that a member is aligned to, by `#pragma pack` */
  readonly most: number;
}

/** An ABI, and what it makes of the types that are inside another one. */
export interface Target {
  readonly abi: Abi;
  measure(facts: FieldFacts): Measured;
  layOut(definition: Definition): Layout;
}

/** What is to be known of a type in a schema. */
export interface TypeRules<T> {
  /** whether its values can have names */
  readonly hasNames?: true;
  /** whether it can take more than one byte as one number */
  readonly hasByteOrder?: true;
  /** The facts of its field go into the type's layout as far as they concern single values. */
  measure(type: T, facts: FieldFacts, target: Target): Measured;
  /** where it stands; without it, at the next multiple of its alignment */
  place?(type: T, measured: Measured, facts: FieldFacts, around: Around, abi: Abi): Place;
  /** its name in messages (`u32`, `s16 : 3`); without it, the name of its kind */
  nameOf?(type: T): string;
  /** the integers that it holds; `long` and pointers count as 64 bits wide */
  rangeOf?(type: T): ValueRange | undefined;
  faultsOf?(type: T, facts: FieldFacts, field: string): Iterable<Complaint>;
  /** what is wrong with a constant; without it, that it is none of the integers that the type holds */
  constantFaults?(type: T, constant: number | bigint, field: string): Iterable<Complaint>;
}

/** What is to be known of a kind of the vocabulary. */
export type KindRules<K extends TypeNode["kind"]> = TypeRules<Extract<TypeNode, { readonly kind: K }>>;

import { scalarAlign } from "../abis.ts";
import { show } from "../faults/complaint.ts";
import { present } from "../present.ts";
import type { KindRules } from "./rules.ts";

export const float: KindRules<"float"> = {
  hasByteOrder: true,
  measure({ size }, { byteOrder }, { abi }) {
    return { align: scalarAlign(size, abi), type: { kind: "float", size, ...present({ byteOrder }) } };
  },
  nameOf: ({ size }) => `f${size * 8}`,
  *constantFaults(type, constant, field) {
    const exact = type.size === 4 ? Math.fround(Number(constant)) : Number(constant);
    if (constant === exact) return;
    if (Number.isNaN(constant)) {
      yield { field, problem: "its constant is NaN, which many bytes mean", cure: "make it an integer of that size" };
    } else {
      const problem = `its constant ${show(constant)} is no value of f${type.size * 8}`;
      yield { field, problem, cure: "give one that is" };
    }
  },
};

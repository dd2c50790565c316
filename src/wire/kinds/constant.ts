import { showConstant } from "../faults.ts";
import { describe, refusal } from "../values.ts";
import { type Constants, useConstants } from "./hooks.ts";
import { numberChecker } from "./kind.ts";

/** What else is said of a field that may have one value only. */
export function constant<const T extends object>(
  value: number | bigint,
  more?: T,
): T & { readonly constant: number | bigint } {
  useConstants(constants);
  return { ...(more as T), constant: value };
}

export const constants: Constants = {
  checker(field) {
    const { name, constant } = field;
    if (constant === undefined) return undefined;
    const isRight = (found: number | bigint) => Object.is(found, constant);
    return numberChecker(name, field, "wrong-constant", showConstant(constant), isRight, showConstant);
  },
  taker({ constant }) {
    if (constant === undefined) return undefined;
    return (given, here) => {
      if (given === undefined || given === constant) return constant;
      throw refusal("wrong-constant", here, describe(given), String(constant));
    };
  },
  told: ({ constant }) => constant,
};

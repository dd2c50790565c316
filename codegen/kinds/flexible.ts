import { mostOf, type TypeLayout } from "../../src/wire/index.ts";
import { integerName } from "../../src/wire/kinds/integer.ts";
import { plus } from "../emit/names.ts";
import { listType, loadList, lookAtList, notFunction, storeNumbers, takeElements } from "./array.ts";
import type { KindText, Place } from "./kind.ts";

type FlexibleLayout = Extract<TypeLayout, { kind: "flexible" }>;

/** The number of elements is `n`: in code that decodes, encodes and looks. */
export const flexible: KindText<FlexibleLayout> = {
  type: (type, name, scope, init) => types[type.as] ?? listType(type, name, scope, init),
  layout({ as, element, stride, count, each, eachView }, name, scope) {
    const { imports } = scope;
    if (as !== "list") {
      const make = imports.use(as === "bytes" ? "flexibleBytes" : "flexibleText");
      return count === undefined ? `${make}()` : `${make}("${count}")`;
    }
    const more = Object.entries({ count, each, eachView }).filter(([, value]) => value !== undefined);
    const text = more.map(([key, value]) => `${key}: ${JSON.stringify(value)}`).join(", ");
    const inner = scope.textOf(element).layout(element, name, scope);
    return `${imports.use("flexibleList")}(${inner}, ${stride}${text && `, { ${text} }`})`;
  },
  load(type, place, name, scope) {
    const start = plus(place.base, place.offset);
    if (type.as === "list") return loadList(type, "n", place, name, scope);
    const read = scope.call(type.as === "bytes" ? "copyBytes" : "getWholeText");
    return `${read}(${place.bytes}, ${start}, ${start} + n)`;
  },
  take(type, x, offset, encoder, name) {
    const { as, element } = type;
    const { scope } = encoder;
    if (as === "bytes") {
      encoder.lasts.push(`const n = ${scope.call("bytesSize")}(${x});`);
      encoder.checks.push("n < 0");
      encoder.bytes(x, "n", offset);
      return;
    }
    if (as === "string") {
      encoder.reads.push(`const n = ${scope.call("flexibleTextSize")}(${x});`);
      encoder.checks.push("n < 0");
      const put = scope.call("putText");
      const store = ({ base, offset: at }: Place) => `${put}(to, ${plus(base, at)}, ${plus(base, at)} + n, ${x});`;
      encoder.store(x, "string", store, offset);
      encoder.usesBytes = true;
      return;
    }
    encoder.reads.push(`const n = ${scope.call("lengthOf")}(${x}, ${mostElements(type)});`);
    if (scope.textOf(element).not === undefined) {
      encoder.checks.push("n < 0");
      takeElements(type, x, "n", offset, encoder, name);
      return;
    }
    if (element.kind === "integer" && !element.big && integerName(element) === "u32" && !element.byteOrder) {
      const copy = encoder.constant(`${x}$`, `${scope.call("copyU32s")}(${x}, n)`, encoder.lasts);
      encoder.checks.push(`${copy} === undefined`);
      const put = ({ base, offset: at }: Place) =>
        `${scope.call("putU32s")}(to, v, ${plus(base, at)}, ${copy}, n, le);`;
      encoder.store(copy, "Uint32Array", put, offset);
      encoder.usesBytes = true;
      return;
    }
    const copied = `${scope.call("copyList")}(${x}, n, ${notFunction(element, scope)})`;
    const copy = encoder.constant(`${x}$`, copied, encoder.lasts);
    encoder.checks.push(`${copy} === undefined`);
    storeNumbers(type, copy, "n", offset, encoder);
  },
  look(type, place, name, scope) {
    const n = `${scope.call("countIn")}(this)`;
    const start = plus(place.base, place.offset);
    if (type.as === "bytes") return { type: "Uint8Array", code: `${place.bytes}.subarray(${start}, ${start} + ${n})` };
    if (type.as === "list") return lookAtList(type, n, place, name, scope);
    return { type: "string", code: `${scope.call("getWholeText")}(${place.bytes}, ${start}, ${start} + ${n})` };
  },
  wrong({ element }, place, scope) {
    const inside = scope.textOf(element).wrong?.(element, place, scope) ?? [];
    return inside.length === 0 ? [] : "unknown";
  },
  inside: ({ element }) => [element],
};

const types: { readonly [as in FlexibleLayout["as"]]: string | undefined } = {
  bytes: "Uint8Array",
  string: "string",
  list: undefined,
};

/** Elements that a list can have. */
export function mostElements({ as, each = 1 }: FlexibleLayout): number {
  return Math.floor(mostOf(as) / each);
}

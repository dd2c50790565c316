import type { KindText } from "../emit/encoder.ts";
import { plus } from "../emit/text.ts";

export const strictText: KindText<"strictText"> = {
  type: () => "string",
  layout: ({ size, form }, _, scope) => `${scope.use(form === "nul" ? "cString" : "wholeText")}(${size})`,
  load({ size, form }, { base, offset, bytes }, _, scope) {
    const get = scope.call(form === "nul" ? "getText" : "getWholeText");
    return `${get}(${bytes}, ${plus(base, offset)}, ${plus(base, offset + size)})`;
  },
  take({ size, form }, x, offset, encoder) {
    const { scope, checks, base } = encoder;
    checks.push(`${scope.call(form === "nul" ? "notCString" : "notWholeText")}(${x}, ${size})`);
    const put = scope.call("putText");
    encoder.store(x, "string", `${put}(to, ${plus(base, offset)}, ${plus(base, offset + size)}, ${x});`);
  },
  wrong({ size, form }, { base, offset, v }, scope) {
    return form === "whole" ? [] : [`${scope.call("strayByte")}(${v}, ${plus(base, offset)}, ${size}) >= 0`];
  },
};

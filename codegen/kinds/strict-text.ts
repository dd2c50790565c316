import type { KindText } from "../emit/encoder.ts";
import { plus } from "../emit/text.ts";

export const strictText: KindText<"strictText"> = {
  type: () => "string",
  layout: ({ size, ends }, _, scope) => `${scope.use(ends === "nul" ? "cString" : "wholeText")}(${size})`,
  load({ size, ends }, { base, offset, bytes }, _, scope) {
    const get = scope.call(ends === "nul" ? "getText" : "getWholeText");
    return `${get}(${bytes}, ${plus(base, offset)}, ${plus(base, offset + size)})`;
  },
  take({ size, ends }, x, offset, encoder) {
    const { scope, checks, base } = encoder;
    checks.push(`${scope.call(ends === "nul" ? "notCString" : "notWholeText")}(${x}, ${size})`);
    const put = scope.call("putText");
    encoder.store(x, "string", `${put}(to, ${plus(base, offset)}, ${plus(base, offset + size)}, ${x});`);
  },
  wrong({ size, ends }, { base, offset, v }, scope) {
    return ends === "whole" ? [] : [`${scope.call("strayByte")}(${v}, ${plus(base, offset)}, ${size}) >= 0`];
  },
};

import type { RecordsLayout } from "../../src/wire/index.ts";
import type { KindText } from "../emit/encoder.ts";

/** There is no text that reads or writes them: they are in what is interpreted. */
export const records: KindText<"records"> = {
  type({ family }: RecordsLayout, _, scope, init) {
    const { type, file } = scope.familyNamed(family);
    const known = scope.typeFrom(file, `${type}Record${init ? "Init" : ""}`);
    return `(${known} | ${scope.type("UnknownRecord")})[]`;
  },
  layout({ family }, _, scope) {
    const { type, file } = scope.familyNamed(family);
    const of = scope.from(file, type);
    return `${scope.use("records")}(${JSON.stringify(family)}, () => ${of})`;
  },
  load: () => "undefined",
};

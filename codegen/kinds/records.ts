import type { RecordsLayout } from "../../src/wire/index.ts";
import type { KindText } from "../emit/encoder.ts";
import { kebabCase, pascalCase } from "../emit/names.ts";

/** There is no text that reads or writes them: they are in what is interpreted. */
export const records: KindText<"records"> = {
  type({ family }: RecordsLayout, _, scope, init) {
    const type = `${pascalCase(family)}Record${init ? "Init" : ""}`;
    const known = scope.typeFrom(`${kebabCase(family)}-family${scope.extension}`, type);
    return `(${known} | ${scope.type("UnknownRecord")})[]`;
  },
  layout({ family }, _, scope) {
    const type = pascalCase(family);
    const of = scope.from(`${kebabCase(family)}-family${scope.extension}`, type);
    return `${scope.use("records")}(${JSON.stringify(family)}, () => ${of})`;
  },
  load: () => "undefined",
};

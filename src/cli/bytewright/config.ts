/** The config of a project that generates codecs: `bytewright.config.ts`. Published as `bytewright/config`. */

import type { AbiName } from "../../layout/abis.ts";

/**
 * What `bytewright codegen` works on where no option says otherwise. Paths count from the config's folder.
 *
 *     import { defineConfig } from "bytewright/config";
 *
 *     export default defineConfig({ schemas: ["schema/pixel.ts"], runtime: "standalone" });
 */
export interface Config {
  /** schema modules; by default every `schema/NAME/index.ts` */
  readonly schemas?: readonly string[];
  /** the folder for a schema's code, in which `{name}` is the schema's name; by default `generated/{name}` */
  readonly out?: string;
  /**
   * where generated code imports its runtime from, by default `bytewright/wire`; "standalone" puts what it uses of it into
   * a folder `runtime` beside it, so that a product needs no package
   */
  readonly runtime?: string;
  /** the ending of imports between generated files, by default "js" */
  readonly importExtension?: "js" | "ts";
  /** the ABI by whose rules structs outside of families are laid out, by default "x86_64" */
  readonly abi?: AbiName;
  /** whether a README.md that shows all records is put beside the code */
  readonly readme?: boolean;
}

/** A config, with its type. */
export function defineConfig(config: Config): Config {
  return config;
}

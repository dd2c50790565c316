import type { CTypes, ReadOptions } from "../../import/model.ts";
import type { AddCommand } from "../program/program.ts";

/** What reads types from files. It needs generated code, so nothing may need it which generates that. */
interface Importing {
  readonly addImport: AddCommand;
  readTypes(file: string, options?: ReadOptions): CTypes;
}

/** Set in a bundle, where it has another name. */
declare const IMPORTING: string;

/** The compiler does not follow a name that is no literal. */
const specifier: string = typeof IMPORTING === "string" ? IMPORTING : "../importing/main.js";

export const loadImporting = (): Promise<Importing> => import(specifier);

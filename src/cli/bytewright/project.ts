import { existsSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative } from "node:path";
import { inspect } from "node:util";
import { lilconfig } from "lilconfig";
import { packSchema } from "../../files/schema-loader.ts";
import { abis, isAbiName } from "../../layout/abis.ts";
import { Failure } from "../program/failure.ts";
import type { Config } from "./config.ts";

/** A project as a command finds it. All paths of its config count from its folder, which is the current one from then on. */
export interface Project {
  readonly config: Config;
  /** a path that was given on the command line, as it is named in the project's folder */
  inProject(path: string): string;
}

/**
 * Goes to the folder of the config or, without one, of the nearest package.json: what is generated does not depend on the
 * folder that the command is run from.
 * @throws Failure if the config cannot be loaded, or says what means nothing
 */
export async function enterProject(): Promise<Project> {
  const here = process.cwd();
  const load = async (file: string) => {
    const exported = await (await packSchema(file)).run();
    return "default" in exported ? exported.default : exported;
  };
  const parse = (file: string, text: string) => {
    try {
      // With the mark that some editors put in front, npm takes it.
      return JSON.parse(text.replace(/^\ufeff/, ""));
    } catch (error) {
      throw new Failure(`${basename(file)}: ${(error as Error).message}`);
    }
  };
  const loaders = { ".ts": load, ".js": load, ".json": parse };
  const searchPlaces = ["package.json", "bytewright.config.ts", "bytewright.config.js", "bytewright.config.json"];
  const found = await lilconfig("bytewright", { searchPlaces, loaders, stopDir: "/" })
    .search(here)
    .catch((error: Error) => {
      throw new Failure(error.message);
    });
  const config = found === null || found.isEmpty ? {} : found.config;
  if (found !== null) refuseUnknown(config, basename(found.filepath));
  const folder = found === null ? nearestPackage(here) : dirname(found.filepath);
  process.chdir(folder);
  return {
    config,
    // As it is said, with a slash at its end.
    inProject: (path) =>
      isAbsolute(path) || folder === here || path === "" ? path : join(relative(folder, here), path),
  };
}

function nearestPackage(here: string): string {
  for (let folder = here; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) return folder;
    if (folder === dirname(folder)) return here;
  }
}

const isText = (value: unknown) => typeof value === "string" && value !== "";

/** What each option may be, and how that is said. */
const options: { readonly [K in keyof Required<Config>]: readonly [is: (value: unknown) => boolean, what: string] } = {
  schemas: [(value) => Array.isArray(value) && value.every(isText), "a list of paths"],
  out: [isText, "a path"],
  runtime: [isText, '"standalone", a path or a package'],
  importExtension: [(value) => value === "js" || value === "ts", '"js" or "ts"'],
  abi: [(value) => isText(value) && isAbiName(value as string), `one of ${Object.keys(abis).join(", ")}`],
  readme: [(value) => typeof value === "boolean", "true or false"],
};

function refuseUnknown(config: unknown, file: string): void {
  const refuse = (problem: string) => {
    throw new Failure(`${file}: ${problem}`);
  };
  if (typeof config !== "object" || config === null || Array.isArray(config)) refuse("exports no config");
  for (const [name, value] of Object.entries(config as object)) {
    if (!Object.hasOwn(options, name)) refuse(`"${name}" is no option; there are ${Object.keys(options).join(", ")}`);
    const [is, what] = options[name as keyof Config];
    // What is undefined is not said, as TypeScript has it.
    if (value !== undefined && !is(value)) refuse(`"${name}" is ${what}, and not ${shown(value)}`);
  }
}

/** A value in one line, whatever it is. */
function shown(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : inspect(value, { breakLength: Infinity, depth: 1 });
}

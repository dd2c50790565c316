import { existsSync } from "node:fs";
import type { Command } from "commander";
import { breaksAnything, type Change, type Compared, compareSchemas } from "../../compare/index.ts";
import { toPrintable } from "../../wire/printable.ts";
import { Failure } from "../program/failure.ts";
import type { ExitWith } from "../program/program.ts";
import { print } from "../program/terminal.ts";
import { withRevision } from "./git.ts";
import { layOutFrom, structsOf } from "./laid-out.ts";
import { type Format, formatOption } from "./options.ts";
import { command, failingIn } from "./report.ts";

interface Options {
  readonly against?: string;
  readonly format: Format;
}

const notes = `
Each change is told with whom it breaks: "old bytes" are refused or misread by new code, "new bytes" by old code, "source"
that uses the types compiles no more. Exits with 0 if nothing breaks, with 1 if something does. Both schemas are run.

Examples:
  $ bytewright compat schema-v1.ts schema-v2.ts
  $ bytewright compat schema/ckpt/index.ts --against origin/main --format github
`;

/** Adds `bytewright compat`. */
export function addCompat(program: Command, exitWith: ExitWith): void {
  program
    .command("compat")
    .description("Tells which changes of a schema break old bytes, old code or source that uses its types.")
    .argument("<schemas...>", "the old and the new schema module or, with --against, the new one alone")
    .option("--against <revision>", "the old schema is the new one's file as git has it at this revision")
    .addOption(formatOption("how to tell it"))
    .addHelpText("after", notes)
    .action(exitWith(compat));
}

async function compat(schemas: readonly string[], { against, format }: Options, self: Command): Promise<number> {
  const wanted = against === undefined ? 2 : 1;
  if (schemas.length !== wanted) {
    self.error(
      `error: found ${schemas.length} schemas, expected ${wanted === 2 ? "OLD and NEW" : "NEW alone beside --against"}`,
    );
  }
  return failingIn(format, async () => {
    const now = schemas.at(-1) as string;
    if (against !== undefined && !existsSync(now)) throw new Failure(`${now}: ENOENT: no such file or directory`);
    const old = against === undefined ? compared(schemas[0] as string) : withRevision(against, now, compared);
    const changes = compareSchemas(await old, await compared(now));
    print(formats[format](changes, now));
    return changes.some(breaksAnything) ? 1 : 0;
  });
}

async function compared(file: string): Promise<Compared> {
  const schema = await layOutFrom(file);
  return { ...schema, structs: structsOf(schema) };
}

type Tell = (changes: readonly Change[], file: string) => string;

const formats: { readonly [F in Format]: Tell } = {
  text(changes) {
    const lines = changes.map((change) => `${describe(change)}; breaks ${whom([change])}`);
    return `${[...lines, summary(changes)].map(toPrintable).join("\n")}\n`;
  },
  json: (changes) => `${JSON.stringify({ breaks: changes.some(breaksAnything), changes }, null, 2)}\n`,
  github: (changes, file) =>
    changes
      .filter(breaksAnything)
      .map((change) => command({ file }, `${describe(change)}; breaks ${whom([change])}`))
      .join(""),
};

function describe({ type, field, text }: Change): string {
  return `${field === "" ? type : `${type}.${field}`}: ${text}`;
}

const words = { oldBytes: "old bytes", newBytes: "new bytes", source: "source" } as const;

/** Whom some changes break. */
function whom(changes: readonly Change[]): string {
  const broken = (["oldBytes", "newBytes", "source"] as const).filter((one) =>
    changes.some(({ breaks }) => breaks[one]),
  );
  return broken.map((one) => words[one]).join(", ") || "nobody";
}

function summary(changes: readonly Change[]): string {
  return `${changes.length} change${changes.length === 1 ? "" : "s"}: breaks ${whom(changes)}`;
}

import { writeFileSync } from "node:fs";
import { Command } from "commander";
import { colours } from "./colours.ts";
import { findEngines, thisNode } from "./engines.ts";
import { formatReport, formatSummary } from "./format.ts";
import { leadsOf } from "./group.ts";
import { groups } from "./groups/index.ts";
import { describeMachine } from "./machine.ts";
import { formatMarkdown } from "./markdown.ts";
import { type Report, reportOf, toJson } from "./report.ts";
import { openResults } from "./results-file.ts";
import { runIn } from "./run-in.ts";

interface Choices {
  readonly quick?: boolean;
  readonly here?: true;
  readonly group?: readonly string[];
  readonly json?: string;
  readonly markdown?: string;
}

const thorough = { quick: false, rounds: 40, otherRounds: 15, budget: 8, warmUp: 120 };
const hurried = { quick: true, rounds: 25, otherRounds: 5, budget: 1.5, warmUp: 40 };

const hurry = `--quick: ${hurried.rounds} rounds instead of ${thorough.rounds}, which are shorter; code generation for fewer records;
by other Nodes neither other libraries nor what takes long. All of it is less steady.`;

const program = new Command("bench")
  .description(
    "Times what is shipped beside hand-written code, other libraries and C, and says which goals are reached.",
  )
  .option("--quick", "fewer rounds and smaller sizes: done within minutes")
  .option("--here", "by this Node only; without it, by Node 20, 24 and 26 as well")
  .option("--group <text...>", "only groups whose title contains this")
  .option("--json <file>", "write all rows to a file: group, name, value, unit, ratio, goal, ok, rejected")
  .option(
    "--markdown <file>",
    "replace the results, or with --group their tables, in a file such as test/bench/RESULTS.md",
  )
  .addHelpText("after", `\nGroups:\n${groups.map(({ title }) => `  ${title}\n`).join("")}`)
  .addHelpText("after", "\nExample:\n  $ npm run bench -- --quick --group decode --json rows.json\n")
  .parse();

main(program.opts<Choices>());

function main({ quick = false, here, group: texts, json, markdown }: Choices): void {
  const chosen = groups.filter(({ title }) => texts === undefined || texts.some((text) => title.includes(text)));
  if (chosen.length === 0) program.error(`error: no group's title contains ${texts?.join(" or ")}; see --help`);
  const writeResults = markdown === undefined ? undefined : openResults(markdown);
  const engines = here ? [thisNode] : findEngines();
  const facts = describeMachine(engines);
  process.stdout.write(`${facts.join("\n")}\n\n${quick ? `${colours.yellow(hurry)}\n\n` : ""}`);
  const reports: Report[] = [];
  for (const engine of engines) {
    const leadsOnly = quick && engine !== thisNode;
    for (const group of chosen.filter(({ isLong }) => !(leadsOnly && isLong))) {
      const effort = { ...(quick ? hurried : thorough), leads: leadsOf(group), leadsOnly };
      const report = reportOf(group, runIn(engine, group, effort), engine, quick);
      process.stdout.write(`${formatReport(report)}\n`);
      reports.push(report);
    }
  }
  process.stdout.write(formatSummary(reports));
  if (json !== undefined) writeFileSync(json, toJson(reports.flatMap(({ rows }) => rows)));
  const date = `Date: ${new Date().toISOString().slice(0, 10)}${quick ? ", --quick" : ""}`;
  writeResults?.(formatMarkdown([date, ...facts], reports), texts !== undefined);
  if (reports.some(({ missing }) => missing.length > 0)) process.exitCode = 1;
}

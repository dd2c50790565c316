import { writeFileSync } from "node:fs";
import { Command } from "commander";
import { colours } from "./colours.ts";
import { type Engine, findNode24, thisNode } from "./engines.ts";
import { formatReport, formatSummary } from "./format.ts";
import { type Group, leadsOf } from "./group.ts";
import { groups } from "./groups/index.ts";
import { describeMachine } from "./machine.ts";
import { formatMarkdown } from "./markdown.ts";
import { type Report, reportOf, toJson } from "./report.ts";
import { openResults } from "./results-file.ts";
import { runIn } from "./run-in.ts";

interface Choices {
  readonly quick?: true;
  readonly group?: readonly string[];
  readonly json?: string;
  readonly markdown?: string;
}

const thorough = { quick: false, rounds: 40, otherRounds: 15, budget: 8, warmUp: 120 };
const hurried = { quick: true, rounds: 25, otherRounds: 5, budget: 1.5, warmUp: 40 };

const hurry = `--quick: ${hurried.rounds} rounds instead of ${thorough.rounds}, which are shorter; code generation for fewer records;
other libraries in fewer rounds, and not by Node 24. All of it is less steady.`;

const program = new Command("bench")
  .description(
    "Times what is shipped beside hand-written code, other libraries and C, and says which goals are reached.",
  )
  .option("--quick", "fewer rounds and smaller sizes: done within a minute")
  .option("--group <text...>", "only groups whose title contains this")
  .option("--json <file>", "write all rows to a file: group, name, value, unit, ratio, goal, ok")
  .option("--markdown <file>", "replace the results in a file such as test/bench/RESULTS.md; its prose stays")
  .addHelpText("after", `\nGroups:\n${groups.map(({ title }) => `  ${title}\n`).join("")}`)
  .addHelpText("after", "\nExample:\n  $ npm run bench -- --quick --group decode --json rows.json\n")
  .parse();

await main(program.opts<Choices>());

async function main({ quick, group: texts, json, markdown }: Choices): Promise<void> {
  const chosen = groups.filter(({ title }) => texts === undefined || texts.some((text) => title.includes(text)));
  if (chosen.length === 0) program.error(`error: no group's title contains ${texts?.join(" or ")}; see --help`);
  const writeResults = markdown === undefined ? undefined : openResults(markdown);
  const { engines, missing } = findEngines(chosen);
  const facts = describeMachine(engines);
  process.stdout.write(`${facts.join("\n")}\n\n${quick ? `${colours.yellow(hurry)}\n\n` : ""}`);
  const reports: Report[] = [];
  for (const engine of engines) {
    for (const group of chosen.filter(({ where }) => engine === thisNode || where === "own process")) {
      const leadsOnly = quick === true && engine !== thisNode;
      const effort = { ...(quick ? hurried : thorough), leads: leadsOf(group), leadsOnly };
      const report = reportOf(group, await runIn(engine, group, effort), engine);
      process.stdout.write(`${formatReport(report)}\n`);
      reports.push(report);
    }
  }
  if (missing !== undefined) process.stdout.write(`${missing}\n\n`);
  const rows = reports.flatMap((report) => report.rows);
  process.stdout.write(formatSummary(rows));
  if (json !== undefined) writeFileSync(json, toJson(rows));
  const date = `Date: ${new Date().toISOString().slice(0, 10)}${quick ? ", --quick" : ""}`;
  writeResults?.(formatMarkdown([date, ...facts, ...(missing === undefined ? [] : [missing])], reports));
}

/** This Node, and Node 24 beside it if it can be had and is needed. */
function findEngines(chosen: readonly Group[]): { engines: readonly Engine[]; missing?: string } {
  if (!chosen.some(({ where }) => where === "own process")) return { engines: [thisNode] };
  const node24 = findNode24();
  if (typeof node24 !== "string") return { engines: [thisNode, node24] };
  return { engines: [thisNode], missing: `skipped: rows of Node 24, as ${node24}` };
}

import { writeFileSync } from "node:fs";
import { Command } from "commander";
import colours from "picocolors";
import { findNode24, thisNode } from "./engines.ts";
import type { Options } from "./group.ts";
import { groups } from "./groups/index.ts";
import { describeMachine } from "./machine.ts";
import { replaceResults } from "./results-file.ts";
import { rowsOf, type SpreadRow, titleOf, toJson } from "./rows.ts";
import { runIn } from "./run-in.ts";
import { formatGroup, formatMarkdown } from "./table.ts";

interface Choices {
  readonly quick?: true;
  readonly group?: readonly string[];
  readonly json?: string;
  readonly markdown?: string;
}

const thorough: Options = { quick: false, rounds: 30, budget: 12 };
const hurried: Options = { quick: true, rounds: 9, budget: 4 };

const hurry = "--quick: 9 rounds instead of 30, which are shorter, and code generation for fewer records: less steady.";

const program = new Command("bench")
  .description("Times what is shipped beside hand-written code, other libraries and C, and says which goals are reached.")
  .option("--quick", "fewer rounds and smaller sizes: done within a minute")
  .option("--group <text...>", "only groups whose title contains this")
  .option("--json <file>", "write all rows to a file: group, name, value, unit, ratio, goal, ok")
  .option("--markdown <file>", "replace the results in a file such as test/bench/RESULTS.md; its prose stays")
  .addHelpText("after", `\nGroups:\n${groups.map(({ title }) => `  ${title}\n`).join("")}`)
  .addHelpText("after", "\nExample:\n  $ npm run bench -- --quick --group decode --json rows.json\n")
  .parse();

await main(program.opts<Choices>());

async function main({ quick, group: texts, json, markdown }: Choices): Promise<void> {
  const options = quick ? hurried : thorough;
  const chosen = groups.filter(({ title }) => texts === undefined || texts.some((text) => title.includes(text)));
  if (chosen.length === 0) program.error(`error: no group's title contains ${texts?.join(" or ")}; see --help`);
  const node24 = chosen.some(({ where }) => where === "own process") ? findNode24() : "no group needs it";
  const engines = typeof node24 === "string" ? [thisNode] : [thisNode, node24];
  const machine = describeMachine(engines);
  process.stdout.write(`${machine.join("\n")}\n\n`);
  if (quick) process.stdout.write(`${colours.yellow(hurry)}\n\n`);

  const rows: SpreadRow[] = [];
  const notes = new Map<string, readonly string[]>();
  for (const engine of engines) {
    for (const group of chosen) {
      if (engine !== thisNode && group.where === "commands") continue;
      const measured = await runIn(engine, group, options);
      const [title, own] = [titleOf(group, engine), rowsOf(group, measured, engine)];
      rows.push(...own);
      notes.set(title, measured.notes ?? []);
      process.stdout.write(formatGroup(title, own, measured.notes ?? []));
    }
  }
  if (typeof node24 === "string") process.stdout.write(`skipped: rows of Node 24, as ${node24}\n\n`);
  process.stdout.write(summary(rows));
  if (json !== undefined) writeFileSync(json, toJson(rows));
  if (markdown !== undefined) {
    const date = new Date().toISOString().slice(0, 10);
    const facts = [`Date: ${date}`, ...machine].map((line) => `- ${line}\n`).join("");
    replaceResults(markdown, `${facts}\n${formatMarkdown(rows, notes)}`);
  }
}

function summary(rows: readonly SpreadRow[]): string {
  const asked = rows.filter(({ ok }) => ok !== null);
  const missed = asked.filter(({ ok }) => ok === false);
  const lines = missed.map(({ group, name }) => `  ${colours.red("MISSED")}  ${group}: ${name}\n`);
  return `${asked.length - missed.length} of ${asked.length} goals reached\n${lines.join("")}`;
}

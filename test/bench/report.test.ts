import { expect, test } from "vitest";
import type { Engine } from "./engines.ts";
import { formatSummary } from "./format.ts";
import { goals } from "./goals.ts";
import type { Group, Measured } from "./group.ts";
import { groups } from "./groups/index.ts";
import { withoutStrays } from "./measure.ts";
import { reportOf } from "./report.ts";

const node20: Engine = { program: "node", version: "20.0.0", v8: "11", major: 20, suffix: "" };
const node24: Engine = { program: "node", version: "24.0.0", v8: "13", major: 24, suffix: " (Node 24)" };

/** Three goals are about it. */
const title = "decode TASK, 8-aligned";

const group: Group = { title, about: "Something.", baseline: "by hand, DataView", run: () => Promise.reject() };

const measured: Measured = {
  unit: "ns",
  samples: [
    { name: "bytewright", rounds: [8, 8, 1000], rejected: 2 },
    { name: "by hand, DataView", rounds: [10, 9, 11], rejected: 0 },
    { name: "bytewright, run-time", rounds: [100, 120, 140], rejected: 0 },
    { name: "binary-parser", rounds: [100], rejected: 0 },
  ],
  figures: [{ name: "memory", value: 96, unit: "MiB" }],
};

test.each([
  [node20, title, 0.7, false, 0.05, false],
  [node24, `${title} (Node 24)`, 1.1, true, 0.07, false],
])("medians are compared with the baseline and with the goals for the Node", (engine, own, goal, ok, other, okToo) => {
  const { rows, notes, missing } = reportOf(group, measured, engine, false);
  expect(notes).toEqual(["Something."]);
  expect(missing).toEqual([]);
  expect(rows).toMatchObject([
    { group: own, name: "bytewright", value: 8, unit: "ns", ratio: 0.8, goal, ok, rejected: 2, rounds: 5 },
    { name: "by hand, DataView", value: 10, ratio: 1, goal: null, ok: null, low: 0.95, high: 1.05 },
    { name: "bytewright, run-time", value: 120, ratio: 12, goal: null, ok: null },
    { name: "binary-parser", value: 100, ratio: 10 },
    { name: "bytewright, run-time / binary-parser", value: 120, ratio: 1.2, goal: 1.25, ok: true },
    { name: "bytewright / binary-parser", value: 8, ratio: 0.08, goal: other, ok: okToo },
    { name: "memory", value: 96, unit: "MiB", ratio: null, goal: null, ok: null },
  ]);
});

test("a row that a goal asks for and that is not there is said by name", () => {
  const [, , ...rest] = measured.samples;
  const without = reportOf(group, { ...measured, samples: measured.samples.slice(0, 3) }, node24, false);
  const asked = ["bytewright, run-time / binary-parser", "bytewright / binary-parser"];
  expect(without.missing).toEqual(asked);
  expect(formatSummary([without])).toMatch(
    /^1 of 3 goals reached\n( {2}\S*ABSENT\S* {2}decode TASK, 8-aligned \(Node 24\): .*\n){2}$/,
  );
  const failed = reportOf(group, { ...measured, samples: rest }, node24, false);
  expect(failed.missing).toEqual(["by hand, DataView", "bytewright", ...asked]);
});

test("each goal is about a group that there is", () => {
  const titles = groups.map((one) => one.title);
  expect(goals.filter((goal) => !titles.includes(goal.group))).toEqual([]);
});

test("rounds far from a variant's own minimum do not count", () => {
  const samples = { name: "own", rounds: [30, 10, 12, 15, 16], rejected: 0 };
  expect(withoutStrays(samples)).toEqual({ name: "own", rounds: [10, 12, 15], rejected: 2 });
});

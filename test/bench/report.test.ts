import { expect, test } from "vitest";
import type { Engine } from "./engines.ts";
import type { Group, Measured } from "./group.ts";
import { reportOf } from "./report.ts";

const node20: Engine = { program: "node", version: "20.0.0", v8: "11", major: 20, suffix: "" };
const node24: Engine = { program: "node", version: "24.0.0", v8: "13", major: 24, suffix: " (Node 24)" };

const group: Group = {
  title: "decode",
  about: "Something.",
  baseline: "hand",
  goals: [
    { name: "own", limit: 0.5, limitNode24: 0.7 },
    { name: "own", against: "other", limit: 0.05 },
  ],
  where: "own process",
  run: () => Promise.reject(),
};

const measured: Measured = {
  unit: "ns",
  samples: [
    { name: "own", rounds: [6, 6, 1000] },
    { name: "hand", rounds: [10, 9, 11] },
    { name: "other", rounds: [100, 120, 140] },
  ],
  figures: [{ name: "memory", value: 96, unit: "MiB", goal: 96 }],
};

test.each([
  [node20, "decode", 0.5, false],
  [node24, "decode (Node 24)", 0.7, true],
])("medians are compared with the baseline and with the goal for the Node", (engine, title, goal, ok) => {
  const { rows, notes } = reportOf(group, measured, engine);
  expect(notes).toEqual(["Something."]);
  expect(rows).toMatchObject([
    { group: title, name: "own", value: 6, unit: "ns", ratio: 0.6, goal, ok },
    { name: "hand", value: 10, ratio: 1, goal: null, ok: null, low: 0.95, high: 1.05 },
    { name: "other", value: 120, ratio: 12, goal: null, ok: null },
    { name: "own / other", value: 6, ratio: 0.05, goal: 0.05, ok: true },
    { name: "memory", value: 96, unit: "MiB", ratio: null, goal: 96, ok: true },
  ]);
});

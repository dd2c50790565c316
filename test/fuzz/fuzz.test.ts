import { expect, test } from "vitest";
import { runCampaign } from "./campaign.ts";
import { entries } from "./entries/index.ts";
import { tryOne } from "./fuzz.ts";
import { Random } from "./random.ts";

/** The same inputs each time. More of them, for as long as one likes: `npm run fuzz -- --seconds N`. */
const seed = 7;
const inputs = 60;

test.each(entries)("$name gives a value or one typed error", async (entry) => {
  for (let iteration = 0; iteration < (entry.isSlow ? 3 : inputs); iteration++)
    await tryOne({ entry, seed, iteration });
});

test("the same seed makes the same inputs", () => {
  for (const entry of entries) {
    const make = () => entry.make(new Random(entry.name, seed, 3));
    expect(make()).toEqual(make());
  }
});

test("what an entry never may do is found, told with its input made small, and ends that entry alone", async () => {
  const lines: string[] = [];
  const good = {
    name: "good",
    make: (random: Random) => random.bytes(8),
    run: () => {},
  };
  const bad = {
    name: "bad",
    make: (random: Random) => ({ bytes: random.bytes(50).fill(7, 20, 22) }),
    run({ bytes }: { readonly bytes: Uint8Array }) {
      if (bytes.includes(7)) throw new RangeError("out of range");
    },
  };
  const isGood = await runCampaign({
    ...{ entries: [bad, good], seed, only: undefined, seconds: 0.5 },
    beat: () => {},
    print: (line) => void lines.push(line),
  });
  expect(isGood).toBe(false);
  const told = lines.join("\n");
  expect(told).toContain(`bad: a finding; again with --entry bad --seed ${seed} --only 0\nRangeError: out of range`);
  expect(told).toContain("input: { bytes: 'hex 07 (1 bytes)' }");
  expect(told).toMatch(/^bad {17} +1 inputs, A FINDING$/m);
  expect(Number(/^good +(\d+) inputs$/m.exec(told)?.[1])).toBeGreaterThan(1);
});

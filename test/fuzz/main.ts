import { Command, InvalidArgumentError } from "commander";
import { watchAllocations } from "./allocations.ts";
import { runCampaign } from "./campaign.ts";
import { watch } from "./watchdog.ts";

interface Options {
  readonly seconds: number;
  readonly seed: number;
  readonly entry?: string;
  readonly only?: number;
}

const program = new Command("npm run fuzz --")
  .description("Feeds random bytes, values, texts and schemas to every way into the product.")
  .option("--seconds <n>", "how long", wholeNumber, 60)
  .option("--seed <n>", "which inputs: the same seed gives each entry the same ones", wholeNumber, Date.now())
  .option("--entry <names>", "one way in only, or several with commas between")
  .option("--only <n>", "one input only, as a finding names it", wholeNumber)
  .action(async ({ seconds, seed, entry, only }: Options) => {
    watchAllocations();
    const { entries } = await import("./entries/index.ts");
    const names = entry?.split(",");
    const chosen = entries.filter(({ name }) => names?.includes(name) ?? true);
    if (names !== undefined && chosen.length !== names.length) {
      program.error(`error: --entry takes ${entries.map(({ name }) => name).join(", ")}`);
    }
    const good = await runCampaign({
      entries: chosen,
      seed,
      only,
      seconds,
      beat: watch(chosen, seed),
      print: console.log,
    });
    process.exitCode = good ? 0 : 1;
  });

function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError("a whole number, 0 or more.");
  return Number(text);
}

await program.parseAsync();

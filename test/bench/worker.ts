import type { Options } from "./group.ts";
import { groups } from "./groups/index.ts";

// Runs one group in this process, by whatever Node this is, and writes what was measured to standard output.
const [title = "", options = "{}"] = process.argv.slice(2);
const group = groups.find((one) => one.title === title);
if (group === undefined) throw new Error(`no group is named ${title}`);
process.stdout.write(JSON.stringify(await group.run(JSON.parse(options) as Options)));

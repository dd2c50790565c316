import { defineConfig } from "vitest/config";
import { makesAllRuns } from "./test/support/all-runs.ts";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Alone in a process, files load what they test anew. Full runs show that they can; others save a third of the time.
    isolate: makesAllRuns,
    setupFiles: ["test/support/fewer-runs.ts"],
    // Compilers and child processes: slow machines need more than the default of 5 s.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // The default leaves a core to the process that hands out the files, which only waits.
    maxWorkers: "100%",
    // What runs in the tests' own processes; the programs, which run bundled, do not count.
    coverage: {
      include: ["codegen/**/*.ts", "src/**/*.ts"],
      reporter: ["text-summary", "html"],
      reportOnFailure: true,
    },
  },
});

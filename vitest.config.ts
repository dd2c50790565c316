import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
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

import { constants } from "node:os";

/** What the program ends with when one of the signals has come that it listens to. */
const signals = new Set(["SIGHUP", "SIGINT", "SIGTERM"].map((name) => 128 + constants.signals[name as NodeJS.Signals]));

/**
 * Does work that runs schemas. A schema is a program: it can end the process, or wait for something that never comes.
 * Neither comes back here; `complain` says so then, and the exit code is 1.
 */
export async function runningSchemas<T>(work: () => Promise<T>, complain: (message: string) => void): Promise<T> {
  const unfinished = (exitCode: number) => {
    // A signal is neither.
    if (signals.has(exitCode)) return;
    complain("a schema ended the program, or waits for something that never comes");
    process.exitCode = 1;
  };
  process.once("exit", unfinished);
  try {
    return await work();
  } finally {
    process.off("exit", unfinished);
  }
}

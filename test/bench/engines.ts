import { spawnSync } from "node:child_process";

/** A Node that runs groups. */
export interface Engine {
  readonly program: string;
  readonly version: string;
  readonly v8: string;
  readonly major: number;
  /** what its rows' groups have at the end of their names */
  readonly suffix: string;
}

/** The Node that runs this. */
export const thisNode: Engine = {
  program: process.execPath,
  version: process.versions.node,
  v8: process.versions.v8,
  major: majorOf(process.versions.node),
  suffix: "",
};

/** Node 24 beside it, or why there is none. */
export function findNode24(): Engine | string {
  if (thisNode.major >= 24) return `this is Node ${thisNode.major} already`;
  const script = "JSON.stringify([process.execPath, process.versions.node, process.versions.v8])";
  const run = spawnSync("npx", ["-y", "node@24", "-p", script], { encoding: "utf8", timeout: 60_000 });
  if (run.status !== 0) {
    const complaint = run.error?.message ?? run.stderr.trim().split("\n").at(-1) ?? "";
    return `npx -y node@24 does not run here (${complaint})`;
  }
  const [program, version, v8] = JSON.parse(run.stdout) as [string, string, string];
  return { program, version, v8, major: majorOf(version), suffix: " (Node 24)" };
}

function majorOf(version: string): number {
  return Number.parseInt(version, 10);
}

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

/** Those whose goals are asked. */
const majors = [20, 24, 26];

/** This Node, and beside it each other that there are goals for, as npm has it. */
export function findEngines(): Engine[] {
  return [thisNode, ...majors.filter((major) => major !== thisNode.major).map(findNode)];
}

/** @throws Error if it does not run here */
function findNode(major: number): Engine {
  const script = "JSON.stringify([process.execPath, process.versions.node, process.versions.v8])";
  const run = spawnSync("npx", ["-y", `node@${major}`, "-p", script], { encoding: "utf8", timeout: 120_000 });
  if (run.status !== 0) {
    const complaint = run.error?.message ?? run.stderr.trim().split("\n").at(-1) ?? "";
    throw new Error(`npx -y node@${major} does not run here (${complaint}); --here does without`);
  }
  const [program, version, v8] = JSON.parse(run.stdout) as [string, string, string];
  return { program, version, v8, major, suffix: ` (Node ${major})` };
}

function majorOf(version: string): number {
  return Number.parseInt(version, 10);
}

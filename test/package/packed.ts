import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../readme/copy.ts";

/** An empty folder outside of the repository, into which the package is installed as it would be published. */
export class Project {
  readonly folder: string = mkdtempSync(join(tmpdir(), "bytewright-project-"));

  constructor() {
    this.run("npm", "pack", root, "--ignore-scripts", "--silent");
    const tarball = readdirSync(this.folder).find((name) => name.endsWith(".tgz"));
    this.run("npm", "install", "--save-dev", "--no-audit", "--no-fund", `./${tarball}`);
  }

  /** Runs a command in it and gives what it printed; a failure is thrown with that. */
  run(command: string, ...args: string[]): string {
    const run = this.try(command, ...args);
    if (run.code !== 0) throw new Error(`${command} ${args.join(" ")}: ${run.code}\n${run.stdout}${run.stderr}`);
    return run.stdout;
  }

  try(
    command: string,
    ...args: string[]
  ): { readonly code: number | null; readonly stdout: string; readonly stderr: string } {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: this.folder, encoding: "utf8" });
    return { code: status, stdout, stderr };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root: string = fileURLToPath(new URL("../../", import.meta.url));

/** A copy of the repository as a stranger has it, with its dependencies and its build. */
export class Copy {
  readonly folder: string = mkdtempSync(join(tmpdir(), "bytewright-copy-"));

  constructor() {
    const listed = spawnSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], {
      cwd: root,
      encoding: "utf8",
    });
    for (const file of listed.stdout.split("\0").filter((name) => name !== "" && existsSync(join(root, name)))) {
      mkdirSync(join(this.folder, dirname(file)), { recursive: true });
      cpSync(join(root, file), join(this.folder, file));
    }
    symlinkSync(join(root, "node_modules"), join(this.folder, "node_modules"));
    cpSync(join(root, "dist"), join(this.folder, "dist"), { recursive: true, preserveTimestamps: true });
    this.run("git", "init", "--quiet");
    this.run("git", "add", "--all");
    const who = ["-c", "user.name=test", "-c", "user.email=test@localhost"];
    this.run("git", ...who, "commit", "--quiet", "--message", "as cloned");
  }

  /** Runs a command in the copy and gives what it printed; a failure is thrown with it. */
  run(command: string, ...args: string[]): string {
    const run = spawnSync(command, args, { cwd: this.folder, encoding: "utf8", env: { ...process.env, CI: "" } });
    if (run.status !== 0) throw new Error(`${command} ${args.join(" ")}: ${run.status}\n${run.stdout}${run.stderr}`);
    return run.stdout;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

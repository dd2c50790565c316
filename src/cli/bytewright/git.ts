import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { Failure } from "../program/failure.ts";

const run = promisify(execFile);

/**
 * Does some work on a file as git has it at a revision: with all that its package has beside it there, in a folder that is
 * removed when the work is done. The repository, its index and what is checked out stay as they are.
 */
export async function withRevision<T>(revision: string, file: string, work: (file: string) => Promise<T>): Promise<T> {
  const path = realpathSync(file);
  const top = await git(dirname(path), ["rev-parse", "--show-toplevel"]);
  const tree = await git(top, ["rev-parse", "--verify", "--end-of-options", `${revision}^{tree}`]);
  const folder = mkdtempSync(join(tmpdir(), "bytewright-compat-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  // A schema can end the program.
  process.once("exit", remove);
  try {
    const index = join(folder, "index");
    await git(top, ["read-tree", tree], index);
    const scope = packageOf(dirname(path), top);
    await git(scope, ["checkout-index", "--all", `--prefix=${folder}/files/`], index);
    const old = join(folder, "files", relative(top, path));
    if (!existsSync(old)) throw new Failure(`${file}: is not there at ${revision}`);
    const packages = join(scope, "node_modules");
    const link = join(folder, "files", relative(top, packages));
    if (existsSync(packages) && !existsSync(link)) symlinkSync(packages, link);
    return await work(old);
  } finally {
    process.off("exit", remove);
    remove();
  }
}

/** The nearest folder with a package.json in it, or else the repository's. */
function packageOf(folder: string, top: string): string {
  return folder === top || existsSync(join(folder, "package.json")) ? folder : packageOf(dirname(folder), top);
}

async function git(cwd: string, args: readonly string[], index?: string): Promise<string> {
  const env = index === undefined ? process.env : { ...process.env, GIT_INDEX_FILE: index };
  try {
    return (await run("git", [...args], { cwd, env, maxBuffer: 2 ** 26 })).stdout.trim();
  } catch (error) {
    const { stderr, code } = error as { readonly stderr?: string; readonly code?: unknown };
    if (code === "ENOENT") throw new Failure("git: ENOENT: no such program");
    throw new Failure(`git ${args[0]}: ${(stderr ?? String(error)).trim().replace(/\s*\n\s*/g, "; ")}`);
  }
}

import type { Command } from "commander";
import { restartSync } from "../../ckpt/restart/index.ts";
import { restartOn } from "../../ckpt/restart/restart.ts";
import { toPrintable } from "../../wire/printable.ts";
import { counting, followerOf } from "./follow.ts";
import { readChunks, withInput } from "./input.ts";
import { forKernel, kernelOption } from "./kernel-option.ts";
import { refuseOwnOutput } from "./output.ts";
import { print, report } from "./terminal.ts";
import { type Judged, judge, refusal, type Verdict, verdictJson, verdictText } from "./verdict.ts";

interface Options {
  readonly kernel?: string;
  readonly all?: true;
  readonly json?: true;
}

const notes = `
A line on standard output for each good image, on standard error for each bad one. With --json all lines go to
standard output: {"file","ok","errno","message","consumed","task"}, and "offset" with --all. Offsets in a message
count from the start of the image.

Example:
  $ ckpt verify --kernel any bash.ckpt vi.ckpt`;

/** Adds `ckpt verify`. */
export function addVerify(program: Command, finish: (code: number) => void): void {
  program
    .command("verify")
    .description("Makes all checks of a restart and applies nothing. Exits with 1 if an image is bad.")
    .argument("<file...>", "images; - is standard input")
    .addOption(kernelOption())
    .option("--all", "each file may hold several images, one behind the other")
    .option("--json", "one line of JSON for each image")
    .addHelpText("after", notes)
    .action(async (files: string[], options: Options, command: Command) => {
      if (files.filter((file) => file === "-").length > 1) command.error("error: - can be read only once");
      finish(options.all ? await verifyAll(files, options) : verify(files, options));
    });
}

function verify(files: readonly string[], options: Options): number {
  let code = 0;
  for (const file of files) {
    const verdict = judge(() => withInput(file, (fd) => restartSync({ fd, ...forKernel(options.kernel) })));
    code = Math.max(code, tell({ file }, verdict, options));
  }
  return code;
}

async function verifyAll(files: readonly string[], options: Options): Promise<number> {
  const { cutImages } = await import("../../ckpt/restart/cut-images.ts");
  let code = 0;
  const follow = await followerOf({ command: "verify", writesAlong: true });
  let at = 0;
  const check = (file: string) => (fd: number) => {
    refuseOwnOutput(file, fd);
    for (const { offset, port } of cutImages(counting(readChunks(fd), follow(fd)))) {
      at = offset;
      // A good image may end before its framing does: one in the other byte order, with whatever is behind it.
      let verdict: Verdict;
      do {
        verdict = judge(() => restartOn(port, forKernel(options.kernel)));
        code = Math.max(code, tell({ file, offset: at }, verdict, options));
        if (verdict.ok) at += verdict.result.consumed;
      } while (verdict.ok && !port.isAtEnd());
    }
  };
  for (const file of files) {
    at = 0;
    try {
      withInput(file, check(file));
    } catch (error) {
      code = tell({ file, offset: at }, refusal(error), options);
    }
  }
  return code;
}

/** Prints a verdict and gives the exit code it asks for. All images are checked even if nobody reads on. */
function tell(judged: Judged, verdict: Verdict, { json }: Options): number {
  if (json) print(`${verdictJson(judged, verdict)}\n`);
  else if (verdict.ok) print(`${toPrintable(verdictText(judged, verdict))}\n`);
  else report(verdictText(judged, verdict));
  return verdict.ok ? 0 : 1;
}

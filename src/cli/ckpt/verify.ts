import type { Command } from "commander";
import { restartSync } from "../../ckpt/restart/index.ts";
import { restartOn } from "../../ckpt/restart/restart.ts";
import { readChunks } from "../../files/transfer.ts";
import { toPrintable } from "../../wire/printable.ts";
import { withInput } from "../program/input.ts";
import { refuseOwnOutput } from "../program/output.ts";
import type { ExitWith } from "../program/program.ts";
import { print, report } from "../program/terminal.ts";
import { kernelOption } from "./kernel-option.ts";
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
export function addVerify(program: Command, exitWith: ExitWith): void {
  program
    .command("verify")
    .description("Makes all checks of a restart and applies nothing. Exits with 1 if an image is bad.")
    .argument("<file...>", "images; - is standard input")
    .addOption(kernelOption())
    .option("--all", "each file may hold several images, one behind the other")
    .option("--json", "one line of JSON for each image")
    .addHelpText("after", notes)
    .action(
      exitWith((files: string[], options: Options, command: Command) => {
        if (files.filter((file) => file === "-").length > 1) command.error("error: - can be read only once");
        return verify(files, options);
      }),
    );
}

async function verify(files: readonly string[], options: Options): Promise<number> {
  let code = 0;
  for (const file of files) {
    const judged: Judged = options.all ? { file, offset: 0 } : { file };
    const say = (verdict: Verdict) => {
      code = Math.max(code, tell(judged, verdict, options));
    };
    const check = (fd: number) =>
      options.all ? checkAll(fd, judged, options, say) : say({ ok: true, result: restartSync({ fd, ...options }) });
    try {
      await withInput(file, check);
    } catch (error) {
      say(refusal(error));
    }
  }
  return code;
}

async function checkAll(fd: number, judged: Judged, options: Options, say: (verdict: Verdict) => void): Promise<void> {
  const { cutImages } = await import("../../ckpt/restart/cut-images.ts");
  refuseOwnOutput(judged.file, fd);
  for (const image of cutImages(readChunks(fd))) {
    judged.offset = image.offset;
    // A good image may end before its framing does: one in the other byte order, with whatever is behind it.
    let verdict: Verdict;
    do {
      verdict = judge(() => restartOn(image.port, options));
      say(verdict);
      if (verdict.ok) judged.offset += verdict.result.consumed;
    } while (verdict.ok && !image.isAtEnd());
  }
}

/** Prints a verdict and gives the exit code it asks for. All images are checked even if nobody reads on. */
function tell(judged: Judged, verdict: Verdict, { json }: Options): number {
  if (json) print(`${verdictJson(judged, verdict)}\n`);
  else if (verdict.ok) print(`${toPrintable(verdictText(judged, verdict))}\n`);
  else report(verdictText(judged, verdict));
  return verdict.ok ? 0 : 1;
}

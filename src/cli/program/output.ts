import { fstatSync } from "node:fs";
import { openOutput } from "../../files/output.ts";
import { Failure, failingAs } from "./failure.ts";
import { stdout } from "./terminal.ts";

/**
 * Refuses input that grows by what is written while it is read.
 *
 * @throws Failure if an open file is where standard output goes
 */
export function refuseOwnOutput(file: string, fd: number): void {
  const [input, output] = [fstatSync(fd), fstatSync(stdout)];
  const isSame = input.dev === output.dev && input.ino === output.ino;
  if (input.isFile() && isSame) throw new Failure(`${file}: input file is output file`);
}

/**
 * Opens an output (`-`: standard output) and has it written; a file appears when it is complete, or not at all.
 *
 * @throws Failure with what the system says of it
 */
export async function writingTo<T>(name: string, write: (fd: number) => T | Promise<T>): Promise<T> {
  const output = await openOutput(name).catch(failingAs(name));
  try {
    const result = await write(output.fd);
    await output.commit().catch(failingAs(name));
    return result;
  } catch (error) {
    await output.discard();
    throw error;
  }
}

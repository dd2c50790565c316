import { release } from "node:os";
import { type KernelVersion, parseKernelVersion } from "../context/index.ts";

/**
 * The kernel an image is restarted on, as `A.B.C`; "any" to take an image of any kernel, whose format revision still
 * must be right.
 */
export type KernelChoice = string;

/**
 * The version that an image's must equal, undefined for any.
 *
 * @throws CkptError EINVAL if the choice is neither A.B.C nor any
 */
export function chooseKernel(choice: KernelChoice = release()): KernelVersion | undefined {
  return choice === "any" ? undefined : parseKernelVersion(choice);
}

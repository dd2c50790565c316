import { InvalidArgumentError, Option } from "commander";
import { chooseKernel } from "../../ckpt/kernel-version.ts";
import type { RestartOptions } from "../../ckpt/restart/index.ts";

/** For commands that have `--kernel`; the running kernel is a restart's own default. */
export function forKernel(kernel: string | undefined): RestartOptions {
  return kernel === undefined ? {} : { kernel };
}

/** `--kernel A.B.C|any` */
export function kernelOption(): Option {
  return new Option("--kernel <A.B.C|any>", "kernel the image must be of (default: the running one)").argParser(parse);
}

function parse(text: string): string {
  try {
    chooseKernel(text);
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
  return text;
}

import { readFileSync } from "node:fs";
import { type CheckpointSource, fixedSource } from "../../src/ckpt/checkpoint/index.ts";
import { parseKernelVersion } from "../../src/ckpt/kernel-version.ts";

/** The options an image was made from, all as text. */
export interface MadeFrom {
  readonly comm?: string;
  readonly "comm-hex"?: string;
  readonly state: string;
  readonly "exit-state": string;
  readonly "exit-code": string;
  readonly "exit-signal": string;
  readonly "set-tid": string;
  readonly "clear-tid": string;
  readonly release: string;
  readonly version: string;
  readonly machine: string;
  readonly kver: string;
  readonly time: string;
}

/** An image, and what the original answered when it was restarted on `kernel`. */
export interface Vector {
  readonly name: string;
  readonly what: string;
  readonly kernel: string;
  readonly image: Uint8Array;
  /** all null but the errno and the log where the image is refused */
  readonly expect: {
    readonly errno: string | null;
    readonly comm_hex: string | null;
    readonly set_child_tid: string | null;
    readonly clear_child_tid: string | null;
    readonly consumed: number | null;
    /** with `[E @ ]` for `[E @ FUNCTION:LINE]` */
    readonly log: string;
  };
  readonly made?: MadeFrom;
}

export const vectors: readonly Vector[] = readFileSync(new URL("restart.jsonl", import.meta.url), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => {
    const { image_hex, ...vector } = JSON.parse(line);
    return { ...vector, image: new Uint8Array(Buffer.from(image_hex, "hex")) };
  });

export function vectorNamed(name: string): Vector {
  const vector = vectors.find((each) => each.name === name);
  if (vector === undefined) throw new Error(`no vector is named ${name}`);
  return vector;
}

/** An ordinary image of 363 bytes, fresh each time, for kernel 2.6.37. */
export function ordinaryImage(): Uint8Array {
  return vectorNamed("ok-plain").image.slice();
}

/** Where its records start. */
export const PLACES = {
  header: 0,
  release: 56,
  version: 129,
  machine: 202,
  container: 275,
  task: 283,
  comm: 323,
  tail: 347,
  end: 363,
} as const;

export function sourceOf(made: MadeFrom): CheckpointSource {
  return fixedSource({
    kernel: parseKernelVersion(made.kver),
    uts: { release: Buffer.from(made.release), version: Buffer.from(made.version), machine: Buffer.from(made.machine) },
    time: BigInt(made.time),
    task: {
      comm: made["comm-hex"] === undefined ? Buffer.from(made.comm ?? "") : Buffer.from(made["comm-hex"], "hex"),
      state: Number(made.state),
      exit_state: Number(made["exit-state"]),
      exit_code: Number(made["exit-code"]),
      exit_signal: Number(made["exit-signal"]),
      set_child_tid: BigInt(made["set-tid"]),
      clear_child_tid: BigInt(made["clear-tid"]),
    },
  });
}

/** The source of the ordinary image. */
export function ordinarySource(): CheckpointSource {
  return sourceOf(vectorNamed("ok-plain").made as MadeFrom);
}

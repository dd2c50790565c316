import { writeFileSync } from "node:fs";
import { Ckpt, CkptHdrTask, CkptHdrType } from "bytewright/ckpt";
import { scan } from "bytewright/image";
import { CProgram, compilerVersion, withoutC } from "../c-program.ts";
import type { Group, Measured, Options } from "../group.ts";
import { measure } from "../measure.ts";
import { mixedRecords } from "../records/mixed.ts";
import { scratchFile } from "../scratch.ts";
import { mustEqual } from "./check.ts";
import { timedWalk } from "./timed-walk.ts";

const c = "C (gcc -O2)";
const hand = "by hand, DataView";

/** What a walk comes to: the tasks, and the sum of their states. */
interface Total {
  readonly tasks: number;
  readonly sum: number;
}

export const scanGroup: Group = {
  title: "scan 64 MiB of mixed records",
  about: "Every record is visited, its bounds and length are checked, and one field of each task is added up.",
  baseline: hand,
  run,
};

const walks: { readonly [name: string]: (bytes: Uint8Array) => Total } = {
  "bytewright, views"(bytes) {
    let tasks = 0;
    let sum = 0;
    scan(bytes, Ckpt, {
      ckpt_hdr_task(task) {
        sum += task.state;
        tasks++;
      },
    });
    return { tasks, sum };
  },
  "bytewright, tasks decoded"(bytes) {
    let tasks = 0;
    let sum = 0;
    scan(bytes, Ckpt, {
      ckpt_hdr_task: {
        decode(task) {
          sum += task.state;
          tasks++;
        },
      },
    });
    return { tasks, sum };
  },
  "bytewright, every record visited"(bytes) {
    let tasks = 0;
    let sum = 0;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    scan(bytes, Ckpt, (type, at, size) => {
      if (type !== CkptHdrType.CKPT_HDR_TASK || size !== CkptHdrTask.layout.size) return;
      sum += view.getUint32(at + 8, true);
      tasks++;
    });
    return { tasks, sum };
  },
  [hand](bytes) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let tasks = 0;
    let sum = 0;
    for (let at = 0; at + 8 <= bytes.length; ) {
      const len = view.getUint32(at + 4, true);
      if (len < 8 || at + len > bytes.length) break;
      if (view.getUint32(at, true) === 101 && len === 40) {
        sum += view.getUint32(at + 8, true);
        tasks++;
      }
      at += len;
    }
    return { tasks, sum };
  },
};

async function run(options: Options): Promise<Measured> {
  const { bytes, total } = mixedRecords(64 * 2 ** 20);
  const variants = Object.entries(walks).map(([name, walk]) => timedWalk(name, () => walk(bytes), total));
  if (compilerVersion() === undefined) {
    return { unit: "ms", samples: await measure(variants, options), notes: [withoutC] };
  }
  const file = scratchFile("mixed");
  writeFileSync(file, bytes);
  const program = CProgram.start("scan", [file]);
  mustEqual(await program.check(), `${total.tasks} ${total.sum}`, c);
  const inC = { name: c, time: async (batches: number) => (await program.time(batches)) / 1e6 };
  const samples = await measure([inC, ...variants], options);
  program.stop();
  return { unit: "ms", samples };
}

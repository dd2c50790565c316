import { parseProcStat } from "../../../src/ckpt/checkpoint/proc.ts";
import { debugFromEnvironment } from "../../../src/ckpt/debug.ts";
import { chooseKernel, parseKernelVersion } from "../../../src/ckpt/kernel-version.ts";
import { describeTask, makeMessage } from "../../../src/ckpt/message.ts";
import { escapeText, quoteBytes } from "../../../src/inspect/escape.ts";
import { getText, putText, textSize } from "../../../src/wire/index.ts";
import { toPrintable } from "../../../src/wire/printable.ts";
import type { Entry } from "../entry.ts";
import { hostileValue } from "../hostile-values.ts";
import { mutateBytes } from "../mutate-bytes.ts";
import { demand, demandAscii, demandOneLine, outcomeOf } from "../oracle.ts";
import type { Random } from "../random.ts";

interface TextInput {
  readonly bytes: Uint8Array;
  readonly args: readonly unknown[];
}

function makeText(samples: readonly string[]) {
  return (random: Random): TextInput => {
    const [good, donor] = [random.pick(samples), random.pick(samples)].map((text) => Buffer.from(text, "latin1"));
    return {
      bytes: mutateBytes(good!, random, donor!),
      args: Array.from({ length: random.below(5) }, () => argument(random)),
    };
  };
}

function argument(random: Random): unknown {
  const value = hostileValue(random);
  return ["number", "bigint", "string"].includes(typeof value) || value instanceof Uint8Array ? value : null;
}

/** Messages of any bytes. */
const messages: Entry<TextInput> = {
  name: "messages",
  make: makeText(["bash", "a\0b", "%n%s%(T)", "\x1b[31m\n", "x".repeat(1100)]),
  run({ bytes }) {
    const task = describeTask({ pid: 1, comm: bytes });
    const { text: line, payload } = makeMessage("EINVAL", bytes.length, "f:1", task, bytes);
    demand(payload.length <= 1024 && line.length <= 1024 && payload[0] === 0, "a message that is too long");
  },
};

/** Versions of kernels, the mask in CKPT_DEBUG, and lines of /proc/PID/stat. */
const options: Entry<TextInput> = {
  name: "options",
  make: makeText([
    "2.6.37",
    "6.1.0-13-amd64",
    "any",
    "255.255.255",
    "0x7",
    "7",
    "99999999999999999999",
    "1 (a) b) R 1 2 3",
  ]),
  run({ bytes }) {
    const text = Buffer.from(bytes).toString("latin1");
    for (const parse of [parseKernelVersion, chooseKernel]) {
      const version = outcomeOf(() => parse(text), "CkptError");
      if ("error" in version) demandOneLine(toPrintable(version.error.message));
      else for (const part of Object.values(version.value ?? {})) demand(part >= 0 && part <= 255, "no byte", text);
    }
    process.env.CKPT_DEBUG = text.replaceAll("\0", "");
    const { mask } = debugFromEnvironment();
    delete process.env.CKPT_DEBUG;
    demand(Number.isInteger(mask) && mask >= 0, "no mask", mask);
    outcomeOf(() => parseProcStat(text), "CkptError");
    outcomeOf(() => parseProcStat(`1 (${text}) R 1 ${"1 ".repeat(60)}`), "CkptError");
  },
};

/** Any bytes as text and back, and as text that is printed. */
const texts: Entry<TextInput> = {
  name: "texts",
  make: makeText(["plain", "é€😀\x1b[31m", "\xc3\x28\xa0\xa1", "\xed\xa0\x80\xf5", "a\0b\0\0", "\xe2\x80\xae\x9b"]),
  run({ bytes, args }) {
    const text = getText(bytes, 0, bytes.length);
    const size = textSize(text);
    demand(size >= 0 && size <= bytes.length, "text that has no size", text);
    const back = new Uint8Array(bytes.length);
    putText(back, 0, back.length, text);
    demand(Buffer.compare(back, bytes) === 0, "text that is other bytes", text);
    for (const one of [text, ...args].filter((arg) => typeof arg === "string")) {
      demandAscii(escapeText(one));
      demandOneLine(toPrintable(one));
      const own = textSize(one);
      if (own < 0) continue;
      const put = new Uint8Array(own);
      putText(put, 0, own, one);
      demand(getText(put, 0, own) === one.replace(/\0+$/, ""), "text that does not come back", one);
    }
    demandAscii(quoteBytes(bytes));
  },
};

export const textEntries: readonly Entry[] = [messages, options, texts];

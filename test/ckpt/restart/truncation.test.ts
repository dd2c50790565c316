import { expect, test } from "vitest";
import type { RestoredTask } from "../../../src/ckpt/restart/index.ts";
import { ordinaryImage, PLACES } from "../../vectors/vectors.ts";
import { ways } from "./ways.ts";

const starts = Object.values(PLACES);

test.each(Object.entries(ways))(
  "an image cut anywhere is EPIPE and restores nothing, from %s",
  async (_, restartFrom) => {
    const image = ordinaryImage();
    for (let length = 0; length < image.length; length++) {
      const restored: RestoredTask[] = [];
      const target = { restore: (task: RestoredTask) => void restored.push(task) };
      const { error, log } = await restartFrom(image.subarray(0, length), { kernel: "2.6.37", target });
      expect(error?.errno, `cut at ${length}`).toBe("EPIPE");
      expect(error?.fault?.offset, `cut at ${length}`).toBe(starts.findLast((start) => start <= length));
      expect(error?.fault?.found, `cut at ${length}`).toBe(length - (error?.fault?.offset ?? 0));
      expect(restored).toEqual([]);
      expect(log).toBe("");
    }
  },
);

import { Ckpt } from "../../../generated/ckpt/index.ts";
import { recogniseImage } from "../../image/index.ts";
import type { Bound } from "../records/bound.ts";

/** Commands for checkpoint images. The larger version is loaded only where some start asks for it. */
export const byImage: Bound = {
  program: "ckpt",
  given: "",
  addOptions: (command) => command,
  open:
    async () =>
    async (...starts) => {
      if (starts.length > 0 && starts.every((start) => recogniseImage(start, Ckpt).match === "all")) return [Ckpt];
      const { CkptV23 } = await import("../../../generated/ckpt-v23/index.ts");
      return [Ckpt, CkptV23];
    },
};

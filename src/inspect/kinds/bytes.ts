import { shortHex, toHex } from "../bytes.ts";
import { quoteBytes } from "../escape.ts";
import { bytesAt } from "../json/invalid-json.ts";
import { addressText } from "./displays.ts";
import type { SimpleKind } from "./kind.ts";

export const bytes: SimpleKind<"bytes"> = {
  describe: () => "bytes in hexadecimal",
  toJson: (_, value) => toHex(value as Uint8Array),
  fromJson: (_, json, path) => bytesAt(json, path),
  fromText: (_, text) => text,
  show: (value) => shortHex(value as Uint8Array),
  meaning: ({ display }, _, value) =>
    display === "text" ? quoteBytes(value as Uint8Array) : addressText(display, value as Uint8Array),
};

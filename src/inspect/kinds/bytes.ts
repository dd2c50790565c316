import { shortHex, toHex } from "../bytes.ts";
import { quoteBytes, quotedHex } from "../escape.ts";
import { bytesAt } from "../json/invalid-json.ts";
import { addressHex, addressText } from "./displays.ts";
import type { SimpleKind } from "./kind.ts";

export const bytes: SimpleKind<"bytes"> = {
  describe: () => "bytes in hexadecimal",
  toJson: (_, value) => toHex(value as Uint8Array),
  fromJson: (_, json, path) => bytesAt(json, path),
  fromText: ({ size }, text, { display }) =>
    display === "text" && text.startsWith('"') ? quotedHex(text, size) : (addressHex(display, text) ?? text),
  show: (value) => shortHex(value as Uint8Array),
  meaning: ({ display }, _, value) =>
    display === "text" ? quoteBytes(value as Uint8Array) : addressText(display, value as Uint8Array),
};

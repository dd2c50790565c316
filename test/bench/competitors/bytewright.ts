import { CkptHdrHeader, CkptHdrTask } from "bytewright/ckpt";
import { CkptHdrGroupinfo, CkptHdrHpage } from "bytewright/ckpt-v23";
import type { Competitor } from "./competitor.ts";

/** The generated codecs as they are shipped: by the names that package.json exports. */
export const bytewright: Competitor = {
  task: {
    decoder: () => (bytes, at) => CkptHdrTask.decode(bytes, at),
    encoder: () => (value: CkptHdrTask, bytes, at) => CkptHdrTask.encodeInto(value, bytes, at),
    encode: (value: CkptHdrTask) => CkptHdrTask.encode(value),
  },
  header: {
    decoder: () => (bytes, at) => CkptHdrHeader.decode(bytes, at),
    encoder: () => (value: CkptHdrHeader, bytes, at) => CkptHdrHeader.encodeInto(value, bytes, at),
    encode: (value: CkptHdrHeader) => CkptHdrHeader.encode(value),
  },
  groupinfo: {
    decoder: () => (bytes, at) => CkptHdrGroupinfo.decode(bytes, at),
    encoder: () => (value: CkptHdrGroupinfo, bytes, at) => CkptHdrGroupinfo.encodeInto(value, bytes, at),
    encode: (value: CkptHdrGroupinfo) => CkptHdrGroupinfo.encode(value),
  },
  hpage: {
    encoder: () => (value: CkptHdrHpage, bytes, at) => CkptHdrHpage.encodeInto(value, bytes, at),
  },
};

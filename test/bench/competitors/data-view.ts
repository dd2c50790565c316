import type { CkptHdrHeader, CkptHdrTask } from "bytewright/ckpt";
import type { CkptHdrGroupinfo, CkptHdrHpage } from "bytewright/ckpt-v23";
import { headerMagic } from "../records/header.ts";
import type { Competitor, Way } from "./competitor.ts";

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

function writeTask(view: DataView, at: number, value: CkptHdrTask): void {
  view.setUint32(at, 101, true);
  view.setUint32(at + 4, 40, true);
  view.setUint32(at + 8, value.state, true);
  view.setUint32(at + 12, value.exit_state, true);
  view.setUint32(at + 16, value.exit_code, true);
  view.setUint32(at + 20, value.exit_signal, true);
  view.setBigUint64(at + 24, value.set_child_tid, true);
  view.setBigUint64(at + 32, value.clear_child_tid, true);
}

const task: Way<CkptHdrTask, CkptHdrTask, CkptHdrTask> = {
  decoder(bytes) {
    const view = viewOf(bytes);
    return (_, at) => ({
      $name: "ckpt_hdr_task",
      state: view.getUint32(at + 8, true),
      exit_state: view.getUint32(at + 12, true),
      exit_code: view.getUint32(at + 16, true),
      exit_signal: view.getUint32(at + 20, true),
      set_child_tid: view.getBigUint64(at + 24, true),
      clear_child_tid: view.getBigUint64(at + 32, true),
    });
  },
  encoder(bytes) {
    const view = viewOf(bytes);
    return (value, _, at) => writeTask(view, at, value);
  },
  encode(value) {
    const bytes = new Uint8Array(40);
    writeTask(viewOf(bytes), 0, value);
    return bytes;
  },
};

function writeHeader(view: DataView, at: number, value: CkptHdrHeader): void {
  view.setUint32(at, 1, true);
  view.setUint32(at + 4, 56, true);
  view.setBigUint64(at + 8, headerMagic, true);
  view.setUint16(at + 18, value.major, true);
  view.setUint16(at + 20, value.minor, true);
  view.setUint16(at + 22, value.patch, true);
  view.setUint16(at + 24, value.rev, true);
  view.setUint16(at + 32, value.constants.task_comm_len, true);
  view.setUint16(at + 34, value.constants.uts_release_len, true);
  view.setUint16(at + 36, value.constants.uts_version_len, true);
  view.setUint16(at + 38, value.constants.uts_machine_len, true);
  view.setBigUint64(at + 40, value.time, true);
  view.setBigUint64(at + 48, value.uflags, true);
}

const header: Way<CkptHdrHeader, CkptHdrHeader, CkptHdrHeader> = {
  decoder(bytes) {
    const view = viewOf(bytes);
    return (_, at) => ({
      $name: "ckpt_hdr_header",
      magic: view.getBigUint64(at + 8, true),
      major: view.getUint16(at + 18, true),
      minor: view.getUint16(at + 20, true),
      patch: view.getUint16(at + 22, true),
      rev: view.getUint16(at + 24, true),
      constants: {
        task_comm_len: view.getUint16(at + 32, true),
        uts_release_len: view.getUint16(at + 34, true),
        uts_version_len: view.getUint16(at + 36, true),
        uts_machine_len: view.getUint16(at + 38, true),
      },
      time: view.getBigUint64(at + 40, true),
      uflags: view.getBigUint64(at + 48, true),
    });
  },
  encoder(bytes) {
    const view = viewOf(bytes);
    return (value, _, at) => writeHeader(view, at, value);
  },
  encode(value) {
    const bytes = new Uint8Array(56);
    writeHeader(viewOf(bytes), 0, value);
    return bytes;
  },
};

function writeGroupinfo(view: DataView, at: number, { groups }: CkptHdrGroupinfo): void {
  view.setUint32(at, 117, true);
  view.setUint32(at + 4, 16 + groups.length * 4, true);
  view.setUint32(at + 8, groups.length, true);
  for (let i = 0; i < groups.length; i++) view.setUint32(at + 12 + i * 4, groups[i] as number, true);
}

const groupinfo: Way<CkptHdrGroupinfo, CkptHdrGroupinfo, CkptHdrGroupinfo> = {
  decoder(bytes) {
    const view = viewOf(bytes);
    return (_, at) => {
      const ngroups = view.getUint32(at + 8, true);
      const groups: number[] = [];
      for (let i = 0; i < ngroups; i++) groups.push(view.getUint32(at + 12 + i * 4, true));
      return { $name: "ckpt_hdr_groupinfo", ngroups, groups };
    };
  },
  encoder(bytes) {
    const view = viewOf(bytes);
    return (value, _, at) => writeGroupinfo(view, at, value);
  },
  encode(value) {
    const bytes = new Uint8Array(16 + value.groups.length * 4);
    writeGroupinfo(viewOf(bytes), 0, value);
    return bytes;
  },
};

function writeHpage(view: DataView, at: number, { vaddr, shift }: CkptHdrHpage): void {
  view.setUint32(at, 404, true);
  view.setUint32(at + 4, 24, true);
  view.setBigUint64(at + 8, vaddr, true);
  view.setUint16(at + 16, shift, true);
}

const hpage: Way<CkptHdrHpage, CkptHdrHpage, CkptHdrHpage> = {
  encoder(bytes) {
    const view = viewOf(bytes);
    return (value, _, at) => writeHpage(view, at, value);
  },
};

/**
 * By hand, with one DataView for all records, no check of anything, and holes left as they are: the measure of what
 * decodes.
 */
export const dataView: Competitor = { task, header, groupinfo, hpage };

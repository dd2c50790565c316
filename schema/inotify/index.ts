import { array, char, type FamilyDefinition, family, flags, record, s32, struct, u32 } from "../dsl/index.ts";

/** Source: include/uapi/linux/inotify.h, inotify(7). */
export const InotifyMask = flags("inotify_mask", {
  IN_ACCESS: 0x1,
  IN_MODIFY: 0x2,
  IN_ATTRIB: 0x4,
  IN_CLOSE_WRITE: 0x8,
  IN_CLOSE_NOWRITE: 0x10,
  IN_OPEN: 0x20,
  IN_MOVED_FROM: 0x40,
  IN_MOVED_TO: 0x80,
  IN_CREATE: 0x100,
  IN_DELETE: 0x200,
  IN_DELETE_SELF: 0x400,
  IN_MOVE_SELF: 0x800,
  IN_UNMOUNT: 0x2000,
  IN_Q_OVERFLOW: 0x4000,
  IN_IGNORED: 0x8000,
  IN_ISDIR: 0x40000000,
});

/** Source: `struct inotify_event`, same file. */
const inotifyEventHead = struct("inotify_event_head", {
  doc: "All of `struct inotify_event` in front of its name.",
  fields: {
    wd: s32.doc("Which watch it is of."),
    mask: u32.flags(InotifyMask).doc("What has happened."),
    cookie: u32.doc("The same in both events of a rename."),
    len: u32.doc("Bytes of the name with the NULs behind it."),
  },
});

export const inotify: FamilyDefinition = family("inotify", {
  doc: "Events, as read(2) of an inotify descriptor gives them on a little-endian machine.",
  header: inotifyEventHead,
  member: "e",
  length: { field: "len", counts: "payload" },
  byteOrder: "little",
  records: [
    record("inotify_event", {
      fields: { name: array(char).doc("Of the file in a watched directory, with NULs behind it; else empty.") },
    }),
  ],
});

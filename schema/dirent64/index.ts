import {
  array,
  char,
  enumeration,
  type FamilyDefinition,
  family,
  record,
  s64,
  struct,
  u8,
  u16,
  u64,
} from "../dsl/index.ts";

/** Source: <dirent.h> of glibc, readdir(3). */
export const DirentType = enumeration("dirent_type", {
  DT_UNKNOWN: { value: 0, doc: "The file system does not tell." },
  DT_FIFO: 1,
  DT_CHR: 2,
  DT_DIR: 4,
  DT_BLK: 6,
  DT_REG: 8,
  DT_LNK: 10,
  DT_SOCK: 12,
  DT_WHT: 14,
});

/** Source: getdents64(2), `struct linux_dirent64` in include/linux/dirent.h. Its name starts right behind `d_type`, at byte 19. */
const linuxDirent64Head = struct("linux_dirent64_head", {
  doc: "All of `struct linux_dirent64` in front of its name.",
  packed: true,
  fields: {
    d_ino: u64.doc("Number of the inode."),
    d_off: s64.doc("Where the next entry is, for lseek(2); what it counts, the file system alone knows."),
    d_reclen: u16.doc("Bytes of the whole entry."),
    d_type: u8.enum(DirentType),
  },
});

export const dirent64: FamilyDefinition = family("dirent64", {
  doc: "Entries of a directory, as getdents64(2) fills a buffer with them on a little-endian machine.",
  header: linuxDirent64Head,
  member: "d",
  length: { field: "d_reclen" },
  byteOrder: "little",
  records: [
    record("linux_dirent64", {
      fields: {
        d_name: array(char).doc("Ends with a NUL. What is behind that, up to a multiple of 8, may be anything."),
      },
    }),
  ],
});

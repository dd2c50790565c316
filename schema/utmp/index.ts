import {
  array,
  bytes,
  char,
  enumeration,
  type FamilyDefinition,
  family,
  nested,
  record,
  s16,
  s32,
  struct,
} from "../dsl/index.ts";

/** Source: utmp(5), <bits/utmp.h> of glibc. */
export const UtmpType = enumeration("utmp_type", {
  EMPTY: { value: 0, doc: "Nothing of it is valid." },
  RUN_LVL: { value: 1, doc: "A change of the run level." },
  BOOT_TIME: { value: 2, doc: "The time of boot." },
  NEW_TIME: { value: 3, doc: "The time after the clock was set." },
  OLD_TIME: { value: 4, doc: "The time before the clock was set." },
  INIT_PROCESS: { value: 5, doc: "A process that init has started." },
  LOGIN_PROCESS: { value: 6, doc: "A prompt to log in." },
  USER_PROCESS: { value: 7, doc: "Somebody is logged in." },
  DEAD_PROCESS: { value: 8, doc: "Somebody was logged in." },
  ACCOUNTING: 9,
});

const exitStatus = struct("exit_status", { fields: { e_termination: s16, e_exit: s16 } });

/** Source: same file, where 32- and 64-bit programs share it (x86, ppc, s390x): 32 bits of session and time. */
export const utmpRecord = record("utmp", {
  doc: "Somebody or something that has logged in or out.",
  fields: {
    ut_type: s16.enum(UtmpType),
    ut_pid: s32,
    ut_line: array(char, 32).doc("The terminal without `/dev/`."),
    ut_id: array(char, 4).doc("The end of the terminal's name, or what inittab calls it."),
    ut_user: array(char, 32),
    ut_host: array(char, 256).doc("From where; of a boot or run level, the kernel's release."),
    ut_exit: nested(exitStatus),
    ut_session: s32,
    ut_tv: nested({ tv_sec: s32.time(), tv_usec: s32 }),
    ut_addr_v6: bytes(16).doc("An address: of IPv4 the first four bytes alone."),
    __glibc_reserved: bytes(20).reserved(),
  },
});

export const utmp: FamilyDefinition = family("utmp_file", {
  doc: "Who is and was logged in: /var/run/utmp, /var/log/wtmp, /var/log/btmp of a little-endian machine.",
  byteOrder: "little",
  records: [utmpRecord],
});

#include <string.h>
#include <utmp.h>
static void put(const char *file, int type, int pid, const char *line, const char *id, const char *user, const char *host, int sec, int usec, unsigned a) {
  struct utmp u = {0};
  u.ut_type = type; u.ut_pid = pid;
  strncpy(u.ut_line, line, sizeof u.ut_line); strncpy(u.ut_id, id, sizeof u.ut_id);
  strncpy(u.ut_user, user, sizeof u.ut_user); strncpy(u.ut_host, host, sizeof u.ut_host);
  u.ut_tv.tv_sec = sec; u.ut_tv.tv_usec = usec; u.ut_addr_v6[0] = a;
  if (type == DEAD_PROCESS) { u.ut_exit.e_termination = 15; u.ut_exit.e_exit = 1; }
  updwtmp(file, &u);
}
int main(int argc, char **argv) {
  const char *f = argv[argc - 1];
  put(f, BOOT_TIME, 0, "~", "~~", "reboot", "6.1.0-30-amd64", 1292343295, 7, 0);
  put(f, RUN_LVL, 53, "~", "~~", "runlevel", "6.1.0-30-amd64", 1292343297, 250000, 0);
  put(f, LOGIN_PROCESS, 700, "tty1", "tty1", "LOGIN", "", 1292343298, 0, 0);
  put(f, USER_PROCESS, 812, "pts/0", "ts/0", "a_name_of_as_many_as_32_letters_", "192.0.2.7", 1292343300, 999999, 0x070200c0);
  put(f, DEAD_PROCESS, 812, "pts/0", "ts/0", "", "", 1292343420, 1, 0);
  return 0;
}

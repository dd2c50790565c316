/** What a line of utmpdump(1) says of a login. */
export interface Login {
  readonly ut_type: number;
  readonly ut_pid: number;
  readonly ut_line: string;
  readonly ut_id: string;
  readonly ut_user: string;
  readonly ut_host: string;
  readonly ut_tv: { readonly tv_sec: number; readonly tv_usec: number };
  readonly ut_addr_v6: Uint8Array;
}

/** A line of utmpdump(1). */
export function lineOf({ ut_type, ut_pid, ut_line, ut_id, ut_user, ut_host, ut_tv, ut_addr_v6 }: Login): string {
  const time = new Date(ut_tv.tv_sec * 1000).toISOString().replace(/\.\d+Z$/, "");
  const parts = [
    ...[`${ut_type}`, String(ut_pid).padStart(5, "0"), ut_id.padEnd(4), ut_user.padEnd(8), ut_line.padEnd(12)],
    ...[ut_host.padEnd(20), [...ut_addr_v6.subarray(0, 4)].join(".").padEnd(15)],
    `${time},${String(ut_tv.tv_usec).padStart(6, "0")}+00:00`,
  ];
  return parts.map((part) => `[${part}]`).join(" ");
}

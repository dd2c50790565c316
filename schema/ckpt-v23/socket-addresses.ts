import { bytes, nested, s32, struct, u16, u32 } from "../dsl/index.ts";

/** Source: `struct sockaddr_un` in include/linux/un.h of Linux 2.6.37. */
export const sockaddrUn = struct("sockaddr_un", {
  doc: "A Unix socket's address.",
  fields: {
    sun_family: u16.doc("AF_UNIX, 1."),
    sun_path: bytes(108).text().doc("A path or, after a NUL, a name that is no path."),
  },
});

/** Source: `struct in_addr` in include/linux/in.h of Linux 2.6.37. */
export const inAddr = struct("in_addr", {
  doc: "An IPv4 address.",
  fields: { s_addr: u32.bigEndian().hex().doc("The address; 127.0.0.1 is 0x7f000001.") },
});

/** Source: `struct sockaddr_in`, same file. */
export const sockaddrIn = struct("sockaddr_in", {
  doc: "An IPv4 socket's address.",
  fields: {
    sin_family: u16.doc("AF_INET, 2."),
    sin_port: u16.bigEndian().doc("Port."),
    sin_addr: nested(inAddr).doc("Address."),
    sin_zero: bytes(8).doc("Makes it as long as any address; means nothing."),
  },
});

/** Source: `struct in6_addr` in include/linux/in6.h of Linux 2.6.37: in C a union of bytes, __be16s and __be32s. */
export const in6Addr = struct("in6_addr", {
  doc: "An IPv6 address.",
  align: 4,
  fields: { s6_addr: bytes(16).doc("The address, the most significant byte first.") },
});

/** Source: `struct linger` in include/linux/socket.h of Linux 2.6.37. */
export const linger = struct("linger", {
  doc: "Whether close(2) waits for what is not sent yet: SO_LINGER.",
  fields: {
    l_onoff: s32.doc("1 if it waits, else 0."),
    l_linger: s32.doc("How long, in seconds."),
  },
});

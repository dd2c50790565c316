import { bytes, nested, s16, s32, s64, u8, u16, u32, u64 } from "../dsl/index.ts";
import { alignedRecord, CkptHdrType } from "./hdr.ts";
import { linger, sockaddrUn } from "./socket-addresses.ts";

/** Source: `struct ckpt_hdr_socket` in include/linux/checkpoint_hdr.h of user-cr, ckpt-v23-rc2. */
export const ckptHdrSocket = alignedRecord("ckpt_hdr_socket", {
  doc: "A socket. SOCKET_UNIX or SOCKET_INET follows, as its family is.",
  type: CkptHdrType.CKPT_HDR_SOCKET,
  fields: {
    has_buffers: u8.doc("1 if the contents of its queues come later, else 0."),
    socket: nested({
      flags: u64.hex().doc("Flags."),
      state: u8.doc("SS_UNCONNECTED 1, SS_CONNECTING 2, SS_CONNECTED 3, SS_DISCONNECTING 4."),
    })
      .aligned(8)
      .doc("Of the kernel's struct socket: what a descriptor refers to."),
    sock_common: nested({
      bound_dev_if: u32.doc("Index of the network device it is bound to, or 0."),
      reuse: u32.doc("SO_REUSEADDR."),
      family: u16.doc("AF_UNIX 1, AF_INET 2, AF_INET6 10."),
      state: u8.doc("State of the connection: a TCP_ value, of other protocols, too."),
    })
      .aligned(8)
      .doc("Of the kernel's struct sock_common: what sockets of all kinds have."),
    sock: nested({
      rcvlowat: s64.doc("SO_RCVLOWAT, in bytes."),
      flags: u64.hex().doc("Flags: the bits of enum sock_flags."),
      rcvtimeo: s64.doc("SO_RCVTIMEO."),
      sndtimeo: s64.doc("SO_SNDTIMEO."),
      err: u32.doc("SO_ERROR: the last error."),
      err_soft: u32.doc("An error that did not end the connection."),
      priority: u32.doc("SO_PRIORITY."),
      rcvbuf: s32.doc("SO_RCVBUF, in bytes."),
      sndbuf: s32.doc("SO_SNDBUF, in bytes."),
      type: u16.doc("SOCK_STREAM 1, SOCK_DGRAM 2."),
      backlog: s16.doc("How many connections may wait to be accepted."),
      protocol: u8.doc("IPPROTO_TCP 6, IPPROTO_UDP 17."),
      state: u8.doc("State of the connection: a TCP_ value."),
      shutdown: u8.doc("What shutdown(2) closed: receiving 1, sending 2, both 3."),
      userlocks: u8.hex().doc("What the user has set and the kernel leaves alone: the size of buffers, the address."),
      no_check: u8.doc("SO_NO_CHECK: whether checksums are left out."),
      linger: nested(linger).doc("SO_LINGER."),
    })
      .aligned(8)
      .doc("Of the kernel's struct sock: the protocol's side."),
  },
});

/** Source: `struct ckpt_hdr_socket_queue`, same file. */
export const ckptHdrSocketQueue = alignedRecord("ckpt_hdr_socket_queue", {
  doc: "Announces what is in one of a socket's queues: first the one for receiving, then the one for sending.",
  type: CkptHdrType.CKPT_HDR_SOCKET_QUEUE,
  fields: {
    skb_count: u32.doc("Number of SOCKET_BUFFERs that follow."),
    total_bytes: u32.doc("Bytes of data in them."),
  },
});

/** Source: `struct ckpt_hdr_socket_buffer`, same file; what follows it, `__sock_write_skb` of linux-cr. */
export const ckptHdrSocketBuffer = alignedRecord("ckpt_hdr_socket_buffer", {
  doc: "One buffer of a queue. A BUFFER with its linear part, from which offsets count, and its fragments follow.",
  type: CkptHdrType.CKPT_HDR_SOCKET_BUFFER,
  fields: {
    transport_header: u32.doc("Offset of the transport header, in bytes."),
    network_header: u32.doc("Offset of the network header, in bytes."),
    mac_header: u32.doc("Offset of the link header, in bytes."),
    lin_len: u32.doc("Bytes of the linear part."),
    frg_len: u32.doc("Bytes in fragments."),
    skb_len: u32.doc("Bytes of data, without the headers that are done with."),
    hdr_len: u32.doc("Bytes of headers that are done with."),
    mac_len: u32.doc("Bytes of the link header."),
    data_offset: u32.doc("Offset of the data, in bytes."),
    sk_objref: s32.doc("Object number of the socket that sent it, or 0."),
    pr_objref: s32.doc("Object number of the socket whose queue this is, or 0."),
    protocol: u16.hex().doc("The link layer's number for what it carries."),
    nr_frags: u16.doc("Number of fragments."),
    cb: bytes(48).doc("The protocol's own notes on the buffer."),
  },
});

/** Source: `struct ckpt_hdr_socket_buffer_frag`, same file; what follows it, `__sock_write_skb_frag` of linux-cr. */
export const ckptHdrSocketBufferFrag = alignedRecord("ckpt_hdr_socket_buffer_frag", {
  doc: "A fragment of a buffer. The page it is in follows without a record around it: a page's worth of bytes.",
  type: CkptHdrType.CKPT_HDR_SOCKET_FRAG,
  fields: {
    size: u32.doc("Bytes of the fragment."),
    offset: u32.doc("Where in the page it begins, in bytes."),
  },
});

/** Source: `struct ckpt_hdr_socket_unix`, same file; what follows it, `unix_checkpoint` of linux-cr. */
export const ckptHdrSocketUnix = alignedRecord("ckpt_hdr_socket_unix", {
  doc: "What is particular to a Unix socket. If it is bound to a relative path, a STRING with the directory follows.",
  type: CkptHdrType.CKPT_HDR_SOCKET_UNIX,
  fields: {
    this: s32.doc("Object number of the socket itself."),
    peer: s32.doc("Object number of the socket it is connected to, or 0."),
    peercred: s32.doc("Object number of the peer's credentials."),
    flags: u32.hex().doc("1 if its path is still in the file system, else 0."),
    laddr_len: u32.doc("Bytes of its own address that count."),
    raddr_len: u32.doc("Bytes of the peer's address that count."),
    laddr: nested(sockaddrUn).doc("Its own address."),
    raddr: nested(sockaddrUn).doc("The peer's address."),
  },
});

import { nested, s16, s32, u8, u16, u32, u64 } from "../dsl/index.ts";
import { alignedRecord, CkptHdrType } from "./hdr.ts";
import { in6Addr, sockaddrIn } from "./socket-addresses.ts";

/**
 * Source: `struct ckpt_hdr_socket_inet` in include/linux/checkpoint_hdr.h of user-cr, ckpt-v23-rc2. Its fields, and
 * their units, are those of inet_sock, inet_connection_sock, tcp_sock and ipv6_pinfo in Linux 2.6.37.
 */
export const ckptHdrSocketInet = alignedRecord("ckpt_hdr_socket_inet", {
  doc: "What is particular to an Internet socket. Addresses and ports are kept as they are on the wire.",
  type: CkptHdrType.CKPT_HDR_SOCKET_INET,
  fields: {
    daddr: u32.hex().doc("Peer's IPv4 address."),
    rcv_saddr: u32.hex().doc("IPv4 address it is bound to."),
    saddr: u32.hex().doc("IPv4 address it sends from."),
    dport: u16.hex().doc("Peer's port."),
    num: u16.doc("Own port, as a number."),
    sport: u16.hex().doc("Own port."),
    uc_ttl: s16.doc("IP_TTL; -1 is the system's default."),
    cmsg_flags: u16.hex().doc("What is reported along with what is received."),
    icsk_ack: nested({
      timeout: u64.doc("When the delayed acknowledgement is due, in jiffies."),
      ato: u32.doc("How long acknowledgements are delayed, in jiffies."),
      lrcvtime: u32.doc("When data was last received, in jiffies."),
      last_seg_size: u16.doc("Bytes of the last segment."),
      rcv_mss: u16.doc("Bytes the peer's segments are thought to have."),
      pending: u8.hex().doc("What is to be acknowledged, and how."),
      quick: u8.doc("How many acknowledgements are not delayed."),
      pingpong: u8.doc("Whether both sides send in turn."),
      blocked: u8.doc("Whether an acknowledgement had to wait."),
    })
      .aligned(8)
      .doc("Delayed acknowledgements."),
    tcp: nested({
      rcv_nxt: u32.doc("Sequence number expected next."),
      copied_seq: u32.doc("Sequence number up to which data has been read."),
      rcv_wup: u32.doc("rcv_nxt when the window was last announced."),
      snd_nxt: u32.doc("Sequence number sent next."),
      snd_una: u32.doc("First sequence number that is not acknowledged."),
      snd_sml: u32.doc("Last byte of the last small segment sent."),
      rcv_tstamp: u32.doc("When an acknowledgement last came, in jiffies."),
      lsndtime: u32.doc("When data was last sent, in jiffies."),
      snd_wl1: u32.doc("Sequence number of the last window announcement."),
      snd_wnd: u32.doc("Window the peer announced, in bytes."),
      max_window: u32.doc("Largest window the peer has announced, in bytes."),
      mss_cache: u32.doc("Bytes of a full segment."),
      window_clamp: u32.doc("Largest window to announce, in bytes."),
      rcv_ssthresh: u32.doc("Window that is announced at present, in bytes."),
      frto_highmark: u32.doc("snd_nxt when a timeout was taken for a false one."),
      srtt: u32.doc("Smoothed round trip time, in eighths of a jiffy."),
      mdev: u32.doc("Its deviation, in quarters of a jiffy."),
      mdev_max: u32.doc("Largest deviation in the last round trip."),
      rttvar: u32.doc("Smoothed largest deviation."),
      rtt_seq: u32.doc("Sequence number at which rttvar is brought up to date."),
      packets_out: u32.doc("Segments under way."),
      retrans_out: u32.doc("Segments sent again and under way."),
      snd_up: u32.doc("Urgent pointer for sending."),
      rcv_wnd: u32.doc("Window that was announced, in bytes."),
      write_seq: u32.doc("Sequence number behind the last byte written."),
      pushed_seq: u32.doc("Sequence number behind the last byte pushed."),
      lost_out: u32.doc("Segments taken for lost."),
      sacked_out: u32.doc("Segments acknowledged selectively."),
      fackets_out: u32.doc("Segments up to the furthest one acknowledged."),
      tso_deferred: u32.doc("When segmentation was last put off."),
      bytes_acked: u32.doc("Bytes acknowledged since the window last grew."),
      lost_cnt_hint: s32.doc("How many segments the search for lost ones has passed."),
      retransmit_high: u32.doc("Highest sequence number to be sent again."),
      lost_retrans_low: u32.doc("Sequence number behind those sent again."),
      prior_ssthresh: u32.doc("Slow start threshold before the loss."),
      high_seq: u32.doc("snd_nxt when congestion set in."),
      retrans_stamp: u32.doc("When the first segment was sent again, in jiffies."),
      undo_marker: u32.doc("First sequence number sent again, or 0."),
      undo_retrans: s32.doc("Segments sent again that may have been so in vain."),
      total_retrans: u32.doc("Segments sent again in all."),
      urg_seq: u32.doc("Sequence number of the urgent byte received."),
      keepalive_time: u32.doc("TCP_KEEPIDLE, in jiffies."),
      keepalive_intvl: u32.doc("TCP_KEEPINTVL, in jiffies."),
      urg_data: u16.hex().doc("The urgent byte, and whether it has been read."),
      advmss: u16.doc("Segment size announced to the peer, in bytes."),
      frto_counter: u8.doc("Acknowledgements since a timeout that may be a false one."),
      nonagle: u8.doc("TCP_NODELAY 1, TCP_CORK 2."),
      ecn_flags: u8.hex().doc("Explicit congestion notification."),
      reordering: u8.doc("How far segments are out of order."),
      keepalive_probes: u8.doc("TCP_KEEPCNT."),
    })
      .aligned(8)
      .doc("State of a TCP connection."),
    inet6: nested({
      saddr: nested(in6Addr).doc("IPv6 address it sends from."),
      rcv_saddr: nested(in6Addr).doc("IPv6 address it is bound to."),
      daddr: nested(in6Addr).doc("Peer's IPv6 address."),
    })
      .aligned(8)
      .doc("Addresses of an IPv6 socket."),
    laddr_len: u32.doc("Bytes of its own address that count."),
    raddr_len: u32.doc("Bytes of the peer's address that count."),
    laddr: nested(sockaddrIn).doc("Its own address."),
    raddr: nested(sockaddrIn).doc("The peer's address."),
  },
});

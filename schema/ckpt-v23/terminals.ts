import { bytes, nested, s32, u8, u16, u32, u64 } from "../dsl/index.ts";
import { CkptConstant } from "./constants.ts";
import { alignedRecord, alignedStruct, CkptHdrType } from "./hdr.ts";

/** Source: `struct ckpt_hdr_tty` in include/linux/checkpoint_hdr.h of user-cr, ckpt-v23-rc2. */
export const ckptHdrTty = alignedRecord("ckpt_hdr_tty", {
  doc: "A terminal: one end of a pseudo-terminal. Unless it was hung up, TTY_LDISC follows.",
  type: CkptHdrType.CKPT_HDR_TTY,
  fields: {
    driver_type: u16.doc("The driver's type; TTY_DRIVER_TYPE_PTY is 4."),
    driver_subtype: u16.doc("PTY_TYPE_MASTER 1, PTY_TYPE_SLAVE 2."),
    link_objref: s32.doc("Object number of the other end; 0 for the master, which comes first."),
    file_objref: s32.doc("Object number kept for the master's file; 0 for the slave."),
    _padding: u32.reserved().doc("Unused."),
    index: u32.doc("Its number: 3 is /dev/pts/3."),
    ldisc: u32.doc("Number of the line discipline; N_TTY is 0."),
    flags: u64.hex().doc("Flags of the kernel's tty_struct."),
    termios: nested(
      alignedStruct("", {
        fields: {
          c_iflag: u32.hex().doc("Modes of input."),
          c_oflag: u32.hex().doc("Modes of output."),
          c_cflag: u32.hex().doc("Modes of the line."),
          c_lflag: u32.hex().doc("Modes of the discipline."),
          c_ispeed: u32.doc("Speed of input, in bits a second."),
          c_ospeed: u32.doc("Speed of output, in bits a second."),
          c_line: u8.doc("Number of the line discipline."),
          c_cc: bytes(CkptConstant.TTY_NCCS).doc("Control characters, by the numbers of VINTR and so on."),
        },
      }),
    ).doc("Settings, as tcgetattr(3) gives them."),
    winsize: nested(
      alignedStruct("", {
        fields: {
          ws_row: u16.doc("Height, in characters."),
          ws_col: u16.doc("Width, in characters."),
          ws_xpixel: u16.doc("Width, in pixels."),
          ws_ypixel: u16.doc("Height, in pixels."),
        },
      }),
    ).doc("Size of the window."),
  },
});

/** Source: `struct ckpt_hdr_ldisc_n_tty`, same file; what follows it, `checkpoint_tty_ldisc` of linux-cr. */
export const ckptHdrLdiscNTty = alignedRecord("ckpt_hdr_ldisc_n_tty", {
  doc: "A terminal's usual line discipline. Unless datalen is 0, a BUFFER with what is typed and not read yet follows.",
  type: CkptHdrType.CKPT_HDR_TTY_LDISC,
  followers: [{ name: "read_buf", record: "ckpt_hdr_buffer", as: "text" }],
  fields: {
    column: u32.doc("Column of the cursor."),
    datalen: u32.doc("Bytes in the input buffer."),
    canon_column: u32.doc("Column in which the line begun began."),
    canon_datalen: u32.doc("Bytes of whole lines in the input buffer."),
    canon_data: u32.doc("Number of whole lines in the input buffer."),
    minimum_to_wake: u16.doc("How many bytes wake a reader."),
    stopped: u8.doc("1 if output was stopped, by ^S for instance."),
    hw_stopped: u8.doc("1 if the line stopped output."),
    flow_stopped: u8.doc("1 if a program stopped output."),
    packet: u8.doc("1 if the master reads packets: TIOCPKT."),
    ctrl_status: u8.hex().doc("What the next packet reports."),
    lnext: u8.doc("1 if the next character is taken as it is, after ^V."),
    erasing: u8.doc("1 while characters are being erased."),
    raw: u8.doc("1 if input is not looked at."),
    real_raw: u8.doc("1 if the driver need not look at it, either."),
    icanon: u8.doc("1 if input is read by lines."),
    closing: u8.doc("1 while the terminal is being closed."),
    padding: bytes(3).reserved().doc("Unused."),
    read_flags: bytes(CkptConstant.TTY_READ_FLAGS_LEN).doc("One bit for each place of the input buffer: ends a line."),
  },
});

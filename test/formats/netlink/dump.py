"""Asks the kernel for all links and addresses, and writes the messages that it answers with to two files."""
import socket
import struct

NLM_F_REQUEST, NLM_F_DUMP, NLMSG_DONE = 0x1, 0x300, 3


def dump(kind, body, name):
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0) as s, open(name, "wb") as out:
        s.bind((0, 0))
        s.send(struct.pack("=IHHII", 16 + len(body), kind, NLM_F_REQUEST | NLM_F_DUMP, 1, 0) + body)
        while True:
            data = s.recv(1 << 16)
            out.write(data)
            at = 0
            while at < len(data):
                length, kind_found = struct.unpack_from("=IH", data, at)
                if kind_found == NLMSG_DONE:
                    return
                at += (length + 3) & ~3


# RTM_GETLINK with struct ifinfomsg, RTM_GETADDR with struct ifaddrmsg
dump(18, struct.pack("=BBHiII", 0, 0, 0, 0, 0, 0), "links.bin")
dump(22, struct.pack("=BBBBI", 0, 0, 0, 0, 0), "addresses.bin")
# RTM_GETROUTE with struct rtmsg
dump(26, struct.pack("=BBBBBBBBI", 0, 0, 0, 0, 0, 0, 0, 0, 0), "routes.bin")

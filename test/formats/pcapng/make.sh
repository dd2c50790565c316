#!/bin/sh
# The packets of ../pcap, as pcapng: by editcap, with a comment, and with names that tshark writes.
set -e
editcap -F pcapng -a "1:the first" ../pcap/micro.pcap commented.pcapng
editcap -F pcapng ../pcap/nano.pcap nano.pcapng
for file in commented nano; do
  tshark -r $file.pcapng -T fields -e frame.time_epoch -e frame.cap_len -e frame.len -e frame.comment > $file.tshark
  capinfos -M $file.pcapng > $file.capinfos
done

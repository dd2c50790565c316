#!/bin/sh
# Some of a tone: by sox, in four encodings, one of an odd number of bytes; and with a LIST of texts, by libsndfile.
set -e
sox -n -r 8000 -b 16 -c 2 tone.wav synth 160s sine 440
sox -n -r 8000 -b 8 -c 1 odd.wav synth 101s sine 440
sox -n -r 8000 -e float -b 32 float.wav synth 40s sine 440
sox -n -r 8000 -e ms-adpcm adpcm.wav synth 200s sine 440
sndfile-metadata-set --str-title "A tone" --str-artist "Nobody" --str-comment "odd" tone.wav tagged.wav
for file in tone odd float adpcm tagged; do soxi $file.wav > $file.soxi; done
sndfile-metadata-get --all tagged.wav > tagged.sndfile

#!/bin/sh
# A picture of 7 by 5 colours, by netpbm: as it is, with a palette, and with all that pnmtopng can add.
set -e
pgmmake 0.5 7 5 | pgmtoppm rgb:20/80/ff-rgb:ff/f0/00 > picture.ppm
printf 'Title\tA small picture\nAuthor\tNobody\n' > texts.txt
pnmtopng -force picture.ppm > plain.png
pnmtopng picture.ppm > palette.png
pnmtopng -force -gamma 0.45455 -size "2835 2835 1" -modtime "2026-01-02 03:04:05" -text texts.txt -srgbintent perceptual picture.ppm > full.png
for file in plain palette full; do pngcheck -v $file.png > $file.pngcheck; done
rm picture.ppm texts.txt

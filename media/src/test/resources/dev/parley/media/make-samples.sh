#!/bin/sh
# Makes the small encoded samples the tests read, beside this script. Needs ffmpeg with libx264, libvpx and libopus.
# The committed files came from ffmpeg 5.1.9 on 23 November 2026; another version writes other bytes, and the tests
# that quote sizes and counts hold for any.
set -eu
cd "$(dirname "$0")"

# Three frames of two slices each, parameter sets and a key frame every second frame.
ffmpeg -v error -y -f lavfi -i testsrc2=size=160x96:rate=25 -frames:v 3 -pix_fmt yuv420p \
  -c:v libx264 -profile:v baseline -x264-params keyint=2:slices=2:no-info=1 -crf 40 \
  -bsf:v filter_units=remove_types=6 -f h264 codec/two-slices-160x96.h264

# Six frames, a key frame every third.
ffmpeg -v error -y -f lavfi -i testsrc2=size=176x98:rate=10 -frames:v 6 -pix_fmt yuv420p \
  -c:v libvpx -g 3 -keyint_min 3 -auto-alt-ref 0 -b:v 60k \
  -fflags +bitexact -flags +bitexact -f ivf container/six-frames-176x98.ivf

# A quarter of a second in packets of 20 ms.
ffmpeg -v error -y -f lavfi -i sine=frequency=440:duration=0.25:sample_rate=48000 \
  -c:a libopus -b:a 16k -ac 1 -fflags +bitexact -flags +bitexact -f ogg container/quarter-second.opus

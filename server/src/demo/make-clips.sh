#!/bin/sh
# Makes the clips that built-in participants play, see README.md. Needs ffmpeg with libvpx and libopus; takes about
# ten seconds. All motion but the bar's has a period that divides four seconds, so the loops show no seam.
set -eu
cd "$(dirname "$0")"
out=../main/resources/dev/parley/server/demo
mkdir -p "$out"

seconds=4
rate=12

# vp8 BITRATE FILE: a key frame every second, no hidden frames, one thread so that a second run writes the same bytes.
vp8() {
  ffmpeg -v error -y -f yuv4mpegpipe -i - -c:v libvpx -b:v "$1" -maxrate "$1" -bufsize "$1" \
    -qmin 6 -qmax 56 -g $rate -keyint_min $rate -auto-alt-ref 0 -lag-in-frames 0 -deadline good -cpu-used 1 -threads 1 \
    -fflags +bitexact -flags +bitexact -f ivf "$out/$2"
}

# face WIDTHxHEIGHT HUE MOUTH: a head and shoulders that sway and talk, drawn small and enlarged.
# HUE is the chroma of the clothes (Cb:Cr), MOUTH how often a second the mouth opens.
face() {
  cb=${2%:*}
  cr=${2#*:}
  head="hypot((X-160-6*sin(PI*T/2))/38,(Y-76)/48)"
  body="hypot((X-160-3*sin(PI*T/2))/88,(Y-196)/74)"
  eyes="min(hypot(X-146-6*sin(PI*T/2),Y-66),hypot(X-174-6*sin(PI*T/2),Y-66))"
  mouth="hypot((X-160-6*sin(PI*T/2))/12,(Y-98)/(2+6*abs(sin(PI*$3*T))))"
  skin="lt($head,1)"
  dark="lt($eyes,4)+lt($mouth,1)"
  ffmpeg -v error -f lavfi -i "color=black:size=320x180:rate=$rate:duration=$seconds,format=yuv444p,geq=\
lum='if($dark,50,if($skin,190,if(lt($body,1),110,70+50*Y/H+14*sin(2*PI*(X/W-T/4)))))':\
cb='if($skin,112,if(lt($body,1),$cb,138))':\
cr='if($skin,146,if(lt($body,1),$cr,122))'" \
    -vf "scale=$1:flags=bicubic,format=yuv420p" -f yuv4mpegpipe -
}

# A desk top: two windows with lines in place of text, a bar that fills, a pointer on its round.
screen() {
  ffmpeg -v error \
    -f lavfi -i "color=0x2b4162:size=1920x1080:rate=$rate:duration=$seconds" \
    -f lavfi -i "color=0x3aa17e:size=1000x24:rate=$rate:duration=$seconds" \
    -f lavfi -i "color=0xd1495b:size=22x22:rate=$rate:duration=$seconds" \
    -filter_complex "[0]\
drawbox=120:110:1000:760:0xfafafa:fill,drawbox=120:110:1000:44:0x5b6b7f:fill,\
drawbox=160:200:620:18:0x38434f:fill,drawbox=160:250:880:12:0x9aa5b1:fill,drawbox=160:280:840:12:0x9aa5b1:fill,\
drawbox=160:310:900:12:0x9aa5b1:fill,drawbox=160:340:560:12:0x9aa5b1:fill,drawbox=160:400:420:300:0xdbe4ee:fill,\
drawbox=620:400:420:300:0xe9dfd0:fill,drawbox=160:740:880:12:0x9aa5b1:fill,drawbox=160:770:700:12:0x9aa5b1:fill,\
drawbox=1180:200:620:480:0xfafafa:fill,drawbox=1180:200:620:44:0x8a5a44:fill,\
drawbox=1220:300:90:340:0x3f7cac:fill,drawbox=1350:400:90:240:0x95afba:fill,drawbox=1480:350:90:290:0xbdc4a7:fill,\
drawbox=1610:450:90:190:0xd5e1a3:fill[desk];\
[desk][1]overlay=x='120-1000*(1-t/$seconds)':y=820[bar];\
[bar]drawbox=0:815:120:34:0x2b4162:fill[clipped];\
[clipped][2]overlay=x='960+500*sin(PI*t/2)':y='540+260*cos(PI*t/2)',format=yuv420p" \
    -f yuv4mpegpipe -
}

face 1280:720 100:150 1.5 | vp8 400k speaker-1280x720.ivf
face 640:360 150:110 1.25 | vp8 150k guest-640x360.ivf
screen | vp8 300k screen-1920x1080.ivf

# A soft chord that swells and fades. The encoder adds 6.5 ms in front, so this fills exactly 200 packets of 20 ms.
ffmpeg -v error -y -f lavfi -i "aevalsrc=\
0.06*(sin(2*PI*220*t)+sin(2*PI*277.18*t)+sin(2*PI*329.63*t))*(0.5-0.5*cos(2*PI*t/3.98))\
:sample_rate=48000:duration=3.98" \
  -c:a libopus -b:a 24k -ac 1 -frame_duration 20 -fflags +bitexact -flags +bitexact -f ogg "$out/tone.opus"

package dev.parley.media.forward;

/** Where a track of no publisher asks for nothing. */
final class NoUpstream implements IncomingTrack.Upstream {

    @Override
    public void sendNack(long mediaSsrc, int[] sequences, int count) {}

    @Override
    public void sendKeyFrameRequest(long mediaSsrc) {}

    @Override
    public void onPictureSize(IncomingTrack source, int width, int height, long now) {}
}

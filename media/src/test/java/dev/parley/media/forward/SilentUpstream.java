package dev.parley.media.forward;

/** A publisher that nothing can be asked of. */
final class SilentUpstream implements IncomingTrack.Upstream {

    int keyFrameRequests;

    @Override
    public void sendNack(long mediaSsrc, int[] sequences, int count) {}

    @Override
    public void sendKeyFrameRequest(long mediaSsrc) {
        keyFrameRequests++;
    }

    @Override
    public void onPictureSize(IncomingTrack track, int width, int height, long now) {}
}

package dev.parley.server.load;

/**
 * One agreed stream.
 *
 * @param ssrc what a publisher sends with; of no meaning for a subscriber
 * @param rtxPayloadType -1 for none
 * @param transportSequenceId the header extension's id, 0 for none
 */
record StreamFormat(boolean video, long ssrc, int payloadType, int rtxPayloadType, int transportSequenceId) {}

package dev.parley.server.load;

/** One stream a server describes, in the section called {@code mid}. */
record OfferedStream(String mid, StreamFormat format) {}

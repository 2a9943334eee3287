package dev.parley.server.rooms;

/**
 * What the media of all clients of one worker came to since its start, those that have left included. Nothing in it
 * ever becomes less.
 *
 * @param at when it was taken, epoch milliseconds; once a second
 * @param clients sessions in its rooms at that time
 */
public record WorkerMedia(long at, int clients, MediaCounts counts, EstimateFigures estimates) {}

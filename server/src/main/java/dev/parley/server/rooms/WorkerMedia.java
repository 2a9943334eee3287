package dev.parley.server.rooms;

/**
 * What the media of all clients of one worker came to since its start, those that have left included. Nothing in it
 * ever becomes less.
 *
 * @param at when it was taken, epoch milliseconds; once a second
 * @param clients sessions in its rooms at that time
 * @param droppedBetweenWorkers packets of other workers' rooms that found no room on their way to players here
 */
public record WorkerMedia(
        long at, int clients, long droppedBetweenWorkers, MediaCounts counts, EstimateFigures estimates) {}

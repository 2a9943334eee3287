package dev.parley.server.rooms;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Looks at the media of rooms, for people who want to see how it goes. Changes nothing; safe for use by any thread. */
public interface MediaCensus {

    /** Rooms that may be asked for at once. */
    int MOST_ROOMS = 500;

    /** Clients of each room that may be asked for at once. */
    int MOST_CLIENTS = 500;

    /** What each worker last took down, in the order of the workers; never waits. */
    List<WorkerMedia> workers();

    /**
     * Asks the owners of rooms. Each answers on its own thread, between packets; the future completes when all have, or
     * when those that have not are given up. It never fails.
     *
     * @throws IllegalArgumentException when more is asked for than may be
     */
    CompletableFuture<Reading> read(Question question);

    /**
     * @param rooms whose media is asked for
     * @param firstClient how many clients of each room to pass over
     * @param mostClients how many to describe one by one; 0 for the rooms' sums alone
     */
    record Question(List<RoomKey> rooms, int firstClient, int mostClients) {
        public Question {
            rooms = List.copyOf(rooms);
            if (rooms.size() > MOST_ROOMS || firstClient < 0 || mostClients < 0 || mostClients > MOST_CLIENTS) {
                throw new IllegalArgumentException(
                        "at most " + MOST_ROOMS + " rooms and " + MOST_CLIENTS + " clients of each may be asked for");
            }
        }
    }

    /**
     * @param rooms in the order asked for, without those that are not there (any more) and those of silent workers
     * @param silentWorkers those that did not answer in time, by their place among the workers
     */
    record Reading(List<RoomMedia> rooms, List<Integer> silentWorkers) {
        public Reading {
            rooms = List.copyOf(rooms);
            silentWorkers = List.copyOf(silentWorkers);
        }
    }
}

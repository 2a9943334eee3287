package dev.parley.server.rooms;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the workers of this process about their rooms. */
final class LocalMediaCensus implements MediaCensus {

    private static final Logger LOG = LoggerFactory.getLogger(LocalMediaCensus.class);

    /** Questions that may wait for one worker: with more of them it is stuck, and must not be given ever more. */
    static final int MOST_WAITING = 8;

    private record Worker(HouseMedia media, Executor thread, AtomicInteger waiting) {}

    private final List<Worker> workers = new ArrayList<>();
    private final ToIntFunction<RoomKey> ownerOf;
    private final Executor patience;

    /**
     * @param ownerOf the place of the worker that has a room
     * @param patience carries out a task when a worker has been waited for long enough
     */
    LocalMediaCensus(ToIntFunction<RoomKey> ownerOf, Executor patience) {
        this.ownerOf = ownerOf;
        this.patience = patience;
    }

    /** Adds the next worker; before the first question. */
    void add(HouseMedia media, Executor thread) {
        workers.add(new Worker(media, thread, new AtomicInteger()));
    }

    /** Has the players there counted by the worker that has their connections; before the first question. */
    void add(Annex annex) {
        workers.stream().filter(worker -> worker.thread().equals(annex.there())).forEach(worker -> worker.media()
                .add(annex));
    }

    @Override
    public List<WorkerMedia> workers() {
        return workers.stream().map(worker -> worker.media().shown()).toList();
    }

    @Override
    public CompletableFuture<Reading> read(Question question) {
        Map<Integer, List<RoomKey>> byOwner =
                question.rooms().stream().distinct().collect(Collectors.groupingBy(ownerOf::applyAsInt));
        Map<Integer, CompletableFuture<Map<RoomKey, RoomMedia>>> answers = byOwner.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> ask(workers.get(entry.getKey()), entry.getValue(), question)));
        CompletableFuture<Void> all = CompletableFuture.allOf(answers.values().toArray(CompletableFuture[]::new));
        patience.execute(() -> all.complete(null));
        return all.exceptionally(_ -> null).thenApply(_ -> collect(question, answers));
    }

    /** Fails when the worker has too many questions already, or cannot answer. */
    private static CompletableFuture<Map<RoomKey, RoomMedia>> ask(
            Worker worker, List<RoomKey> keys, Question question) {
        if (worker.waiting().incrementAndGet() > MOST_WAITING) {
            worker.waiting().decrementAndGet();
            return CompletableFuture.failedFuture(new IllegalStateException("the worker does not answer"));
        }
        return CompletableFuture.supplyAsync(() -> answer(worker, keys, question), worker.thread());
    }

    private static Map<RoomKey, RoomMedia> answer(Worker worker, List<RoomKey> keys, Question question) {
        worker.waiting().decrementAndGet();
        try {
            return keys.stream()
                    .map(key -> worker.media().read(key, question))
                    .flatMap(Optional::stream)
                    .collect(Collectors.toMap(RoomMedia::room, room -> room));
        } catch (RuntimeException failure) {
            LOG.error("a question about media could not be answered", failure);
            throw failure;
        }
    }

    private static Reading collect(
            Question question, Map<Integer, CompletableFuture<Map<RoomKey, RoomMedia>>> answers) {
        List<Integer> silent = new ArrayList<>();
        Map<RoomKey, RoomMedia> known = new HashMap<>();
        answers.forEach((worker, answer) -> {
            if (answer.isDone() && !answer.isCompletedExceptionally()) {
                known.putAll(answer.join());
            } else {
                silent.add(worker);
            }
        });
        List<RoomMedia> rooms = question.rooms().stream()
                .distinct()
                .map(known::get)
                .filter(Objects::nonNull)
                .toList();
        return new Reading(rooms, silent.stream().sorted().toList());
    }
}

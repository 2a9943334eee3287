package dev.parley.server.rooms;

import dev.parley.protocol.ticket.Permissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A seat in a room of this process. */
final class LocalSeat implements Seat {

    private final String sessionId;
    private final RoomKey key;
    private final RoomHouse house;

    LocalSeat(String sessionId, RoomKey key, RoomHouse house) {
        this.sessionId = sessionId;
        this.key = key;
        this.house = house;
    }

    @Override
    public String sessionId() {
        return sessionId;
    }

    @Override
    public CompletableFuture<View> view() {
        return here((room, participant, now) -> room.view(participant));
    }

    @Override
    public CompletableFuture<MediaAnswer> negotiate(MediaOffer offer) {
        return here((room, participant, now) -> room.switchboard().negotiate(participant, offer, now));
    }

    @Override
    public CompletableFuture<List<Optional<Refusal>>> subscribe(List<Wish> wishes) {
        return here((room, participant, now) -> room.switchboard().subscribe(participant, wishes, now));
    }

    @Override
    public CompletableFuture<Void> unsubscribe(List<Wanted> streams) {
        return run((room, participant, now) -> room.switchboard().unsubscribe(participant, streams, now));
    }

    @Override
    public CompletableFuture<Optional<Refusal>> mute(StreamType type, boolean muted) {
        return here((room, participant, now) -> room.switchboard().mute(participant, type, muted, now));
    }

    @Override
    public CompletableFuture<Role> switchRole(Role role, Permissions rights) {
        return here((room, participant, now) -> {
            participant.setRights(rights);
            Role counts = room.switchRole(participant, role, now);
            room.switchboard().refresh(participant, now);
            return counts;
        });
    }

    @Override
    public CompletableFuture<Void> renew(Permissions rights) {
        return run((room, participant, now) -> {
            participant.setRights(rights);
            room.switchboard().refresh(participant, now);
        });
    }

    @Override
    public void send(RoomMessage message) {
        house.worker()
                .execute(() -> house.ifPresent(key, sessionId, (room, participant, now) -> room.messages()
                        .forward(participant, message, now)));
    }

    @Override
    public CompletableFuture<Uplink> uplink() {
        return here((room, participant, now) -> room.uplink(participant));
    }

    @Override
    public CompletableFuture<Boolean> leave(ExitReason reason) {
        return CompletableFuture.supplyAsync(() -> house.leave(key, sessionId, reason), house.worker());
    }

    private <T> CompletableFuture<T> here(RoomHouse.SeatTask<T> task) {
        return CompletableFuture.supplyAsync(() -> house.askSeat(key, sessionId, task), house.worker());
    }

    private CompletableFuture<Void> run(RoomHouse.SeatAction action) {
        return CompletableFuture.runAsync(() -> house.atSeat(key, sessionId, action), house.worker());
    }
}

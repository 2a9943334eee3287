package dev.parley.server.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.ticket.Permissions;
import dev.parley.server.rooms.MediaOffer.Publishing;
import dev.parley.server.rooms.MediaOffer.Receiving;
import dev.parley.server.rooms.RoomAdministration.BlockOutcome;
import dev.parley.server.rooms.RoomModel.Member;
import dev.parley.server.rooms.Seat.Wanted;
import dev.parley.server.rooms.Seat.Wish;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Has guests do random things, and the model the same. What the room answers must be what the model says; what follows
 * from it is compared by whoever drives this.
 */
final class RandomMeeting {

    private static final List<String> USERS =
            List.of("anna", "bert", "carl", "dora", "emil", "fritz", "gerda", "hanna", "ida", "jakob", "karla", "lutz");

    private static final List<StreamType> TYPES = List.of(StreamType.values());

    final RoomScene scene;
    final RoomModel model;
    final Map<String, Guest> guests = new TreeMap<>();
    final PacketWatch watch;
    private final Random random;
    private final List<String> acts = new ArrayList<>();
    private long messages;

    RandomMeeting(RoomScene scene, RoomModel model, Random random) {
        this.scene = scene;
        this.model = model;
        this.random = random;
        this.watch = new PacketWatch(model, guests);
    }

    /** What was done so far, for whoever has to find out why it went wrong. */
    List<String> acts() {
        return acts;
    }

    private void note(String act, Object... about) {
        acts.add(scene.worker.now() + " " + act + " " + List.of(about));
    }

    void act() {
        model.timeIs(scene.worker.now());
        switch (random.nextInt(60)) {
            case 0, 1, 2, 3, 4, 5 -> enter();
            case 6, 7 -> push();
            case 8, 9, 10 -> play();
            case 11, 12, 13, 14, 15, 16 -> talker().ifPresent(this::negotiate);
            case 17, 18, 19, 20 -> talker().ifPresent(this::mute);
            case 21, 22, 23 -> talker().ifPresent(this::unsubscribe);
            case 24, 25, 26 -> talker().ifPresent(this::switchRole);
            case 27, 28 -> talker().ifPresent(this::renew);
            case 29, 30 -> talker().ifPresent(this::message);
            case 31, 32, 33 -> block();
            case 34 -> some(guest -> true).ifPresent(this::leave);
            case 35 -> some(guest -> true).ifPresent(this::remove);
            case 36 -> dismiss();
            case 37, 38 -> some(guest -> true).ifPresent(this::fallSilent);
            case 39, 40 -> talker().ifPresent(this::muffle);
            case 41, 42, 43, 44 -> some(Guest::isMuffled).ifPresent(this::comeBack);
            case 45 -> talker().ifPresent(this::beginAnew);
            case 46 -> some(guest -> guest.isConnected() && !guest.isMuffled()).ifPresent(this::closeMedia);
            case 47, 48 -> some(guest -> true).ifPresent(this::turn);
            default -> talker().ifPresent(this::subscribe);
        }
    }

    private Optional<Guest> some(Predicate<Guest> condition) {
        List<Guest> fitting = guests.values().stream().filter(condition).toList();
        return fitting.isEmpty() ? Optional.empty() : Optional.of(fitting.get(random.nextInt(fitting.size())));
    }

    /** Somebody who can ask for something. */
    private Optional<Guest> talker() {
        return some(guest -> guest.isSeated() && !guest.isSilent());
    }

    private String anyUser() {
        return USERS.get(random.nextInt(USERS.size()));
    }

    private Permissions rights() {
        return random.nextInt(5) > 0 ? Permissions.ALL : new Permissions(random.nextInt(256));
    }

    Member member(Guest guest) {
        return Objects.requireNonNull(model.member(guest.user));
    }

    void enter() {
        String user = anyUser();
        Family family = random.nextInt(3) == 0 ? Family.CALL : Family.LIVE;
        Role role = random.nextInt(3) == 0 ? Role.AUDIENCE : Role.ANCHOR;
        Permissions rights = rights();
        note("enter", user, family, role, rights.bits());
        int refusal = model.refusalToEnter(user, rights);
        Guest guest = entering(refusal, () -> scene.enter(user, family, role, rights));
        if (guest != null) {
            take(guest, Door.SIGNALLING, family, role, rights);
            if (random.nextInt(5) > 0) {
                offer(guest);
            }
        }
    }

    private @Nullable Guest entering(int refusal, Supplier<Guest> entry) {
        try {
            Guest guest = entry.get();
            assertThat(refusal).isZero();
            return guest;
        } catch (CompletionException refused) {
            assertThat(refused).hasCauseInstanceOf(EntryRefusedException.class);
            EntryRefusedException cause = (EntryRefusedException) Objects.requireNonNull(refused.getCause());
            assertThat(cause.code()).as(cause.getMessage()).isEqualTo(refusal);
            return null;
        }
    }

    private Member take(Guest guest, Door door, Family family, Role role, Permissions rights) {
        forget(guest.user);
        Member member = model.enter(guest.user, guest.sessionId(), door, family, role, rights);
        guests.put(guest.user, guest);
        return member;
    }

    /** Whoever had that name is not there any more. */
    void forget(String user) {
        Guest former = guests.remove(user);
        if (former != null) {
            former.discard();
        }
    }

    private void push() {
        String user = anyUser();
        note("push", user);
        int full = model.refusalToEnter(user, Permissions.ALL);
        int refusal = full == 0 ? model.refusalToPush(user) : full;
        Guest guest = entering(refusal, () -> scene.push(user));
        if (guest != null) {
            Member member = take(guest, Door.WHIP, Family.LIVE, Role.ANCHOR, Permissions.ALL);
            model.publish(member, List.of(Sections.publishing(StreamType.AUDIO), Sections.publishing(StreamType.MAIN)));
            connect(guest);
        }
    }

    private void play() {
        String user = anyUser();
        String publisher = random.nextInt(4) == 0
                ? anyUser()
                : some(guest -> model.canBePlayed(user, guest.user))
                        .map(guest -> guest.user)
                        .orElse(user);
        note("play", user, publisher);
        int refusal = user.equals(publisher)
                ? -102023
                : !model.canBePlayed(user, publisher) ? -102007 : model.refusalToEnter(user, Permissions.ALL);
        Guest guest = entering(refusal, () -> scene.watch(user, publisher));
        if (guest != null) {
            Member member = take(guest, Door.WHEP, Family.LIVE, Role.AUDIENCE, Permissions.ALL);
            model.play(member, publisher, Sections.SOUND_SLOTS.getFirst(), Sections.PICTURE_SLOTS.getFirst());
            connect(guest);
        }
    }

    private void connect(Guest guest) {
        watch.learn(guest);
        if (!guest.isConnected() && !guest.isMuffled() && random.nextInt(8) > 0) {
            guest.connect();
        }
    }

    private void negotiate(Guest guest) {
        if (guest.isConnected() && random.nextInt(6) == 0) {
            note("restart ICE", guest.user);
            guest.restartIce();
        }
        offer(guest);
    }

    private void offer(Guest guest) {
        List<Publishing> publish = new ArrayList<>();
        for (StreamType type : StreamType.values()) {
            boolean muted = random.nextInt(4) == 0;
            if (random.nextInt(3) > 0) {
                publish.add(
                        type == StreamType.MAIN && random.nextBoolean()
                                ? Sections.publishingTwoLayers(muted)
                                : new Publishing(type, Sections.publishing(type).track(), muted, ""));
            }
        }
        List<Receiving> slots = Sections.allSlots().stream()
                .filter(slot -> random.nextInt(25) > 0)
                .toList();
        note("offer", guest.user, publish.stream().map(RandomMeeting::words).toList(), slots.size());
        MediaAnswer answer = guest.offer(publish, slots);
        Map<StreamType, Integer> refused = new EnumMap<>(StreamType.class);
        answer.refused().forEach((type, refusal) -> refused.put(type, refusal.code()));
        assertThat(refused).isEqualTo(model.publish(member(guest), publish));
        model.receiveOn(
                member(guest), slots.stream().map(slot -> slot.track().mid()).collect(Collectors.toSet()));
        connect(guest);
    }

    private static String words(Publishing publishing) {
        return publishing.type().wireName()
                + (publishing.smallRid().isEmpty() ? "" : " layered")
                + (publishing.muted() ? " muted" : "");
    }

    private void mute(Guest guest) {
        StreamType type = anyType();
        boolean muted = random.nextBoolean();
        note("mute", guest.user, type, muted);
        assertThat(code(guest.mute(type, muted))).isEqualTo(model.mute(member(guest), type, muted));
    }

    private static int code(Optional<Refusal> refusal) {
        return refusal.map(Refusal::code).orElse(0);
    }

    private StreamType anyType() {
        return TYPES.get(random.nextInt(TYPES.size()));
    }

    /** Several wishes at once; mostly sensible ones. */
    private void subscribe(Guest guest) {
        List<Wish> wishes = new ArrayList<>();
        for (int number = random.nextInt(4); number >= 0; number--) {
            StreamType type = anyType();
            boolean sensible = random.nextInt(12) > 0;
            List<String> slots = (type == StreamType.AUDIO) == sensible ? Sections.SOUND_SLOTS : Sections.PICTURE_SLOTS;
            String publisher = some(other ->
                            other != guest && !other.streams(type).isEmpty())
                    .filter(other -> sensible)
                    .map(other -> other.user)
                    .orElseGet(this::anyUser);
            Layer layer = random.nextInt(3) == 0 ? Layer.SMALL : Layer.BIG;
            wishes.add(new Wish(
                    new Wanted(publisher, type),
                    slots.get(random.nextInt(slots.size())),
                    LayerWish.valueOf(layer.name())));
        }
        note("subscribe", guest.user, wishes);
        List<Integer> codes = scene.worker.answer(guest.seat().subscribe(wishes)).stream()
                .map(RandomMeeting::code)
                .toList();
        assertThat(codes)
                .isEqualTo(wishes.stream()
                        .map(wish -> model.subscribe(member(guest), wish))
                        .toList());
    }

    private void unsubscribe(Guest guest) {
        Wanted wanted = member(guest).subscriptions.keySet().stream()
                .min(Comparator.comparing(Wanted::toString))
                .orElse(new Wanted("nobody", StreamType.MAIN));
        note("unsubscribe", guest.user, wanted);
        guest.unsubscribe(wanted.userId(), wanted.type());
        member(guest).subscriptions.remove(wanted);
    }

    private void switchRole(Guest guest) {
        Role role = random.nextBoolean() ? Role.ANCHOR : Role.AUDIENCE;
        Permissions rights = random.nextInt(4) == 0 ? rights() : member(guest).rights;
        note("role", guest.user, role, rights.bits());
        assertThat(guest.switchRole(role, rights)).isEqualTo(model.switchRole(member(guest), role, rights));
    }

    private void renew(Guest guest) {
        Permissions rights = rights();
        note("renew", guest.user, rights.bits());
        guest.renew(rights);
        model.renew(member(guest), rights);
    }

    private void message(Guest sender) {
        RoomMessage message = new RoomMessage(1 + random.nextInt(10), ++messages, true, true, "AAAA", 4);
        note("message", sender.user, messages);
        sender.seat().send(message);
        scene.worker.run(0);
        boolean accepted = member(sender).role == Role.ANCHOR;
        for (Guest guest : guests.values()) {
            boolean got = guest.told.contains(new RoomNotice.Message(sender.user, message));
            assertThat(got).as(guest.user).isEqualTo(accepted && guest != sender && guest.isSeated());
        }
        assertThat(sender.told(RoomNotice.MessageRefused.class).stream().anyMatch(no -> no.sequence() == messages))
                .isEqualTo(!accepted);
    }

    private void block() {
        String user = anyUser();
        boolean audio = random.nextBoolean();
        boolean video = random.nextBoolean();
        note("block", user, audio, video);
        BlockOutcome outcome = scene.worker.answer(scene.rooms.setBlocked(RoomScene.KEY, user, audio, video));
        BlockOutcome expected = model.family() == null
                ? BlockOutcome.NO_ROOM
                : model.member(user) == null ? BlockOutcome.NO_USER : BlockOutcome.DONE;
        assertThat(outcome).isEqualTo(expected);
        if (expected == BlockOutcome.DONE) {
            model.block(user, audio, video);
        }
    }

    private void leave(Guest guest) {
        note("leave", guest.user);
        assertThat(scene.worker.answer(scene.rooms.leave(guest.sessionId(), ExitReason.NORMAL)))
                .isTrue();
        gone(guest, ExitReason.NORMAL);
    }

    private void gone(Guest guest, ExitReason reason) {
        assertThat(guest.ended()).isEqualTo(guest.isSeated() ? reason : null);
        model.leave(member(guest), scene.worker.now());
        forget(guest.user);
    }

    private void remove(Guest guest) {
        note("remove", guest.user);
        assertThat(scene.worker.answer(scene.rooms.removeUsers(RoomScene.KEY, Set.of(guest.user, "nobody"))))
                .isTrue();
        gone(guest, ExitReason.REMOVED);
    }

    private void dismiss() {
        if (random.nextInt(4) > 0) {
            return;
        }
        note("dismiss");
        assertThat(scene.worker.answer(scene.rooms.dismiss(RoomScene.KEY))).isEqualTo(model.family() != null);
        model.dismiss();
        for (Guest guest : List.copyOf(guests.values())) {
            assertThat(guest.ended()).isEqualTo(guest.isSeated() ? ExitReason.DISMISSED : null);
            forget(guest.user);
        }
    }

    private void fallSilent(Guest guest) {
        note("fall silent", guest.user);
        guest.fallSilent();
    }

    private void muffle(Guest guest) {
        note("muffle", guest.user);
        guest.muffle();
    }

    private void comeBack(Guest guest) {
        note("come back", guest.user);
        guest.comeBack();
    }

    private void beginAnew(Guest guest) {
        note("begin anew", guest.user);
        if (guest.hasMedia()) {
            guest.beginAnew();
            model.loseMedia(member(guest));
        }
        offer(guest);
    }

    private void closeMedia(Guest guest) {
        note("close media", guest.user);
        guest.closeMedia();
        if (guest.isSeated()) {
            model.loseMedia(member(guest));
        } else {
            model.leave(member(guest), scene.worker.now());
            forget(guest.user);
        }
    }

    private void turn(Guest guest) {
        note("turn", guest.user);
        guest.turn();
    }
}

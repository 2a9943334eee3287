package dev.parley.server.signaling;

import dev.parley.protocol.ticket.Permissions;
import dev.parley.protocol.ticket.TicketVerdict;
import dev.parley.protocol.ticket.UserSig;
import dev.parley.server.rooms.Application;
import dev.parley.server.rooms.Applications;
import dev.parley.server.rooms.EntryRefusedException;
import dev.parley.server.rooms.EntryRefusedException.Reason;
import dev.parley.server.rooms.RoomKey;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What is checked of everybody before a room is asked (spec/10 §3.2, steps 1 to 5). Every refusal is an
 * {@link EntryRefusedException} with the official code and a sentence that says what to do. Safe for use by any thread.
 */
public final class EntryChecks {

    /** Largest integer that JavaScript clients can hold (spec/10 §1.1). */
    private static final long MAX_SDK_APP_ID = (1L << 53) - 1;

    private static final int BAD_PARAMETER = -102023;
    private static final int UNKNOWN_APPLICATION = -70020;
    private static final int SUSPENDED_APPLICATION = -100013;

    private final Applications applications;
    private final InstantSource clock;

    public EntryChecks(Applications applications, InstantSource clock) {
        this.applications = applications;
        this.clock = clock;
    }

    /**
     * In the order of spec/10 §3.2: parameters, application known, application enabled, UserSig, PrivateMapKey.
     *
     * @throws EntryRefusedException with the first failure
     */
    public Admission check(EntryRequest request) {
        RoomKey room = parameters(request);
        if (request.userSig().isEmpty()) {
            throw badParameter("The UserSig is missing.");
        }
        return admission(request, identity(request), room);
    }

    /**
     * In the order of spec/15 §3.2, where strangers learn nothing about their parameters: application, UserSig, room
     * and user, PrivateMapKey. A missing user comes first, since no UserSig can be checked without one.
     *
     * @throws EntryRefusedException with the first failure
     */
    Admission checkTicketFirst(EntryRequest request) {
        if (request.userId().isEmpty()) {
            throw badParameter("The user id is missing; add ?SessionID=... to the URL.");
        }
        Application application = identity(request);
        return admission(request, application, parameters(request));
    }

    private Admission admission(EntryRequest request, Application application, RoomKey room) {
        Permissions rights =
                RoomRights.of(application, room, request.userId(), request.privateMapKey(), clock.instant());
        return new Admission(room, request.userId(), rights);
    }

    /**
     * What somebody inside may do from now on: for a switch to anchor, and for a ticket that replaces the one of the
     * entry (spec/10 §7). Whether permission control is on is asked anew.
     *
     * @param privateMapKey the one that came along, or the one kept; empty for none
     * @throws EntryRefusedException with -100006 when it does not hold (any more), -102011 when it does not let the
     *     user in, -70020 when the application is gone
     */
    public Permissions recheck(RoomKey room, String userId, String privateMapKey) {
        return RoomRights.of(application(room.sdkAppId()), room, userId, privateMapKey, clock.instant());
    }

    /**
     * Checks the ticket of somebody already inside: one that has expired since is still good (spec/15 §3.5).
     *
     * @param admitted when the user was let in
     * @throws EntryRefusedException of {@link Reason#BAD_USER_SIG}
     */
    void checkAgain(long sdkAppId, String userId, String userSig, Instant admitted) {
        String secretKey = application(sdkAppId).secretKey();
        TicketVerdict now = UserSig.verify(userSig, sdkAppId, secretKey, userId, clock.instant());
        boolean expired = now == TicketVerdict.EXPIRED;
        if (!now.isValid()
                && !(expired
                        && UserSig.verify(userSig, sdkAppId, secretKey, userId, admitted)
                                .isValid())) {
            throw badTicket(now);
        }
    }

    private RoomKey parameters(EntryRequest request) {
        long sdkAppId = sdkAppId(request);
        RoomKey room = new RoomKey(sdkAppId, request.kind(), Identifiers.roomId(request.kind(), request.roomId()));
        Identifiers.checkUserId(request.userId());
        return room;
    }

    private Application identity(EntryRequest request) {
        long sdkAppId = sdkAppId(request);
        Application application = application(sdkAppId);
        if (!application.enabled()) {
            throw new EntryRefusedException(
                    Reason.SUSPENDED_APPLICATION,
                    SUSPENDED_APPLICATION,
                    "Application " + sdkAppId + " is suspended; enable it first.");
        }
        TicketVerdict verdict =
                UserSig.verify(request.userSig(), sdkAppId, application.secretKey(), request.userId(), clock.instant());
        if (!verdict.isValid()) {
            throw badTicket(verdict);
        }
        return application;
    }

    private Application application(long sdkAppId) {
        return applications.find(sdkAppId).orElseThrow(() -> unknownApplication(sdkAppId));
    }

    private static long sdkAppId(EntryRequest request) {
        return Identifiers.decimal(request.sdkAppId(), MAX_SDK_APP_ID)
                .orElseThrow(() -> badParameter("The SDKAppID must be a number of 1 to 2^53-1."));
    }

    private static EntryRefusedException badParameter(String message) {
        return new EntryRefusedException(Reason.BAD_PARAMETER, BAD_PARAMETER, message);
    }

    private static EntryRefusedException unknownApplication(long sdkAppId) {
        return new EntryRefusedException(
                Reason.UNKNOWN_APPLICATION,
                UNKNOWN_APPLICATION,
                "There is no application " + sdkAppId + " on this server; create it or use one that exists.");
    }

    private static EntryRefusedException badTicket(TicketVerdict verdict) {
        return new EntryRefusedException(Reason.BAD_USER_SIG, verdict.clientCode(), verdict.message());
    }
}

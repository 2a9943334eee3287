package dev.parley.server.rooms;

/** The signalling side of one session, as its room sees it. */
public interface RoomClient {

    /** For sessions whose clients cannot be told anything (WHIP, WHEP). */
    RoomClient MUTE = new RoomClient() {
        @Override
        public void tell(RoomNotice notice) {}

        @Override
        public long lastHeard() {
            return Long.MIN_VALUE;
        }
    };

    /** Called on the room's owner thread, in order; must neither block nor fail. */
    void tell(RoomNotice notice);

    /** What was told before is contained in the view just taken; called on the owner thread, in order with notices. */
    default void viewTaken() {}

    /** When the client last said something, epoch milliseconds of the rooms' clock; called by the owner thread. */
    long lastHeard();
}

package dev.parley.protocol.ticket;

/** The room a PrivateMapKey is bound to, in one of the two disjoint name spaces (spec/10 §1.3). */
public sealed interface TicketRoom {

    /** @param id 1..4294967295 */
    record Numeric(long id) implements TicketRoom {
        public Numeric {
            if (id < 1 || id > 0xffff_ffffL) {
                throw new IllegalArgumentException("a numeric room is 1 to 4294967295, got " + id);
            }
        }
    }

    /** @param id 1..64 bytes */
    record Text(String id) implements TicketRoom {
        public Text {
            if (id.isEmpty() || TicketText.bytes(id).length > 64) {
                throw new IllegalArgumentException("a string room id has 1 to 64 bytes");
            }
        }
    }
}

package dev.parley.protocol.ticket;

/**
 * A set of permissions as it travels in a PrivateMapKey.
 *
 * @param bits the sum of {@link Permission#bit()}; unknown higher bits are kept and mean nothing
 */
public record Permissions(int bits) {

    /** What everybody has while advanced permission control is off (spec/05 §3). */
    public static final Permissions ALL = new Permissions(255);

    public static final Permissions NONE = new Permissions(0);

    public static Permissions of(Permission... allowed) {
        int bits = 0;
        for (Permission permission : allowed) {
            bits |= permission.bit();
        }
        return new Permissions(bits);
    }

    public boolean allows(Permission permission) {
        return (bits & permission.bit()) != 0;
    }
}

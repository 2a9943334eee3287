package dev.parley.protocol.ticket;

import java.time.Instant;

/** The vectors of spec/05 §4: inputs and the texts the official Java library 2.0 produced from them. */
final class TicketVectors {

    static final long APPLICATION = 1400000001L;
    static final String KEY = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
    static final String USER = "alice";
    static final Instant ISSUED = Instant.ofEpochSecond(1795391453);

    /** UserSig, 86400 s. */
    static final String A = "eJyrVgrxCdZLrSjILEpVsrIwMzEw0AELlaUWKVkpGekZKEH4xSnZiQUFmSlKVoZANWBgCJHJTEnNK8lMywRrSMzJTE"
            + "6FaclMB4pkFpq7RZkFpITlpXvqOzoXaftluad5Fnt5BYXnZUcapERV*br4GgWGekRY2EI1lmTmAh1jaG5pamxpaGJq"
            + "XAsAsgUwQQ__";
    /** PrivateMapKey, room 10086, 300 s, 255. */
    static final String B =
            "eJw1j90KgjAAhd9l16GbTkTBC0skQSh-yPTOdMpYynBqUvTuDc1zdX74Ls4HpGGikIXTgQBbh-CwFjMZgA00BYIti5qV"
                    + "nNMa2AjDTWhbaE36kTZ0BconrciO0FY26pL0jRnyd*fnpxmKKcPp-eUXcXWJGGLnOMDFfJ2joBHOH5wEGR5TI2HXdf08W3iu3dKK4aPMfdEJr42Y"
                    + "tJ7qrnJ2cKSd-IBMy9AthA39*wOmpEH8";
    /** PrivateMapKey, string room {@code room-1}, 300 s, 42. */
    static final String C =
            "eJw1j9sKgkAURf9lXgubcdRQ6GHUMiIkUyofvczI4IXJG1L072naejpnH9aB-QbB2ZfoIHhNgYEhXP*CntbAALIEwbw3"
                    + "aR4JwVNgIAXOoPnCU1q1nPGfEBU8oX*FZ2NiuUe3KusrwiaTN5rmYO1BwpVvWxcWvayMVcKxiq457b3dInYNreOOjTLxyCG8DyKUb0GSKyaZcBo7"
                    + "8-JpepIZJyn1PvbhsDxoeTl2QVtdxTpSVPz5AioaQ2o_";
    /** PrivateMapKey, room 4294967294, 300 s, 42. */
    static final String D =
            "eJw1j0sLgkAYRf-LbA11fBQKLibEooyoRHHpY5Sv0ZocLSP675nW2d17OYv7QoF-kmnPoaHI1lV1NhZ32iAbabKKpixy"
                    + "lnAOObKxoU7gaYGcXlooYBSSCjL6V6AcmppIYW4Gz-lGnLdF7z882PEqEcS-HqkZ8f16xSIpShWXOT*xE7RJu2KQCSFeHPU81sIgY8ZS*VILtzyw"
                    + "YSI3MuL8xRbq4QNeWKZuYcPU3x94cUFU";

    private TicketVectors() {}
}

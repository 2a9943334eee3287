package dev.parley.server.actions.monitoring;

/** Bounds that the queries of this package share, for their annotations (spec/22 §3). */
final class Queries {

    /** The last plausible second; anything later is most likely in milliseconds (QLT-6). */
    static final long LAST_SECOND = 9_999_999_999L;

    static final int LARGEST_PAGE = 100;

    static final String PAGE_OVERSIZE = "InvalidParameter.PageSizeOversize";

    static final int MOST_USERS = 100;

    /** Of a CommId (QLT-4). */
    static final String COMM_ID = "[0-9]{1,20}_[0-9]{1,20}_[0-9]{1,12}";

    static final String COMM_ID_WORDS = "three numbers joined by `_`";

    private Queries() {}
}

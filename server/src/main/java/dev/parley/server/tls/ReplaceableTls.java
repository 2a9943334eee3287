package dev.parley.server.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server's certificate that follows its files. Whoever holds it calls {@link #poll} every few seconds; when the files
 * have changed and are good, new connections get the new certificate and those that are open go on. Files that are not
 * good change nothing, and are complained of once.
 *
 * <p>Safe for any thread; listeners are told one at a time.
 */
public final class ReplaceableTls {

    private static final Logger LOG = LoggerFactory.getLogger(ReplaceableTls.class);

    /** What tells that a file, or what a link points at, is another than before. */
    private record Version(
            long modified, long size, @Nullable Object inode) {
        static final Version MISSING = new Version(-1, -1, null);

        static Version of(Path path) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
                return new Version(attributes.lastModifiedTime().toMillis(), attributes.size(), attributes.fileKey());
            } catch (IOException missing) {
                return MISSING;
            }
        }
    }

    private record Versions(Version certificate, Version key) {
        static Versions of(TlsFiles files) {
            return new Versions(Version.of(files.certificate()), Version.of(files.key()));
        }
    }

    private final TlsFiles files;
    private final InstantSource clock;
    private final List<Consumer<SSLContext>> listeners = new ArrayList<>();

    private volatile TlsIdentity identity;
    private Versions inUse;
    private @Nullable Versions refusedOnce;
    private @Nullable Versions refusedForGood;
    private long replacements;

    /**
     * Reads the files for the first time. A certificate outside its dates is used all the same, with a warning: the
     * server is worth more with it than not running.
     *
     * @throws TlsFilesException when they cannot be used
     */
    public ReplaceableTls(TlsFiles files, InstantSource clock) throws TlsFilesException {
        this.files = files;
        this.clock = clock;
        this.inUse = Versions.of(files);
        this.identity = TlsIdentity.read(files);
        String wrong = wrongDates(identity);
        if (wrong != null) {
            LOG.warn("{}; clients will refuse it", wrong);
        }
    }

    /** What new connections are made with. */
    public TlsIdentity identity() {
        return identity;
    }

    /** How often the certificate has been replaced since the start. */
    public synchronized long replacements() {
        return replacements;
    }

    /** Has {@code listener} called with the context in use, now and whenever it changes. */
    public synchronized void follow(Consumer<SSLContext> listener) {
        listeners.add(listener);
        listener.accept(identity.context());
    }

    /**
     * Looks whether the files have changed. A pair is often replaced one file after the other, so a change that is not
     * good is looked at once more by the next call before it is complained of.
     */
    public synchronized void poll() {
        Versions found = Versions.of(files);
        if (found.equals(inUse) || found.equals(refusedForGood)) {
            return;
        }
        try {
            replace(found, acceptable());
        } catch (TlsFilesException notGood) {
            if (found.equals(refusedOnce)) {
                refusedForGood = found;
                LOG.error(
                        "The replaced TLS files are not used, the certificate from before stays: {}",
                        notGood.getMessage());
            }
            refusedOnce = found;
        }
    }

    private TlsIdentity acceptable() throws TlsFilesException {
        TlsIdentity read = TlsIdentity.read(files);
        String wrong = wrongDates(read);
        if (wrong != null) {
            throw new TlsFilesException(wrong);
        }
        return read;
    }

    private void replace(Versions found, TlsIdentity read) {
        inUse = found;
        refusedOnce = null;
        refusedForGood = null;
        if (read.chain().equals(identity.chain()) && read.key().equals(identity.key())) {
            return;
        }
        identity = read;
        replacements++;
        SSLContext context = read.context();
        for (Consumer<SSLContext> listener : listeners) {
            listener.accept(context);
        }
        LOG.info("New connections get the certificate for {}, valid until {}", read.names(), read.expires());
    }

    private @Nullable String wrongDates(TlsIdentity candidate) {
        Instant now = clock.instant();
        if (candidate.expires().isBefore(now)) {
            return "the certificate in " + files.certificate() + " expired on " + candidate.expires();
        }
        return candidate.begins().isAfter(now)
                ? "the certificate in " + files.certificate() + " is valid from " + candidate.begins() + " on"
                : null;
    }
}

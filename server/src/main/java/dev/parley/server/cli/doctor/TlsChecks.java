package dev.parley.server.cli.doctor;

import dev.parley.server.tls.TlsFiles;
import dev.parley.server.tls.TlsFilesException;
import dev.parley.server.tls.TlsIdentity;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The certificate, as clients will see it. */
final class TlsChecks {

    private static final String CERTIFICATE = "certificate";
    private static final String CHAIN = "certificate chain";
    private static final Duration SOON = Duration.ofDays(21);

    private TlsChecks() {}

    static List<Finding> examine(Plan plan, Machine machine) {
        TlsFiles files = plan.tls();
        if (files == null) {
            return List.of();
        }
        try {
            TlsIdentity identity = TlsIdentity.read(files);
            List<Finding> findings = new ArrayList<>();
            findings.add(dates(identity, machine.now()));
            findings.add(names(identity));
            findings.add(chain(identity));
            findings.add(key(files, machine));
            return findings;
        } catch (TlsFilesException unusable) {
            return List.of(Finding.fail(
                    CERTIFICATE,
                    String.valueOf(unusable.getMessage()),
                    "the server does not start with these files; correct http.tls.certificate (--tls-certificate) and"
                            + " http.tls.key (--tls-key)"));
        }
    }

    private static Finding dates(TlsIdentity identity, Instant now) {
        String renew = "have it renewed; a running server takes new files by itself";
        if (identity.begins().isAfter(now)) {
            return Finding.fail(
                    CERTIFICATE,
                    "is valid only from " + identity.begins() + " on",
                    "check this machine's clock, or wait");
        }
        Duration left = Duration.between(now, identity.expires());
        if (left.isNegative()) {
            return Finding.fail(CERTIFICATE, "expired on " + identity.expires(), renew);
        }
        String text = "valid for " + left.toDays() + " more days, until " + identity.expires();
        return left.compareTo(SOON) < 0 ? Finding.warn(CERTIFICATE, text, renew) : Finding.ok(CERTIFICATE, text);
    }

    private static Finding names(TlsIdentity identity) {
        List<String> names = identity.names();
        return names.isEmpty()
                ? Finding.warn(
                        "certificate names",
                        "it names no host (subjectAltName), so clients refuse it",
                        "have one issued for the names clients use")
                : Finding.ok("certificate names", "for " + String.join(", ", names));
    }

    private static Finding chain(TlsIdentity identity) {
        X509Certificate last = identity.chain().getLast();
        boolean selfSigned = last.getSubjectX500Principal().equals(last.getIssuerX500Principal());
        if (identity.chain().size() == 1) {
            return selfSigned
                    ? Finding.note(
                            CHAIN,
                            "the certificate signed itself",
                            "clients must be told to trust it; public ones need one from an authority")
                    : Finding.warn(
                            CHAIN,
                            "the file holds the server's certificate alone, and many clients cannot find those above",
                            "give the full chain (certbot calls it fullchain.pem)");
        }
        return identity.inOrder()
                ? Finding.ok(CHAIN, identity.chain().size() + " certificates, in order")
                : Finding.note(
                        CHAIN,
                        "the certificates in the file are out of order or not all of this chain",
                        "Parley sends them in order; other programs might not");
    }

    private static Finding key(TlsFiles files, Machine machine) {
        String permissions = machine.permissions(files.key()).orElse("rw-------");
        return permissions.endsWith("---")
                ? Finding.ok("certificate key", "belongs to the certificate")
                : Finding.warn(
                        "certificate key",
                        "everybody on this machine can read " + files.key() + " (" + permissions + ")",
                        "chmod 600 " + files.key());
    }
}

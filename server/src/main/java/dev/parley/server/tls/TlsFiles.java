package dev.parley.server.tls;

import java.nio.file.Path;

/**
 * Where a server's certificate lies, as certificate authorities' tools leave it.
 *
 * @param certificate PEM: the server's certificate and those between it and the authority's root
 * @param key PEM without a password: PKCS#8, PKCS#1 (RSA) or SEC1 (EC); may be the same file
 */
public record TlsFiles(Path certificate, Path key) {}

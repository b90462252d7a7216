// SPDX-License-Identifier: Apache-2.0
package io.notenboom.vault.http;

import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a Vault is and how it is recognised.
 *
 * @param address {@code https://host[:port]}; plain {@code http} for loopback only, since tokens pass
 * @param namespace of the customer in an OpenBao or Vault Enterprise with namespaces; null = the root namespace
 * @param authorities PEM bundle of those whose certificates count, and nobody else's; null = those of the Java runtime
 */
public record VaultServer(
        URI address, @Nullable String namespace, @Nullable Path authorities) {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*/?");

    /** @throws IllegalArgumentException if the address or namespace has another form */
    public VaultServer {
        String host = address.getHost();
        boolean secure = "https".equals(address.getScheme());
        if (host == null || !(secure || ("http".equals(address.getScheme()) && LOOPBACK.contains(host)))) {
            throw new IllegalArgumentException("the address of a Vault is https://host[:port], http on loopback only");
        }
        if (address.getUserInfo() != null
                || address.getQuery() != null
                || !(address.getPath().isEmpty() || address.getPath().equals("/"))) {
            throw new IllegalArgumentException("the address of a Vault has no user, path or query");
        }
        if (namespace != null && !NAMESPACE.matcher(namespace).matches()) {
            throw new IllegalArgumentException("a namespace of a Vault is words with slashes between them");
        }
    }

    /** A Vault without namespaces that has a certificate of an authority of the Java runtime, or plain HTTP on loopback. */
    public static VaultServer at(URI address) {
        return new VaultServer(address, null, null);
    }

    /** URL of a path below {@code /v1/}. */
    URI resolve(String path) {
        String base = address.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/v1/" + path);
    }
}

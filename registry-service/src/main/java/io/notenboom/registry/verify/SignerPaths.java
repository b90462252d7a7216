// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.verify;

import io.notenboom.registry.certificate.FoundationPath;
import io.notenboom.registry.certificate.UnfitCertificateException;
import io.notenboom.registry.stream.SignerRole;
import io.notenboom.trust.jose.SignatureProviders;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ways of signers to the Foundation's root, each looked at once. A path holds at a date exactly when its certificates fit
 * and sign one another, which no date changes, and the date lies in the period of each of them. Safe for many threads.
 */
final class SignerPaths {

    private static final int MAX_KEPT = 20_000;

    private final X509Certificate root;
    private final Map<Key, Path> known = new ConcurrentHashMap<>();

    private record Key(SignerRole role, List<X509Certificate> chain) {}

    /**
     * What was found out about a path.
     *
     * @param from begin of the period in which all of its certificates are valid
     * @param until its end
     * @param key the signer's key as an object of the signature provider; null if the path never holds
     */
    private record Path(
            Instant from, Instant until, @Nullable PublicKey key) {

        Optional<PublicKey> key(Instant at) {
            return at.isBefore(from) || at.isAfter(until) ? Optional.empty() : Optional.ofNullable(key);
        }
    }

    SignerPaths(X509Certificate root) {
        this.root = root;
    }

    /** Whether the path holds at a date. */
    boolean holds(SignerRole role, List<X509Certificate> chain, Instant at) {
        return path(role, chain).key(at).isPresent();
    }

    /**
     * The signer's key, if the path holds at a date.
     *
     * @throws UnfitCertificateException if it does not
     */
    PublicKey require(SignerRole role, List<X509Certificate> chain, Instant at) throws UnfitCertificateException {
        return path(role, chain)
                .key(at)
                .orElseThrow(() -> new UnfitCertificateException(
                        "the certificate has no path to the Foundation that holds at this date"));
    }

    private Path path(SignerRole role, List<X509Certificate> chain) {
        if (known.size() > MAX_KEPT) {
            known.clear();
        }
        return known.computeIfAbsent(new Key(role, chain), this::explore);
    }

    private Path explore(Key wanted) {
        List<X509Certificate> chain = wanted.chain();
        List<X509Certificate> all = wanted.role() == SignerRole.FOUNDATION
                ? List.of(root)
                : Stream.concat(chain.stream(), Stream.of(root)).toList();
        Instant from = all.stream()
                .map(certificate -> certificate.getNotBefore().toInstant())
                .reduce(Instant.MIN, (a, b) -> a.isAfter(b) ? a : b);
        Instant until = all.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .reduce(Instant.MAX, (a, b) -> a.isBefore(b) ? a : b);
        try {
            requireAt(wanted.role(), chain, from);
            return new Path(
                    from, until, SignatureProviders.nativeKey(chain.getFirst().getPublicKey()));
        } catch (UnfitCertificateException e) {
            return new Path(from, until, null);
        }
    }

    private void requireAt(SignerRole role, List<X509Certificate> chain, Instant at) throws UnfitCertificateException {
        switch (role) {
            case FOUNDATION -> FoundationPath.requireValid(root, at);
            case FOUNDATION_OPERATIONS -> FoundationPath.requireOperations(chain.getFirst(), root, at);
            case VENDOR_CA -> FoundationPath.requireVendorCa(chain, root, at);
            case CONTRACT ->
                FoundationPath.requireIssuedBy(chain.getFirst(), List.of(chain.subList(1, chain.size())), root, at);
        }
    }
}

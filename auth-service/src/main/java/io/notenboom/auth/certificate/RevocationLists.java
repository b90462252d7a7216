// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.certificate;

import io.notenboom.auth.cache.ExpiringCache;
import io.notenboom.trust.x509.CertificateChain;
import io.notenboom.trust.x509.CertificateRevocationCheck;
import io.notenboom.trust.x509.Fingerprints;
import io.notenboom.trust.x509.RevocationAddress;
import io.notenboom.trust.x509.RevocationList;
import io.notenboom.trust.x509.UnfitCertificateInputException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Asks the revocation lists that certificates name. A list is asked for again after an hour; while its address does not
 * answer, the copy counts until it ends, not longer. A list with a lower number than the copy is not taken. A failure is
 * remembered for 10 seconds. At most {@value #MAX_LISTS} lists of 1 MB are kept. A certificate that names no list counts as
 * unknown, unless it is said that such certificates are acceptable.
 */
public final class RevocationLists implements CertificateRevocationCheck {

    /** Most lists that are kept. */
    public static final int MAX_LISTS = 50;

    private static final Duration FRESH = Duration.ofHours(1);
    private static final Duration FAILED = Duration.ofSeconds(10);

    private final RevocationListFetcher fetcher;
    private final boolean withoutListIsGood;
    private final ExpiringCache<Source, RevocationList> kept;
    private final ExpiringCache<Source, RevocationList> fresh;
    private final ExpiringCache<Source, Boolean> failed;

    /**
     * Asks lists of this fetcher.
     *
     * @param withoutListIsGood whether a certificate whose CA publishes no list is accepted; for development
     */
    public RevocationLists(RevocationListFetcher fetcher, boolean withoutListIsGood, InstantSource clock) {
        this.fetcher = fetcher;
        this.withoutListIsGood = withoutListIsGood;
        this.kept = new ExpiringCache<>(MAX_LISTS, clock);
        this.fresh = new ExpiringCache<>(MAX_LISTS, clock);
        this.failed = new ExpiringCache<>(MAX_LISTS, clock);
    }

    @Override
    public Outcome check(CertificateChain chain, Instant now) {
        List<X509Certificate> certificates = chain.certificates();
        Outcome worst = Outcome.GOOD;
        for (int index = certificates.size() - 2; index >= 0; index--) {
            Outcome outcome = check(certificates.get(index), certificates.get(index + 1), now);
            if (outcome == Outcome.REVOKED) {
                return outcome;
            }
            worst = outcome == Outcome.UNKNOWN ? outcome : worst;
        }
        return worst;
    }

    private Outcome check(X509Certificate certificate, X509Certificate issuer, Instant now) {
        Optional<URI> address = RevocationAddress.of(certificate);
        if (address.isEmpty()) {
            return withoutListIsGood ? Outcome.GOOD : Outcome.UNKNOWN;
        }
        Optional<RevocationList> list = list(new Source(address.get(), Fingerprints.x5tS256(issuer)), issuer, now);
        if (list.isPresent() && list.get().revokes(certificate)) {
            return Outcome.REVOKED;
        }
        return list.isPresent() && list.get().isCurrent(now) ? Outcome.GOOD : Outcome.UNKNOWN;
    }

    private Optional<RevocationList> list(Source source, X509Certificate issuer, Instant now) {
        Optional<RevocationList> known = fresh.get(source);
        if (known.isPresent() || failed.get(source).isPresent()) {
            return known.or(() -> kept.get(source));
        }
        Optional<RevocationList> fetched = fetcher.fetch(source.url()).flatMap(body -> verified(body, issuer, now));
        Optional<RevocationList> copy = kept.get(source);
        boolean usable = fetched.isPresent()
                && fetched.get().isCurrent(now)
                && copy.filter(before -> before.number().compareTo(fetched.get().number()) > 0)
                        .isEmpty();
        if (!usable) {
            failed.put(source, true, now.plus(FAILED));
            return copy;
        }
        keep(source, fetched.get(), now);
        return fetched;
    }

    private void keep(Source source, RevocationList list, Instant now) {
        Instant end = list.nextUpdate();
        kept.put(source, list, end);
        fresh.put(source, list, end.isBefore(now.plus(FRESH)) ? end : now.plus(FRESH));
    }

    private static Optional<RevocationList> verified(byte[] body, X509Certificate issuer, Instant now) {
        try {
            return Optional.of(RevocationList.verify(body, issuer, now));
        } catch (UnfitCertificateInputException unfit) {
            return Optional.empty();
        }
    }

    /** Where a list is, and of which CA certificate it has to be. */
    private record Source(URI url, String issuer) {}
}

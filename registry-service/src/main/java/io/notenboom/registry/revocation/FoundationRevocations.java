// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.revocation;

import io.notenboom.registry.enrolment.EnrolmentRequest;
import io.notenboom.registry.enrolment.EnrolmentStatus;
import io.notenboom.registry.enrolment.FoundationAuthority;
import io.notenboom.registry.enrolment.FoundationRequests;
import io.notenboom.trust.x509.Fingerprints;
import io.notenboom.trust.x509.Pem;
import io.notenboom.trust.x509.RevocationList;
import io.notenboom.trust.x509.RevocationListIssuer;
import io.notenboom.trust.x509.UnfitCertificateInputException;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Foundation's certificate revocation list (RFC 5280 §5): the node CA and vendor CA certificates that it revoked, by its
 * enrolment requests or by an event in its stream, whatever the cutoff: nothing new counts. There is a new one at once when a certificate is revoked, and otherwise when a quarter of the term of the present one has passed.
 * Numbers grow with every list, also after a restart and after a restore from a backup: they follow the clock. Safe for many
 * threads in one process.
 */
public final class FoundationRevocations {

    /** How long clients may rely on a list. */
    public static final Duration TERM = Duration.ofHours(24);

    private static final int PARTS = 4;
    private static final System.Logger LOGGER = System.getLogger(FoundationRevocations.class.getName());

    private final FoundationAuthority authority;
    private final FoundationRequests requests;
    private final RevocationEvents events;
    private final RevocationListStore store;
    private final InstantSource clock;
    private volatile @Nullable RevocationList current;
    private volatile boolean logRead;

    /**
     * Takes up the stored list, if it is the Foundation's.
     *
     * @param events what the Foundation's streams say
     */
    public FoundationRevocations(
            FoundationAuthority authority,
            FoundationRequests requests,
            RevocationEvents events,
            RevocationListStore store,
            InstantSource clock) {
        this.authority = authority;
        this.requests = requests;
        this.events = events;
        this.store = store;
        this.clock = clock;
        this.current = stored().orElse(null);
    }

    private Optional<RevocationList> stored() {
        try {
            return store.load().map(bytes -> RevocationList.verify(bytes, authority.root(), clock.instant()));
        } catch (UnfitCertificateInputException damaged) {
            LOGGER.log(System.Logger.Level.WARNING, "another revocation list is made: {0}", damaged.getMessage());
            return Optional.empty();
        }
    }

    /** The log was read, so all revocations in it are known; until then what the stored list names stays on the list. */
    public void logWasRead() {
        logRead = true;
    }

    /** The list to show, made now if none is current. */
    public RevocationList current() {
        RevocationList known = current;
        return known != null && known.isCurrent(clock.instant()) ? known : renew(true);
    }

    /** Makes and publishes the next list if that is due; to be called about every minute, and after a revocation. */
    public RevocationList refresh() {
        return renew(false);
    }

    private synchronized RevocationList renew(boolean onlyEnded) {
        Instant now = clock.instant();
        RevocationList known = current;
        if (known != null && known.isCurrent(now) && (onlyEnded || !isDue(known, now))) {
            return known;
        }
        RevocationList next = authority.revocationList(number(known, now), TERM, revoked(now));
        store.save(next.encoded());
        current = next;
        LOGGER.log(
                System.Logger.Level.INFO,
                "published revocation list {0} with {1} certificates",
                next.number(),
                next.size());
        return next;
    }

    private boolean isDue(RevocationList known, Instant now) {
        return !now.isBefore(known.thisUpdate().plus(TERM.dividedBy(PARTS))) || !tells(known, revokedCertificates(now));
    }

    private static boolean tells(RevocationList known, List<X509Certificate> revoked) {
        return known.size() == revoked.size() && revoked.stream().allMatch(known::revokes);
    }

    private static BigInteger number(@Nullable RevocationList known, Instant now) {
        BigInteger byClock = BigInteger.valueOf(now.getEpochSecond());
        return known == null ? byClock : byClock.max(known.number().add(BigInteger.ONE));
    }

    private List<X509Certificate> revokedCertificates(Instant now) {
        return entries(now).map(Entry::certificate).toList();
    }

    private List<RevocationListIssuer.Revoked> revoked(Instant now) {
        return entries(now)
                .map(entry -> new RevocationListIssuer.Revoked(
                        entry.certificate().getSerialNumber(), entry.at(), RevocationListIssuer.Reason.UNSPECIFIED))
                .toList();
    }

    private record Entry(X509Certificate certificate, Instant at) {}

    /** A certificate stays on the list until one list after its end (RFC 5280 §3.3). */
    private Stream<Entry> entries(Instant now) {
        return requests.list().stream()
                .flatMap(request -> entry(request).stream())
                .filter(entry ->
                        entry.certificate().getNotAfter().toInstant().plus(TERM).isAfter(now))
                .sorted(Comparator.comparing(Entry::at));
    }

    private Optional<Instant> revokedByEvent(X509Certificate certificate) {
        RevocationList known = current;
        return !logRead && known != null && known.revokes(certificate)
                ? Optional.of(known.thisUpdate())
                : events.revokedAt(Fingerprints.x5tS256(certificate));
    }

    private Optional<Entry> entry(EnrolmentRequest request) {
        String pem = request.certificate();
        if (pem == null) {
            return Optional.empty();
        }
        X509Certificate certificate = Pem.readFirstCertificate(pem);
        String at = request.revoked();
        return request.status() == EnrolmentStatus.REVOKED && at != null
                ? Optional.of(new Entry(certificate, Instant.parse(at)))
                : revokedByEvent(certificate).map(date -> new Entry(certificate, date));
    }
}

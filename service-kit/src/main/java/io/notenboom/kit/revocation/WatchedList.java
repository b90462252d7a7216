// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.revocation;

import io.notenboom.kit.outbound.OutboundOutcome;
import io.notenboom.kit.outbound.OutboundResponse;
import io.notenboom.trust.x509.RevocationList;
import io.notenboom.trust.x509.UnfitCertificateInputException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** The revocation list of one CA and when to fetch the next. */
final class WatchedList {

    private static final Logger LOG = Logger.getLogger(WatchedList.class);
    /** How often a list is asked for if nobody says otherwise. */
    static final Duration OFTEN = Duration.ofHours(1);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    private final X509Certificate authority;
    private final ListFile file;
    private final Duration every;
    private volatile URI url;
    private volatile Optional<RevocationList> newest;
    private Instant due;
    private Duration pause = FIRST_PAUSE;

    private WatchedList(
            X509Certificate authority,
            URI url,
            ListFile file,
            Optional<RevocationList> newest,
            Instant due,
            Duration every) {
        this.authority = authority;
        this.url = url;
        this.file = file;
        this.newest = newest;
        this.due = due;
        this.every = every;
    }

    /** With what is on disk, if that can be relied on; due at once. */
    static WatchedList open(X509Certificate authority, URI url, ListFile file, Instant now, Duration every) {
        Optional<RevocationList> kept = Optional.empty();
        try {
            kept = file.read().map(bytes -> RevocationList.verify(bytes, authority, now));
        } catch (UnfitCertificateInputException damaged) {
            LOG.warnf("the revocation list on disk is not used: %s", damaged.getMessage());
        }
        return new WatchedList(authority, url, file, kept, now, every);
    }

    X509Certificate authority() {
        return authority;
    }

    Optional<RevocationList> newest() {
        return newest;
    }

    void moveTo(URI other) {
        url = other;
    }

    /** Fetches the list if it is due; tells whether it is a newer one. */
    synchronized boolean refresh(Function<URI, OutboundOutcome> fetch, InstantSource clock) {
        if (clock.instant().isBefore(due)) {
            return false;
        }
        try {
            return switch (fetch.apply(url)) {
                case OutboundResponse response when response.successful() -> take(response.body(), clock.instant());
                case OutboundResponse response -> failed("status " + response.status(), clock.instant());
                case OutboundOutcome.Refused refused -> failed(refused.reason().name(), clock.instant());
                case OutboundOutcome.Failed failed -> failed(failed.reason().name(), clock.instant());
            };
        } catch (UnfitCertificateInputException unfit) {
            return failed(String.valueOf(unfit.getMessage()), clock.instant());
        }
    }

    private boolean take(byte[] bytes, Instant now) {
        RevocationList fetched = RevocationList.verify(bytes, authority, now);
        int order =
                newest.map(known -> fetched.number().compareTo(known.number())).orElse(1);
        if (order < 0) {
            return failed("it is older than the one that is known", now);
        }
        if (!fetched.isCurrent(now)) {
            // worth more than none: what it revokes stays revoked
            var unused = failed("it has ended on " + fetched.nextUpdate(), now);
        } else {
            pause = FIRST_PAUSE;
            due = next(fetched, now);
        }
        if (order > 0) {
            newest = Optional.of(fetched);
            file.write(fetched.encoded());
        }
        return order > 0;
    }

    /** As often as was asked for, earlier when the last quarter of the list's life begins before that. */
    private Instant next(RevocationList list, Instant now) {
        Duration life = Duration.between(list.thisUpdate(), list.nextUpdate());
        Instant threeQuarters = list.thisUpdate().plus(life.multipliedBy(3).dividedBy(4));
        Instant regular = now.plus(every);
        Instant next = threeQuarters.isBefore(regular) ? threeQuarters : regular;
        Instant soonest = now.plus(FIRST_PAUSE);
        return next.isBefore(soonest) ? soonest : next;
    }

    private boolean failed(String reason, Instant now) {
        boolean current = newest.isPresent() && newest.get().isCurrent(now);
        LOG.warnf(
                "the revocation list of %s cannot be fetched from %s (%s); %s",
                authority.getSubjectX500Principal(),
                url,
                reason,
                current ? "the known one goes on" : "there is no current one");
        due = now.plus(pause);
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        return false;
    }
}

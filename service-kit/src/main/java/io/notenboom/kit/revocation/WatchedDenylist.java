// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.revocation;

import io.notenboom.trust.x509.UnfitCertificateInputException;
import io.notenboom.trust.x509.denylist.Denylist;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One denylist, where it comes from and when to look again. What was taken is kept on disk, and stays when the next one is bad.
 */
final class WatchedDenylist {

    private static final Logger LOG = Logger.getLogger(WatchedDenylist.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);

    /** What came of asking the source. */
    sealed interface Answer {
        /** A text that may be a list. */
        record Text(String text) implements Answer {}

        /** Nothing, for a reason. */
        record Nothing(String why) implements Answer {}
    }

    private final String name;
    private final Supplier<Answer> source;
    private final List<PublicKey> keys;
    private final KeptDenylist kept;
    private final Duration every;
    private volatile @Nullable Denylist list;
    private volatile Instant confirmed;
    private Instant due = Instant.EPOCH;
    private Duration pause = FIRST_PAUSE;
    private String lastFailure = "";
    private String onDisk;

    private WatchedDenylist(
            String name, Supplier<Answer> source, List<PublicKey> keys, KeptDenylist kept, Duration every) {
        this.name = name;
        this.source = source;
        this.keys = List.copyOf(keys);
        this.kept = kept;
        this.every = every;
        Denylist restored = restored();
        this.list = restored;
        this.confirmed = restored == null ? Instant.EPOCH : kept.confirmed();
        this.onDisk = restored == null ? "" : restored.serialized();
    }

    /** With what is on disk, if that can be relied on; due at once. */
    static WatchedDenylist open(String name, Supplier<Answer> source, List<PublicKey> keys, Path file, Duration every) {
        return new WatchedDenylist(name, source, keys, new KeptDenylist(file), every);
    }

    private @Nullable Denylist restored() {
        Optional<String> text = kept.read();
        if (text.isEmpty()) {
            return null;
        }
        try {
            return Denylist.verifyKept(text.get(), keys);
        } catch (UnfitCertificateInputException damaged) {
            LOG.warnf("the denylist %s on disk is not used: %s", name, damaged.getMessage());
            return null;
        }
    }

    String name() {
        return name;
    }

    /** The newest known list, however old; empty if there never was one. */
    Optional<Denylist> list() {
        return Optional.ofNullable(list);
    }

    /** How long ago the source last gave a good list; empty if it never did. */
    Optional<Duration> age(Instant now) {
        return list == null ? Optional.empty() : Optional.of(Duration.between(confirmed, now));
    }

    /** Whether it cannot be relied on any more to be all that there is. */
    boolean isTooOld(Instant now, Duration maxAge) {
        Denylist known = list;
        return known == null || !known.isCurrent(now) || confirmed.plus(maxAge).isBefore(now);
    }

    /** Looks if it is time, also when the clock was set back; tells whether there is another list now. */
    synchronized boolean refresh(Instant now) {
        if (now.isBefore(due) && !now.isBefore(due.minus(every))) {
            return false;
        }
        return switch (source.get()) {
            case Answer.Text answer -> take(answer.text(), now);
            case Answer.Nothing nothing -> failed(nothing.why(), now);
        };
    }

    private boolean take(String text, Instant now) {
        Denylist fresh;
        try {
            fresh = Denylist.verify(text, keys, now);
        } catch (UnfitCertificateInputException unfit) {
            return failed(String.valueOf(unfit.getMessage()), now);
        }
        Denylist known = list;
        if (known != null && !fresh.mayFollow(known)) {
            return failed("it is older than the one that is known", now);
        }
        boolean other = known == null || !known.serialized().equals(fresh.serialized());
        list = fresh;
        confirmed = now;
        due = now.plus(every);
        pause = FIRST_PAUSE;
        lastFailure = "";
        if (other) {
            LOG.infof(
                    "the denylist %s has %d entries%s",
                    name,
                    fresh.entries().size(),
                    fresh.number().map(number -> ", number " + number).orElse(""));
        }
        keep(fresh, now);
        return other;
    }

    /** A list counts from when it was read, whether the disk takes it or not; what it lacks is written at the next look. */
    private void keep(Denylist taken, Instant now) {
        try {
            if (taken.serialized().equals(onDisk)) {
                kept.confirm(now);
            } else {
                kept.write(taken.serialized(), now);
                onDisk = taken.serialized();
            }
        } catch (UncheckedIOException failure) {
            LOG.errorf(failure, "the denylist %s counts, and cannot be kept: a restart would forget it", name);
        }
    }

    private boolean failed(String why, Instant now) {
        if (!why.equals(lastFailure)) {
            LOG.warnf("the denylist %s could not be renewed, the one from before holds: %s", name, why);
            lastFailure = why;
        }
        Duration soon = pause.compareTo(every) < 0 ? pause : every;
        due = now.plus(soon);
        pause = soon.multipliedBy(2);
        return false;
    }

    /** The file that keeps a list; when it was last confirmed is its time of change. */
    private record KeptDenylist(Path file) {

        Optional<String> read() {
            return new ListFile(file).read().map(bytes -> new String(bytes, StandardCharsets.US_ASCII));
        }

        Instant confirmed() {
            return new ListFile(file).changed();
        }

        void write(String text, Instant now) {
            new ListFile(file).write(text.getBytes(StandardCharsets.US_ASCII));
            confirm(now);
        }

        void confirm(Instant now) {
            new ListFile(file).touch(now);
        }
    }
}

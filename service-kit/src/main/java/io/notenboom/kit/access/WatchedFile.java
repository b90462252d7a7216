// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * A file that says who gets in, read again when it changes; at most one look a second. A file that is gone or malformed is
 * reported, and what it said goes on to count for {@link #GRACE}: long enough to put a file in its place again. After that
 * nothing counts until the file can be read, so that nobody keeps a token alive by damaging the file that revokes it. Safe for
 * many threads.
 *
 * @param <T> what the file says; immutable
 */
public final class WatchedFile<T> {

    /** How long content counts after its file could be read for the last time. */
    public static final Duration GRACE = Duration.ofMinutes(1);

    private static final Logger LOG = Logger.getLogger(WatchedFile.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Path file;
    private final String what;
    private final Function<byte[], T> reader;
    private final InstantSource clock;
    private volatile Content<T> content;

    /**
     * @param version of the file that the value was read from
     * @param looked when the file was looked at last
     * @param readable when the file was found good last
     * @param reported whether it was reported that the file cannot be read
     */
    private record Content<T>(T value, Version version, Instant looked, Instant readable, boolean reported) {

        boolean usable(Instant now) {
            return !now.isAfter(readable.plus(GRACE));
        }
    }

    private record Version(FileTime modified, long size, String fileKey) {}

    /**
     * Reads the file.
     *
     * @param what what is in it, for the log, as {@code the API tokens}
     * @param reader throws {@link IllegalArgumentException} for content that is malformed
     * @throws IllegalArgumentException if the file is not what it has to be
     * @throws UncheckedIOException if it cannot be read
     */
    public WatchedFile(Path file, String what, Function<byte[], T> reader, InstantSource clock) {
        this.file = file;
        this.what = what;
        this.reader = reader;
        this.clock = clock;
        try {
            this.content = read(clock.instant());
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file, failure);
        }
    }

    /** What the file says; empty once it cannot be read for longer than {@link #GRACE}. */
    public Optional<T> value() {
        refresh();
        Content<T> current = content;
        return current.usable(clock.instant()) ? Optional.of(current.value()) : Optional.empty();
    }

    private void refresh() {
        Instant now = clock.instant();
        if (!due(now)) {
            return;
        }
        synchronized (this) {
            if (due(now)) {
                content = look(content, now);
            }
        }
    }

    private boolean due(Instant now) {
        Instant looked = content.looked();
        return !now.isBefore(looked.plus(LOOK)) || now.isBefore(looked);
    }

    private Content<T> look(Content<T> current, Instant now) {
        try {
            return !current.reported() && version().equals(current.version())
                    ? new Content<>(current.value(), current.version(), now, now, false)
                    : read(now);
        } catch (IOException | IllegalArgumentException unreadable) {
            if (!current.reported()) {
                LOG.errorf(
                        "%s in %s cannot be read (%s); what is known counts for %d s more, then nothing",
                        what, file, unreadable.getMessage(), GRACE.toSeconds());
            } else if (current.usable(current.looked()) && !current.usable(now)) {
                LOG.errorf("%s do not count any more: %s still cannot be read", what, file);
            }
            // a clock that was set back must not make the grace longer
            Instant readable = current.readable().isAfter(now) ? now : current.readable();
            return new Content<>(current.value(), current.version(), now, readable, true);
        }
    }

    private Version version() throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Version(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
    }

    private Content<T> read(Instant now) throws IOException {
        Version version = version();
        return new Content<>(reader.apply(Files.readAllBytes(file)), version, now, now, false);
    }
}

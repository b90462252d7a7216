// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The API tokens of a file, read again when the file changes; at most one look a second. A file that is gone or malformed is
 * reported, and its tokens go on to be known for {@link #GRACE}: long enough to put a file in its place again. After that none
 * is known until the file can be read, so that nobody keeps a token alive by damaging the file that revokes it. Safe for many
 * threads.
 */
final class ApiTokenFile {

    /** How long tokens are known after their file could be read for the last time. */
    static final Duration GRACE = Duration.ofMinutes(1);

    private static final Logger LOG = Logger.getLogger(ApiTokenFile.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Path file;
    private final InstantSource clock;
    private volatile Content content;

    /**
     * @param version of the file that the tokens were read from
     * @param looked when the file was looked at last
     * @param readable when the file was found good last
     * @param reported whether it was reported that the file cannot be read
     */
    private record Content(List<ApiToken> tokens, Version version, Instant looked, Instant readable, boolean reported) {

        boolean usable(Instant now) {
            return !now.isAfter(readable.plus(GRACE));
        }
    }

    private record Version(FileTime modified, long size, String fileKey) {}

    /**
     * @throws IllegalArgumentException if the file is not what it has to be
     * @throws UncheckedIOException if it cannot be read
     */
    ApiTokenFile(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
        try {
            this.content = read(clock.instant());
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file, failure);
        }
    }

    /** Whether tokens can be told from others: the file could be read within {@link #GRACE}. */
    boolean usable() {
        refresh();
        return content.usable(clock.instant());
    }

    /** The token with this value, if it is known and not expired; none once the file cannot be read for too long. */
    Optional<ApiToken> find(String token) {
        refresh();
        Content current = content;
        Instant now = clock.instant();
        if (!current.usable(now)) {
            return Optional.empty();
        }
        byte[] hash = HexFormat.of().formatHex(sha256(token)).getBytes(StandardCharsets.US_ASCII);
        ApiToken found = null;
        for (ApiToken candidate : current.tokens()) {
            // all are compared, in constant time
            if (MessageDigest.isEqual(candidate.sha256().getBytes(StandardCharsets.US_ASCII), hash)) {
                found = candidate;
            }
        }
        return Optional.ofNullable(found).filter(candidate -> !candidate.expired(now));
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

    private Content look(Content current, Instant now) {
        try {
            return !current.reported() && version().equals(current.version())
                    ? new Content(current.tokens(), current.version(), now, now, false)
                    : read(now);
        } catch (IOException | IllegalArgumentException unreadable) {
            if (!current.reported()) {
                LOG.errorf(
                        "the API tokens in %s cannot be read (%s); known ones are accepted for %d s more, then none",
                        file, unreadable.getMessage(), GRACE.toSeconds());
            } else if (current.usable(current.looked()) && !current.usable(now)) {
                LOG.errorf("no API token is accepted any more: %s still cannot be read", file);
            }
            // a clock that was set back must not make the grace longer
            Instant readable = current.readable().isAfter(now) ? now : current.readable();
            return new Content(current.tokens(), current.version(), now, readable, true);
        }
    }

    private Version version() throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Version(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
    }

    private Content read(Instant now) throws IOException {
        Version version = version();
        return new Content(ApiTokenReader.read(Files.readAllBytes(file)), version, now, now, false);
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}

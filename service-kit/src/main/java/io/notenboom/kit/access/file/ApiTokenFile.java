// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access.file;

import io.notenboom.kit.access.TokenHash;
import io.notenboom.kit.access.WatchedFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The API tokens of a file, which is read again when it changes, see {@link WatchedFile}. Safe for many threads. */
final class ApiTokenFile {

    /** How long tokens are known after their file could be read for the last time. */
    static final Duration GRACE = WatchedFile.GRACE;

    private final WatchedFile<List<ApiToken>> file;
    private final InstantSource clock;

    /**
     * @throws IllegalArgumentException if the file is not what it has to be
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    ApiTokenFile(Path file, InstantSource clock) {
        this.file = new WatchedFile<>(file, "the API tokens", ApiTokenReader::read, clock);
        this.clock = clock;
    }

    /** Whether tokens can be told from others: the file could be read within {@link #GRACE}. */
    boolean usable() {
        return file.value().isPresent();
    }

    /** Whether there is a token that has not expired. */
    boolean hasAny() {
        return file.value().orElse(List.of()).stream().anyMatch(token -> !token.expired(clock.instant()));
    }

    /** The token with this value, if it is known and not expired; none once the file cannot be read for too long. */
    Optional<ApiToken> find(String token) {
        return known(token).filter(candidate -> !candidate.expired(clock.instant()));
    }

    /** Whether a token with this value is in the file, expired or not. */
    boolean knows(String token) {
        return known(token).isPresent();
    }

    private Optional<ApiToken> known(String token) {
        byte[] hash = TokenHash.of(token).getBytes(StandardCharsets.US_ASCII);
        ApiToken found = null;
        for (ApiToken candidate : file.value().orElse(List.of())) {
            // all are compared, in constant time
            if (MessageDigest.isEqual(candidate.sha256().getBytes(StandardCharsets.US_ASCII), hash)) {
                found = candidate;
            }
        }
        return Optional.ofNullable(found);
    }
}

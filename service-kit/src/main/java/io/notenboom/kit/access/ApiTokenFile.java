// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
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
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * The API tokens of a file, read again when the file changes; at most one look a second. A file that cannot be read any more
 * leaves the tokens as they were, and is reported. Safe for many threads.
 */
final class ApiTokenFile {

    private static final Logger LOG = Logger.getLogger(ApiTokenFile.class);
    private static final int MAX_BYTES = 1_048_576;
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Path file;
    private final InstantSource clock;
    private volatile Content content;

    private record Content(List<ApiToken> tokens, FileTime modified, long size, Instant looked) {}

    /**
     * @throws IllegalArgumentException if the file is not what it has to be
     * @throws UncheckedIOException if it cannot be read
     */
    ApiTokenFile(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
        this.content = read();
    }

    /** The token with this value, if it is known and not expired. */
    Optional<ApiToken> find(String token) {
        refresh();
        byte[] hash = sha256(token);
        Instant now = clock.instant();
        ApiToken found = null;
        for (ApiToken candidate : content.tokens()) {
            // all are compared, in constant time
            if (MessageDigest.isEqual(HexFormat.of().parseHex(candidate.sha256()), hash)) {
                found = candidate;
            }
        }
        return Optional.ofNullable(found).filter(candidate -> !candidate.expired(now));
    }

    private void refresh() {
        Content current = content;
        Instant now = clock.instant();
        if (now.isBefore(current.looked().plus(LOOK)) && !now.isBefore(current.looked())) {
            return;
        }
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            boolean same =
                    attributes.lastModifiedTime().equals(current.modified()) && attributes.size() == current.size();
            content = same ? new Content(current.tokens(), current.modified(), current.size(), now) : read();
        } catch (IOException | UncheckedIOException | IllegalArgumentException unreadable) {
            LOG.errorf("the file of API tokens cannot be read, the tokens stay as they were: %s", file);
            content = new Content(current.tokens(), current.modified(), current.size(), now);
        }
    }

    private Content read() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            JsonNode json = StrictJson.parseObject(Files.readAllBytes(file), MAX_BYTES);
            List<ApiToken> tokens = new ArrayList<>();
            for (JsonNode entry : json.path("tokens")) {
                tokens.add(token(entry));
            }
            return new Content(List.copyOf(tokens), attributes.lastModifiedTime(), attributes.size(), clock.instant());
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file, failure);
        } catch (JsonInputException | DateTimeParseException malformed) {
            throw new IllegalArgumentException("the file of API tokens is malformed: " + file, malformed);
        }
    }

    private static ApiToken token(JsonNode entry) {
        return new ApiToken(
                entry.path("id").asText(),
                entry.path("sha256").asText(),
                texts(entry.path("scopes")),
                entry.has("subjects") ? Optional.of(texts(entry.path("subjects"))) : Optional.empty(),
                entry.has("expires")
                        ? Optional.of(Instant.parse(entry.path("expires").asText()))
                        : Optional.empty());
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new LinkedHashSet<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app.revocation;

import io.notenboom.registry.revocation.DenylistPublication;
import io.notenboom.trust.x509.UnfitCertificateInputException;
import io.notenboom.trust.x509.denylist.Denylist;
import io.notenboom.trust.x509.denylist.DenylistKeys;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The denylist in a file. It is read again when the file changed, and every ten seconds, when somebody asks; one that is not
 * signed with a known key, or is older than the one before, is not given out, and the one before is. Safe for many threads.
 */
@Singleton
public final class PublishedDenylist implements DenylistPublication {

    private static final Logger LOG = Logger.getLogger(PublishedDenylist.class);
    private static final Duration AGAIN = Duration.ofSeconds(10);

    private final Optional<Path> file;
    private final List<PublicKey> keys;
    private final InstantSource clock;
    private @Nullable Denylist current;
    private @Nullable Look last;
    private String lastProblem = "";

    /**
     * What was seen of the file when it was read last.
     *
     * @param at when that was
     * @param changed time of change of the file
     */
    private record Look(
            Instant at,
            FileTime changed,
            long size,
            @Nullable Object key) {

        static Look at(Path file, Instant now) throws IOException {
            BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
            return new Look(now, seen.lastModifiedTime(), seen.size(), seen.fileKey());
        }

        boolean covers(Look next) {
            return changed.equals(next.changed)
                    && size == next.size
                    && Objects.equals(key, next.key)
                    && !next.at.isBefore(at)
                    && next.at.isBefore(at.plus(AGAIN));
        }
    }

    /** @throws IllegalStateException if a list is to be published and its keys cannot be read */
    @Inject
    public PublishedDenylist(PublishedDenylistConfig config, InstantSource clock) {
        this.file = config.file();
        this.keys = config.file().map(unused -> keys(config)).orElse(List.of());
        this.clock = clock;
    }

    private static List<PublicKey> keys(PublishedDenylistConfig config) {
        try {
            return DenylistKeys.read(Files.readString(config.keysFile()
                    .orElseThrow(() -> new IllegalStateException(
                            "notenboom.registry.denylist.keys-file has to name the keys of the list's signer"))));
        } catch (IOException | UnfitCertificateInputException unfit) {
            throw new IllegalStateException("notenboom.registry.denylist.keys-file: " + unfit.getMessage(), unfit);
        }
    }

    @Override
    public synchronized Optional<Denylist> current() {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            Instant now = clock.instant();
            Look look = Look.at(file.get(), now);
            if (last == null || !last.covers(look)) {
                last = look;
                take(Denylist.verify(read(file.get()), keys, now));
            }
        } catch (IOException | UnfitCertificateInputException unfit) {
            report(unfit instanceof IOException ? "it cannot be read" : String.valueOf(unfit.getMessage()));
        }
        return Optional.ofNullable(current);
    }

    private void take(Denylist found) {
        Denylist known = current;
        if (known == null || found.mayFollow(known)) {
            current = found;
            lastProblem = "";
        } else {
            report("it is older than the one before");
        }
    }

    private static String read(Path file) throws IOException {
        if (Files.size(file) > Denylist.MAX_BYTES) {
            throw new UnfitCertificateInputException("it is too large");
        }
        return Files.readString(file, StandardCharsets.US_ASCII);
    }

    private void report(String problem) {
        if (!problem.equals(lastProblem)) {
            LOG.errorf("the denylist %s is not published: %s", file.orElseThrow(), problem);
            lastProblem = problem;
        }
    }
}

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
import java.security.PublicKey;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The denylist in a file. It is read again whenever somebody asks; one that is not signed
 * with a known key, or is older than the one before, is not given out, and the one before is. Safe for many threads.
 */
@Singleton
public final class PublishedDenylist implements DenylistPublication {

    private static final Logger LOG = Logger.getLogger(PublishedDenylist.class);

    private final Optional<Path> file;
    private final List<PublicKey> keys;
    private final InstantSource clock;
    private @Nullable Denylist current;
    private String lastProblem = "";

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
            Denylist found = Denylist.verify(read(file.get()), keys, clock.instant());
            Denylist known = current;
            if (known == null || found.mayFollow(known)) {
                current = found;
                lastProblem = "";
            } else {
                report("it is older than the one before");
            }
        } catch (IOException | UnfitCertificateInputException unfit) {
            report(unfit instanceof IOException ? "it cannot be read" : String.valueOf(unfit.getMessage()));
        }
        return Optional.ofNullable(current);
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

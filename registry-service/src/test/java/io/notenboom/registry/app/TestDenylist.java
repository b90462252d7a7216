// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.x509.denylist.Denylist;
import io.notenboom.trust.x509.denylist.DenylistEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The denylist of the node of the tests: it follows it, and publishes it. */
final class TestDenylist {

    private static final KeyPair KEY = key();
    private static final AtomicLong NUMBER = new AtomicLong();

    private TestDenylist() {}

    private static KeyPair key() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Writes the public key into a folder, and an empty list beside it. */
    static Path keysFile(Path folder) throws IOException {
        var unused = write(folder.resolve("denylist.jws"), List.of());
        return Files.writeString(
                folder.resolve("denylist-keys.json"),
                Jwk.of(KEY.getPublic()).json().toString());
    }

    /** Writes the next list. */
    static String write(Path file, List<DenylistEntry> entries) throws IOException {
        String text = Denylist.sign(
                entries,
                NUMBER.incrementAndGet(),
                Instant.now(),
                null,
                JwsSigner.inMemory(SignatureAlgorithm.EDDSA, KEY.getPrivate()));
        Path fresh = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        return text;
    }
}

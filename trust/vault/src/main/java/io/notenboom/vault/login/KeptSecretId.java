// SPDX-License-Identifier: Apache-2.0
package io.notenboom.vault.login;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.custody.CustodyException;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/** A secret id on disk, with the hash of the wrapping token that it came in, so that a new wrapping token replaces it. */
final class KeptSecretId {

    private static final int MAX_BYTES = 4_096;

    private final Path file;

    KeptSecretId(Path file) {
        this.file = file;
    }

    /** The secret id that came in this wrapping token. */
    Optional<Secret> read(Secret wrapping) {
        try {
            ObjectNode kept = StrictJson.parseObject(Files.readAllBytes(file), MAX_BYTES);
            return hash(wrapping).equals(kept.path("wrapped").asText())
                    ? Optional.of(Secret.of(kept.path("secretId").asText()))
                    : Optional.empty();
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException | JsonInputException damaged) {
            throw new CustodyException(
                    file + " with the secret id cannot be read; delete it and wrap a new one", damaged);
        }
    }

    /** Keeps it, whole or not at all. */
    void write(Secret wrapping, Secret secretId) {
        byte[] content = StrictJson.write(
                StrictJson.newObject().put("wrapped", hash(wrapping)).put("secretId", secretId.reveal()));
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(temporary);
            Files.createFile(
                    temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(temporary, content, StandardOpenOption.DSYNC);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new CustodyException("the secret id cannot be kept in " + file, failure);
        }
    }

    private static String hash(Secret wrapping) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(wrapping.reveal().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}

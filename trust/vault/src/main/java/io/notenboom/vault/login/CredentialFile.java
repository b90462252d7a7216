// SPDX-License-Identifier: Apache-2.0
package io.notenboom.vault.login;

import io.notenboom.custody.CustodyException;
import io.notenboom.trust.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file with one secret; read again each time, since what writes it may write a new one. */
final class CredentialFile {

    private static final int MAX_BYTES = 16_384;

    private CredentialFile() {}

    /**
     * The secret, without white space around it.
     *
     * @param what for the message
     * @throws CustodyException if there is none
     */
    static Secret read(Path file, String what) {
        try {
            String text =
                    Files.size(file) > MAX_BYTES ? "" : Files.readString(file).strip();
            if (text.isEmpty() || text.chars().anyMatch(c -> c <= ' ' || c > '~')) {
                throw new CustodyException(file + " does not hold " + what);
            }
            return Secret.of(text);
        } catch (IOException failure) {
            throw new CustodyException(file + " with " + what + " cannot be read", failure);
        }
    }
}

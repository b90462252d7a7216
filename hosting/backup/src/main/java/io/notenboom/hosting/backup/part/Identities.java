// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.part;

import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519KeyPairGenerator;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import io.notenboom.hosting.backup.BackupException;
import io.notenboom.trust.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;

/** Secret keys of recipients, as files of age have them: {@code AGE-SECRET-KEY-1…} on a line, others begin with {@code #}. */
public final class Identities {

    private static final int MAX_BYTES = 65_536;

    private final List<RecipientStanzaReader> readers;

    private Identities(List<RecipientStanzaReader> readers) {
        this.readers = List.copyOf(readers);
    }

    /**
     * A new key.
     *
     * @param recipient its public half
     * @param identity its secret half
     */
    public record Pair(String recipient, Secret identity) {}

    /** Makes a key. */
    public static Pair generate() {
        try {
            KeyPair pair = new X25519KeyPairGenerator().generateKeyPair();
            return new Pair(
                    pair.getPublic().toString(), Secret.of(pair.getPrivate().toString()));
        } catch (GeneralSecurityException failure) {
            throw new BackupException("a key for backups cannot be made", failure);
        }
    }

    /**
     * Reads a file of identities.
     *
     * @throws BackupException if it cannot be read or has none
     */
    public static Identities read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new BackupException("the file of identities is too large: " + file);
            }
            List<Secret> secrets = Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(Secret::of)
                    .toList();
            return of(secrets);
        } catch (IOException failure) {
            throw new BackupException("the file of identities cannot be read: " + file, failure);
        }
    }

    /** These keys. */
    public static Identities of(List<Secret> secrets) {
        if (secrets.isEmpty()) {
            throw new BackupException(
                    "there is no identity: a backup is read with the secret key of one of its recipients");
        }
        List<RecipientStanzaReader> readers = new ArrayList<>();
        for (Secret secret : secrets) {
            try {
                readers.add(X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(secret.reveal()));
            } catch (GeneralSecurityException | IllegalArgumentException malformed) {
                throw new BackupException("an identity is not of the form AGE-SECRET-KEY-1…");
            }
        }
        return new Identities(readers);
    }

    /**
     * Decrypts what is read. What was changed, cut off, put into another order or is for others ends in an IOException or
     * BackupException; nothing of a chunk is given before it was verified.
     */
    public InputStream decrypt(InputStream input) throws IOException {
        try {
            return Channels.newInputStream(
                    new StandardDecryptingChannelFactory().newDecryptingChannel(Channels.newChannel(input), readers));
        } catch (GeneralSecurityException | IllegalArgumentException refused) {
            throw new BackupException("a part of a backup is not for this identity, or is damaged", refused);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.part;

import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.framework.stream.StandardEncryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import io.notenboom.hosting.backup.BackupException;
import io.notenboom.hosting.backup.file.Hashing;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * To whom a backup is encrypted, in the age format (age-encryption.org/v1, X25519): each of them can read it alone. Who makes
 * backups has only these public keys, and can read none.
 */
public final class Recipients {

    /** The customer's and the host's. */
    private static final int FEWEST = 2;

    private final List<RecipientStanzaWriter> writers;
    private final String fingerprint;

    private Recipients(List<RecipientStanzaWriter> writers, String fingerprint) {
        this.writers = List.copyOf(writers);
        this.fingerprint = fingerprint;
    }

    /**
     * At least two different ones: the customer's and the host's.
     *
     * @param recipients each {@code age1…}
     * @throws BackupException if there are fewer, or one is malformed
     */
    public static Recipients of(List<String> recipients) {
        if (recipients.stream().distinct().count() < FEWEST) {
            throw new BackupException(
                    "a backup is encrypted to two recipients at least, the customer's and the host's: name both in"
                            + " 'recipients'; 'notenboom backup keygen' makes one");
        }
        List<RecipientStanzaWriter> writers = new ArrayList<>();
        for (String recipient : recipients) {
            try {
                writers.add(X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(recipient));
            } catch (GeneralSecurityException | IllegalArgumentException malformed) {
                throw new BackupException("not a recipient of the form age1…: " + recipient, malformed);
            }
        }
        String sorted = recipients.stream().distinct().sorted().collect(Collectors.joining("\n"));
        return new Recipients(writers, Hashing.of(sorted));
    }

    /** The same for the same recipients, in whatever order; another one for others. */
    public String fingerprint() {
        return fingerprint;
    }

    /** Encrypts what is written; the end is marked when the stream is closed, which closes the other one. */
    public OutputStream encrypt(OutputStream output) throws IOException {
        try {
            return Channels.newOutputStream(
                    new StandardEncryptingChannelFactory().newEncryptingChannel(Channels.newChannel(output), writers));
        } catch (GeneralSecurityException failure) {
            throw new BackupException("a part of a backup could not be encrypted", failure);
        }
    }
}

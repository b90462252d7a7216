// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.key;

import io.notenboom.custody.CustodianSigner;
import io.notenboom.custody.KeyCustodian;
import io.notenboom.custody.KeyDescription;
import io.notenboom.hosting.backup.BackupException;
import io.notenboom.hosting.backup.file.DurableFiles;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * The key that signs checkpoints. Its private half stays at the custodian; its public half is a file that whoever restores has from
 * elsewhere than the backup.
 */
public final class BackupKey {

    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";
    private static final int LINE = 64;

    private BackupKey() {}

    /**
     * A signer with the key whose public half is in a file; without the file a key is taken into use, and the file written.
     *
     * @throws io.notenboom.custody.CustodyException if the custodian has no key for backups left
     * @throws BackupException if the custodian does not have the key of the file
     */
    public static JwsSigner signer(KeyCustodian custodian, Path file) throws IOException {
        if (!Files.exists(file)) {
            KeyId claimed = custodian.claim(KeyPurpose.BACKUP);
            DurableFiles.write(file, pem(custodian.publicKey(claimed)).getBytes(StandardCharsets.US_ASCII));
        }
        PublicKey wanted = read(file);
        KeyId id = custodian.list().stream()
                .filter(key -> key.purpose() == KeyPurpose.BACKUP && key.claimed())
                .map(KeyDescription::keyId)
                .filter(key -> Arrays.equals(custodian.publicKey(key).getEncoded(), wanted.getEncoded()))
                .findFirst()
                .orElseThrow(() -> new BackupException("the custodian does not have the key of " + file
                        + ". If it was destroyed, move the file away and name another 'target': the first"
                        + " backup there takes a new key and is one of everything"));
        return CustodianSigner.of(custodian, id, KeyPurpose.BACKUP);
    }

    /**
     * Reads a public key, PEM.
     *
     * @throws BackupException if the file is missing or has none
     */
    public static PublicKey read(Path file) {
        try {
            String text = Files.readString(file).strip();
            if (!text.startsWith(BEGIN) || !text.endsWith(END)) {
                throw new BackupException("not a public key in PEM: " + file);
            }
            byte[] encoded =
                    Base64.getMimeDecoder().decode(text.substring(BEGIN.length(), text.length() - END.length()));
            return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (IOException missing) {
            throw new BackupException(
                    "the key with which checkpoints are verified cannot be read: " + file
                            + ". It is written beside the node at the first backup; keep a copy elsewhere",
                    missing);
        } catch (GeneralSecurityException | IllegalArgumentException malformed) {
            throw new BackupException("not a public key in PEM: " + file, malformed);
        }
    }

    /** A public key in PEM. */
    static String pem(PublicKey key) {
        String text = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return BEGIN + "\n" + text + "\n" + END + "\n";
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.checkpoint;

import io.notenboom.hosting.backup.BackupException;
import io.notenboom.trust.jose.CompactJws;
import io.notenboom.trust.jose.InvalidSignatureException;
import io.notenboom.trust.jose.Jws;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.jose.JwsVerifier;
import io.notenboom.trust.jose.MalformedJwsException;
import io.notenboom.trust.jose.SignatureAlgorithm;
import java.security.PublicKey;
import java.util.Map;
import java.util.Set;

/** Signs checkpoints, and verifies them with a key that whoever reads them knows beforehand. */
public final class CheckpointSeal {

    /** Longest signed text, in characters. */
    public static final int MAX_CHARACTERS = 4 * 1024 * 1024;

    private static final String TYPE = "notenboom-backup-checkpoint+json";
    private static final Set<SignatureAlgorithm> ALGORITHMS =
            Set.of(SignatureAlgorithm.ES256, SignatureAlgorithm.ES384);

    private CheckpointSeal() {}

    /**
     * Signs a checkpoint.
     *
     * @throws BackupException if it has so many parts that nobody would read it
     */
    public static SignedCheckpoint sign(Checkpoint checkpoint, JwsSigner signer) {
        CompactJws jws = Jws.sign(Map.of("typ", TYPE), BackupJson.write(checkpoint), signer);
        if (jws.serialized().length() > MAX_CHARACTERS) {
            throw new BackupException("the checkpoint would be too long to be read, with "
                    + checkpoint.parts().size() + " parts: give 'part-bytes' a larger number");
        }
        return new SignedCheckpoint(checkpoint, jws.serialized());
    }

    /**
     * Verifies a checkpoint.
     *
     * @param customer whose it has to be
     * @throws BackupException if it is not signed with this key, not this customer's, or malformed
     */
    public static SignedCheckpoint verify(String text, PublicKey key, String customer) {
        try {
            CompactJws jws = CompactJws.parse(text, MAX_CHARACTERS);
            if (!jws.headerText("typ").filter(TYPE::equals).isPresent()) {
                throw new BackupException("what is signed is not a checkpoint of a backup");
            }
            byte[] payload = JwsVerifier.verify(jws, key, ALGORITHMS).jws().payload();
            Checkpoint checkpoint = BackupJson.read(payload, MAX_CHARACTERS, Checkpoint.class, "the checkpoint");
            if (!checkpoint.customer().equals(customer)) {
                throw new BackupException(
                        "the checkpoint is of customer " + checkpoint.customer() + ", not " + customer);
            }
            return new SignedCheckpoint(checkpoint, text);
        } catch (MalformedJwsException | InvalidSignatureException refused) {
            throw new BackupException(
                    "a checkpoint is not signed with the key of this node's backups: " + refused.getMessage(), refused);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.publication;

import io.notenboom.custody.CustodyException;
import io.notenboom.custody.KeyCustodian;
import io.notenboom.custody.KeyDescription;
import io.notenboom.registry.log.LogPublication;
import io.notenboom.registry.tlog.Checkpoint;
import io.notenboom.registry.tlog.InvalidNoteException;
import io.notenboom.registry.tlog.NoteKey;
import io.notenboom.registry.tlog.TreeHead;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import java.util.List;
import java.util.Optional;

/**
 * The key with which this node signs checkpoints of its log; the private half stays at the custodian. A log that begins anew
 * gets a new key, so that no key ever signs two histories.
 */
final class LogKey {

    private final KeyCustodian custodian;
    private final KeyId keyId;
    private final NoteKey publicKey;

    private LogKey(KeyCustodian custodian, KeyId keyId, NoteKey publicKey) {
        this.custodian = custodian;
        this.keyId = keyId;
        this.publicKey = publicKey;
    }

    /**
     * The key of a log that was published before, if the custodian still has it.
     *
     * @throws CustodyException if the custodian does not answer
     */
    static Optional<LogKey> ofLog(KeyCustodian custodian, LogPublication log) {
        return log.key().flatMap(LogKey::parse).flatMap(key -> custodian.list().stream()
                .filter(held -> held.purpose() == KeyPurpose.LOG && held.claimed())
                .map(KeyDescription::keyId)
                .filter(id -> NoteKey.of(key.name(), custodian.publicKey(id)).equals(key))
                .findFirst()
                .map(id -> new LogKey(custodian, id, key)));
    }

    private static Optional<NoteKey> parse(String text) {
        try {
            return Optional.of(NoteKey.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Takes a new key into use.
     *
     * @param origin identifies the log
     * @throws CustodyException if the custodian does not answer or has no key for the log left
     */
    static LogKey claim(KeyCustodian custodian, LogPublication log, String origin) {
        KeyId id = custodian.claim(KeyPurpose.LOG);
        NoteKey key = NoteKey.of(origin, custodian.publicKey(id));
        log.useKey(key.toString());
        return new LogKey(custodian, id, key);
    }

    NoteKey publicKey() {
        return publicKey;
    }

    Checkpoint sign(TreeHead head, List<String> extensions) {
        try {
            return Checkpoint.sign(head, extensions, publicKey, text -> custodian.sign(keyId, KeyPurpose.LOG, text));
        } catch (InvalidNoteException e) {
            throw new CustodyException("the custodian made a signature that the key of the log does not verify", e);
        }
    }

    /** What was published last, if this key signed it. */
    Optional<Checkpoint> published(LogPublication log) {
        return log.checkpoint().flatMap(note -> {
            try {
                return Optional.of(Checkpoint.open(note, publicKey));
            } catch (InvalidNoteException e) {
                return Optional.empty();
            }
        });
    }
}

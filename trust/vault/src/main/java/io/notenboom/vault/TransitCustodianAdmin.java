// SPDX-License-Identifier: Apache-2.0
package io.notenboom.vault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.custody.CustodyException;
import io.notenboom.custody.KeyCustodianAdmin;
import io.notenboom.custody.KeyDescription;
import io.notenboom.custody.KeyRules;
import io.notenboom.custody.UnknownKeyException;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.vault.http.Deadline;
import io.notenboom.vault.http.VaultCall;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The host's side of {@link TransitCustodian}: creates, imports and destroys keys of one customer, and cannot sign with
 * them. Keys are made not exportable and without plaintext backup. A key exists from the moment that its purpose is
 * recorded: a creation that breaks off before leaves a key that nobody can use, see {@link #unfinished}.
 */
public final class TransitCustodianAdmin implements KeyCustodianAdmin, AutoCloseable {

    private final VaultClient vault;
    private final CustomerNames names;
    private final TransitKeys keys;
    private final KeyRecords records;
    private final InstantSource clock;

    /**
     * The host's side for one customer.
     *
     * @param vault with the identity of the customer's custodian; closed with this
     * @param clock tells the time of creation of new keys
     */
    public TransitCustodianAdmin(VaultClient vault, CustomerNames names, InstantSource clock) {
        this.vault = vault;
        this.names = names;
        this.keys = new TransitKeys(vault, names);
        this.records = new KeyRecords(vault, names);
        this.clock = clock;
    }

    @Override
    public KeyId create(KeyPurpose purpose) {
        Deadline deadline = VaultClient.deadline();
        KeyId keyId = KeyId.random();
        SignatureAlgorithm algorithm = purpose == KeyPurpose.LOG ? SignatureAlgorithm.EDDSA : SignatureAlgorithm.ES256;
        // doing it twice does nothing more: a key that is there stays
        var unused = vault.call(
                VaultCall.write(keys.path(keyId), notExportable(algorithm)).repeated(), deadline);
        record(keyId, purpose, deadline);
        return keyId;
    }

    private static ObjectNode notExportable(SignatureAlgorithm algorithm) {
        return StrictJson.newObject().put("type", TransitKeys.type(algorithm)).put("exportable", false);
    }

    private void record(KeyId keyId, KeyPurpose purpose, Deadline deadline) {
        records.writePurpose(
                keyId, new KeyRecords.Purpose(purpose, clock.instant().truncatedTo(ChronoUnit.MILLIS)), deadline);
    }

    @Override
    public KeyId importKey(KeyPurpose purpose, KeyPair keyPair) {
        return importKey(purpose, keyPair, false);
    }

    @Override
    public KeyId importInUse(KeyPurpose purpose, KeyPair keyPair) {
        return importKey(purpose, keyPair, true);
    }

    private KeyId importKey(KeyPurpose purpose, KeyPair pair, boolean inUse) {
        KeyRules.requirePair(purpose, pair);
        Deadline deadline = VaultClient.deadline();
        KeyId keyId = KeyId.random();
        String wrappingKey = vault.call(VaultCall.read(names.keysMount() + "/wrapping_key"), deadline)
                .data()
                .path("public_key")
                .asText();
        ObjectNode body = notExportable(SignatureAlgorithm.forKey(pair.getPublic()))
                .put("ciphertext", KeyWrapping.wrap(pair.getPrivate(), wrappingKey))
                .put("hash_function", "SHA256")
                .put("allow_rotation", false);
        var unused = vault.call(VaultCall.write(keys.path(keyId) + "/import", body), deadline);
        PublicKey stored = keys.publicKey(keyId, deadline)
                .orElseThrow(() -> new CustodyException("the Vault does not show the key that it took in"));
        if (!Arrays.equals(stored.getEncoded(), pair.getPublic().getEncoded())) {
            throw new CustodyException("the Vault took in another key than the one that was sent");
        }
        if (inUse && !records.claim(keyId, deadline)) {
            throw new CustodyException("a new key is in use already");
        }
        record(keyId, purpose, deadline);
        return keyId;
    }

    @Override
    public void destroy(KeyId keyId) {
        Deadline deadline = VaultClient.deadline();
        boolean recorded = records.read(keyId, deadline).isPresent();
        Optional<PublicKey> held = keys.publicKey(keyId, deadline);
        if (!recorded && held.isEmpty()) {
            throw new UnknownKeyException("the custodian holds no key " + keyId);
        }
        // from the first step on no node finds it; done again, it goes on where it broke off
        records.forget(keyId);
        records.deletePurpose(keyId, deadline);
        if (held.isPresent()) {
            var unusedAllowed = vault.call(
                    VaultCall.write(
                                    keys.path(keyId) + "/config",
                                    StrictJson.newObject().put("deletion_allowed", true))
                            .repeated(),
                    deadline);
            var unusedDeleted = vault.call(VaultCall.delete(keys.path(keyId)), deadline);
        }
        records.deleteClaim(keyId, deadline);
    }

    @Override
    public List<KeyDescription> list() {
        return records.describe(VaultClient.deadline());
    }

    /** Keys without a purpose, whose creation or destruction broke off; to be destroyed. */
    public List<KeyId> unfinished() {
        Deadline deadline = VaultClient.deadline();
        List<KeyId> known = records.keys(deadline);
        return all(deadline).stream().filter(keyId -> !known.contains(keyId)).toList();
    }

    /** All keys that the engine holds, also unfinished ones. */
    public List<KeyId> all() {
        return all(VaultClient.deadline());
    }

    private List<KeyId> all(Deadline deadline) {
        return vault.call(VaultCall.list(names.keysMount() + "/keys"), deadline).names().stream()
                .sorted()
                .map(KeyId::new)
                .toList();
    }

    /** Gives the token back and closes the connections. */
    @Override
    public void close() {
        vault.close();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.custody.CustodyException;
import io.notenboom.custody.KeyDescription;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.vault.http.Deadline;
import io.notenboom.vault.http.VaultAnswer;
import io.notenboom.vault.http.VaultCall;
import io.notenboom.vault.http.VaultRefusedException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;

/**
 * What Transit does not keep of a key: what it is for, when it was made, and whether a node has taken it into use. Records
 * lie in the customer's key-value engine and are written once, with check-and-set.
 */
final class KeyRecords {

    /** What a key is for and when it was made. */
    record Purpose(KeyPurpose purpose, Instant created) {}

    private static final int READERS = 8;

    private final VaultClient vault;
    private final String mount;
    private final ConcurrentMap<KeyId, Purpose> known = new ConcurrentHashMap<>();

    KeyRecords(VaultClient vault, CustomerNames names) {
        this.vault = vault;
        this.mount = names.recordsMount();
    }

    void writePurpose(KeyId keyId, Purpose purpose, Deadline deadline) {
        write(
                "purposes",
                keyId,
                StrictJson.newObject()
                        .put("purpose", purpose.purpose().wireName())
                        .put("created", purpose.created().toString()),
                deadline);
    }

    private void write(String kind, KeyId keyId, ObjectNode record, Deadline deadline) {
        ObjectNode body = StrictJson.newObject();
        body.putObject("options").put("cas", 0);
        body.set("data", record);
        var unused = vault.call(VaultCall.write(path("data", kind, keyId), body), deadline);
    }

    private String path(String part, String kind, KeyId keyId) {
        return mount + "/" + part + "/" + kind + "/" + keyId.value();
    }

    /** As {@link #read}, and remembered. */
    Optional<Purpose> purpose(KeyId keyId, Deadline deadline) {
        Purpose earlier = known.get(keyId);
        if (earlier != null) {
            return Optional.of(earlier);
        }
        Optional<Purpose> read = read(keyId, deadline);
        read.ifPresent(purpose -> known.put(keyId, purpose));
        return read;
    }

    /** Asks the Vault again when the purpose of a key is needed. */
    void forget(KeyId keyId) {
        known.remove(keyId);
    }

    /** All keys that have a purpose, sorted by id. What was read is remembered, so that a call that took too long goes on. */
    List<KeyDescription> describe(Deadline deadline) {
        List<KeyId> all = keys(deadline);
        Set<KeyId> claimed = claimed(deadline);
        return all.stream()
                .gather(Gatherers.mapConcurrent(READERS, keyId -> purpose(keyId, deadline)
                        .map(key -> new KeyDescription(keyId, key.purpose(), key.created(), claimed.contains(keyId)))))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Empty if there is no such key. */
    Optional<Purpose> read(KeyId keyId, Deadline deadline) {
        VaultAnswer answer = vault.call(VaultCall.read(path("data", "purposes", keyId)), deadline);
        if (!answer.isFound()) {
            return Optional.empty();
        }
        JsonNode record = answer.data().path("data");
        try {
            return Optional.of(new Purpose(
                    KeyPurpose.ofWireName(record.path("purpose").asText()),
                    Instant.parse(record.path("created").asText())));
        } catch (IllegalArgumentException | DateTimeException damaged) {
            throw new CustodyException("the record of key " + keyId + " in the Vault is damaged", damaged);
        }
    }

    /** All keys that have a purpose, sorted. */
    List<KeyId> keys(Deadline deadline) {
        return names("purposes", deadline).stream().sorted().map(KeyId::new).toList();
    }

    /** Those that were taken into use. */
    private Set<KeyId> claimed(Deadline deadline) {
        return names("claims", deadline).stream().map(KeyId::new).collect(Collectors.toSet());
    }

    private List<String> names(String kind, Deadline deadline) {
        return vault.call(VaultCall.list(mount + "/metadata/" + kind), deadline).names().stream()
                .filter(name -> !name.endsWith("/"))
                .toList();
    }

    /**
     * Marks a key as taken, if it is not. A write whose answer was lost is done
     * again: the name of this claim in the record tells whose it is.
     *
     * @return false if it was taken before
     */
    boolean claim(KeyId keyId, Deadline deadline) {
        String claimant = KeyId.random().value();
        ObjectNode body = StrictJson.newObject();
        body.putObject("options").put("cas", 0);
        body.putObject("data").put("claimant", claimant);
        try {
            var unused = vault.call(
                    VaultCall.write(path("data", "claims", keyId), body).repeated(), deadline);
            return true;
        } catch (VaultRefusedException refused) {
            // taken: refused by check-and-set, or, since it would be an update, by the policy
            VaultAnswer answer = vault.call(VaultCall.read(path("data", "claims", keyId)), deadline);
            if (!answer.isFound()) {
                throw refused;
            }
            return claimant.equals(answer.data().path("data").path("claimant").asText());
        }
    }

    /** Forgets what a key is for: from now on no node knows it. */
    void deletePurpose(KeyId keyId, Deadline deadline) {
        var unused = vault.call(VaultCall.delete(path("metadata", "purposes", keyId)), deadline);
    }

    void deleteClaim(KeyId keyId, Deadline deadline) {
        var unused = vault.call(VaultCall.delete(path("metadata", "claims", keyId)), deadline);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.deletion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.custody.KeyCustodian;
import io.notenboom.custody.NoKeyAvailableException;
import io.notenboom.hosting.control.state.RecordFiles;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which audit keys the control plane signed with, and when. None is ever forgotten, since certificates of destruction are shown
 * years later. What a method answers is on disk. Safe for many threads; one process at a time.
 */
public final class AuditKeys {

    private static final String RECORD = "keys";

    private final RecordFiles files;
    private final KeyCustodian custodian;
    private final InstantSource clock;

    /** @param custodian has unused keys of purpose {@code audit} */
    public AuditKeys(RecordFiles files, KeyCustodian custodian, InstantSource clock) {
        this.files = files;
        this.custodian = custodian;
        this.clock = clock;
    }

    /**
     * The one that signs; the first one is taken into use now.
     *
     * @throws NoKeyAvailableException if the custodian has no unused one
     */
    public synchronized AuditKey active() {
        return present().orElseGet(this::next);
    }

    /** The one that signs, if any did yet. */
    public synchronized Optional<AuditKey> present() {
        return all().stream().filter(AuditKey::isActive).findFirst();
    }

    /** All of them, the newest first. */
    public synchronized List<AuditKey> all() {
        List<AuditKey> keys = new ArrayList<>();
        files.read(RECORD).ifPresent(record -> record.path("keys").forEach(key -> keys.add(read(key))));
        return keys;
    }

    /**
     * Takes another key into use.
     *
     * @throws NoKeyAvailableException if the custodian has no unused one; then nothing changed
     */
    public synchronized AuditKey next() {
        KeyId id = custodian.claim(KeyPurpose.AUDIT);
        Instant now = clock.instant();
        List<AuditKey> keys = new ArrayList<>(List.of(new AuditKey(id, now, null, false)));
        all().forEach(key ->
                keys.add(key.isActive() ? new AuditKey(key.id(), key.since(), now, key.compromised()) : key));
        write(keys);
        return keys.getFirst();
    }

    /**
     * Somebody else may have this key: another one signs from now on, and what this one signed does not count.
     *
     * @return whether there is such a key
     * @throws NoKeyAvailableException if it is the active one and the custodian has no unused one; then nothing changed
     */
    public synchronized boolean compromise(KeyId id) {
        if (all().stream().noneMatch(key -> key.id().equals(id))) {
            return false;
        }
        if (present().filter(active -> active.id().equals(id)).isPresent()) {
            var unused = next();
        }
        write(all().stream()
                .map(key -> key.id().equals(id) ? new AuditKey(id, key.since(), key.until(), true) : key)
                .toList());
        return true;
    }

    /** The public keys with their times, as a JWK Set (RFC 7517): {@code state} is active, retired or compromised. */
    public ObjectNode jwkSet() {
        ObjectNode set = StrictJson.newObject();
        ArrayNode array = set.putArray("keys");
        for (AuditKey key : all()) {
            ObjectNode jwk = Jwk.of(custodian.publicKey(key.id())).json();
            jwk.put("kid", key.id().value()).put("use", "sig");
            jwk.put("state", key.compromised() ? "compromised" : key.isActive() ? "active" : "retired");
            jwk.put("since", key.since().toString());
            jwk.put("until", key.until() == null ? null : key.until().toString());
            array.add(jwk);
        }
        return set;
    }

    private void write(List<AuditKey> keys) {
        ObjectNode record = StrictJson.newObject();
        ArrayNode array = record.putArray("keys");
        for (AuditKey key : keys) {
            array.addObject()
                    .put("id", key.id().value())
                    .put("since", key.since().toString())
                    .put("until", key.until() == null ? null : key.until().toString())
                    .put("compromised", key.compromised());
        }
        files.write(RECORD, record);
    }

    private static AuditKey read(JsonNode key) {
        JsonNode until = key.path("until");
        return new AuditKey(
                new KeyId(key.path("id").asText()),
                Instant.parse(key.path("since").asText()),
                until.isTextual() ? Instant.parse(until.asText()) : null,
                key.path("compromised").asBoolean());
    }
}

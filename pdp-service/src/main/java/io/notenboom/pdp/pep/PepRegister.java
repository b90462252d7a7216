// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The registered enforcement points, in memory; compared with the store every few seconds. Thread-safe. */
public final class PepRegister {

    private static final String NOBODY = "0".repeat(64);

    private final PepStore store;
    private volatile Map<String, PepRegistration> registrations = Map.of();

    /** Over a store; empty until {@link #refresh()}. */
    public PepRegister(PepStore store) {
        this.store = store;
    }

    /** Registers or replaces. */
    public synchronized void put(PepRegistration registration) {
        store.put(registration);
        refresh();
    }

    /** Removes. */
    public synchronized void remove(String id) {
        store.remove(id);
        refresh();
    }

    /** Reads all registrations from the store again. */
    public synchronized void refresh() {
        Map<String, PepRegistration> next = new HashMap<>();
        store.all().forEach(registration -> next.put(registration.id(), registration));
        registrations = Map.copyOf(next);
    }

    /** One registration. */
    public Optional<PepRegistration> find(String id) {
        return Optional.ofNullable(registrations.get(id));
    }

    /** All registrations. */
    public List<PepRegistration> all() {
        return List.copyOf(registrations.values());
    }

    /** The registration of an id when the key is its key; takes the same time for unknown ids and wrong keys. */
    public Optional<PepRegistration> authenticate(String id, String key) {
        PepRegistration registration = registrations.get(id);
        String expected = registration == null ? NOBODY : registration.keySha256();
        boolean equal = MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII), keyHash(key).getBytes(StandardCharsets.US_ASCII));
        return equal ? Optional.ofNullable(registration) : Optional.empty();
    }

    /** SHA-256 of a key, hex in lower case. */
    public static String keyHash(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java platform has SHA-256.", missing);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep;

import com.google.errorprone.annotations.CheckReturnValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The registered enforcement points, in memory; compared with the store every few seconds. Thread-safe. */
public final class PepRegister {

    private static final String NOBODY = "0".repeat(64);

    private final PepStore store;
    private final InstantSource clock;
    private volatile Known known = new Known(List.of());
    private volatile boolean loaded;

    /** Over a store, empty until {@link #refresh()}; the clock tells when a replaced key ends. */
    public PepRegister(PepStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    private record Known(List<PepRegistration> all, Map<String, PepRegistration> byId) {

        private Known(List<PepRegistration> all) {
            this(all, all.stream().collect(Collectors.toUnmodifiableMap(PepRegistration::id, pep -> pep)));
        }
    }

    /** Who shows these credentials. */
    @CheckReturnValue
    public sealed interface Shown {

        /** The enforcement point that it says it is. */
        record Registered(PepRegistration pep) implements Shown {}

        /** Another one of this node. */
        record Another() implements Shown {}

        /** Nobody. */
        record Nobody() implements Shown {}
    }

    /** Registers or replaces. */
    public void put(PepRegistration registration) {
        change(registration.id(), known -> Optional.of(registration));
    }

    /** Removes. */
    public void remove(String id) {
        change(id, known -> Optional.empty());
    }

    /** Changes a registration as {@link PepStore#change} does; in force in this process when it returns. */
    public synchronized void change(String id, UnaryOperator<Optional<PepRegistration>> step) {
        store.change(id, step);
        refresh();
    }

    /** Reads all registrations from the store again. */
    public synchronized void refresh() {
        List<PepRegistration> next = store.all().stream()
                .sorted(Comparator.comparing(PepRegistration::id))
                .toList();
        if (!next.equals(known.all())) {
            known = new Known(next);
        }
        loaded = true;
    }

    /** Whether the registrations were read at all; before that nobody can be told to be unknown. */
    public boolean loaded() {
        return loaded;
    }

    /** The one registration that a client certificate stands for; for callers that cannot name themselves. */
    public Optional<PepRegistration> ofCertificate(String thumbprint) {
        List<PepRegistration> own = known.all().stream()
                .filter(pep -> matches(pep, new PepCredentials(null, thumbprint)))
                .toList();
        return own.size() == 1 ? Optional.of(own.getFirst()) : Optional.empty();
    }

    /** One registration. */
    public Optional<PepRegistration> find(String id) {
        return Optional.ofNullable(known.byId().get(id));
    }

    /** All registrations by id; the same list until one of them changes. */
    public List<PepRegistration> all() {
        return known.all();
    }

    /** The registration of an id when the key is its key; takes the same time for unknown ids and wrong keys. */
    public Optional<PepRegistration> authenticate(String id, String key) {
        return authenticate(id, PepCredentials.ofKey(key));
    }

    /** The registration of an id when the credentials are its own. */
    public Optional<PepRegistration> authenticate(String id, PepCredentials credentials) {
        return switch (shown(id, credentials)) {
            case Shown.Registered registered -> Optional.of(registered.pep());
            case Shown.Another another -> Optional.empty();
            case Shown.Nobody nobody -> Optional.empty();
        };
    }

    /** Who shows these credentials while it says that it is {@code id}. */
    public Shown shown(String id, PepCredentials credentials) {
        Known now = known;
        PepRegistration said = now.byId().get(id);
        if (matches(said, credentials) && said != null) {
            return new Shown.Registered(said);
        }
        boolean another = false;
        for (PepRegistration other : now.all()) {
            another |= matches(other, credentials);
        }
        return another ? new Shown.Another() : new Shown.Nobody();
    }

    private boolean matches(@Nullable PepRegistration pep, PepCredentials credentials) {
        PepAuthentication authentication = pep == null ? new PepAuthentication.Key(NOBODY, null) : pep.authentication();
        return switch (authentication) {
            case PepAuthentication.Key key ->
                credentials.key().map(shown -> matches(key, keyHash(shown))).orElse(false);
            case PepAuthentication.Certificates certificates ->
                credentials
                        .certificate()
                        .map(certificates.thumbprints()::contains)
                        .orElse(false);
        };
    }

    private boolean matches(PepAuthentication.Key key, String shown) {
        boolean current = same(key.sha256(), shown);
        boolean former = key.former()
                .filter(before -> clock.instant().isBefore(before.until()))
                .map(before -> same(before.sha256(), shown))
                .orElse(false);
        return current || former;
    }

    private static boolean same(String expected, String shown) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII), shown.getBytes(StandardCharsets.US_ASCII));
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

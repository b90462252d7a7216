// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.resourceserver;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.auth.policy.Audiences.KnownAudiences;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.trust.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Registers resource servers. Safe for use by many threads. */
public final class ResourceServers implements KnownAudiences {

    /** Longest time that an earlier secret stays good. */
    public static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

    private static final String SECRET_PREFIX = "nbs_";
    private static final String ID_PREFIX = "rs-";
    private static final int ID_LENGTH = 16;

    private final ResourceServerStore store;
    private final Supplier<Secret> randomTexts;
    private final int most;
    private final InstantSource clock;

    /**
     * Registers in this store.
     *
     * @param randomTexts makes texts of 256 random bits, in base64url
     * @param most most resource servers of one subject
     */
    public ResourceServers(ResourceServerStore store, Supplier<Secret> randomTexts, int most, InstantSource clock) {
        this.store = store;
        this.randomTexts = randomTexts;
        this.most = most;
        this.clock = clock;
    }

    /**
     * Registers one.
     *
     * @throws IllegalArgumentException if the id has another form; the message is safe to show
     */
    public ResourceServerOutcome register(SubjectId subject, Registration registration) {
        if (store.of(subject).size() >= most) {
            return new ResourceServerOutcome.Full(most);
        }
        String id = registration.id() == null ? newId() : registration.id();
        ClientAuthentication proof = registration.proof();
        @Nullable Secret secret = proof == null ? newSecret() : null;
        ClientAuthentication authentication = proof != null
                ? proof
                : new ClientAuthentication.Secrets(
                        registration.method(), List.of(StoredSecret.of(Objects.requireNonNull(secret))));
        ResourceServer server = new ResourceServer(subject, id, registration.terms(), authentication, clock.instant());
        return store.add(server) ? new ResourceServerOutcome.Done(server, secret) : new ResourceServerOutcome.Exists();
    }

    /** Replaces what one is and may, and its keys, name or certificates; its secrets and its method stay. */
    public ResourceServerOutcome replace(SubjectId subject, String id, Registration registration) {
        Optional<ResourceServer> known = store.find(subject, id);
        if (known.isEmpty()) {
            return new ResourceServerOutcome.NotFound();
        }
        AuthenticationMethod method = known.get().authentication().method();
        if (registration.method() != method) {
            return new ResourceServerOutcome.OtherMethod(method);
        }
        ClientAuthentication proof = registration.proof();
        return store.update(
                        subject,
                        id,
                        server -> server.with(registration.terms(), proof == null ? server.authentication() : proof))
                .<ResourceServerOutcome>map(server -> new ResourceServerOutcome.Done(server, null))
                .orElseGet(ResourceServerOutcome.NotFound::new);
    }

    /**
     * Makes a new secret. Those before stay good for a while, so that the gateway can be changed over.
     *
     * @param overlap for how long, at most {@link #LONGEST_OVERLAP}; zero ends them at once
     */
    public ResourceServerOutcome rotateSecret(SubjectId subject, String id, Duration overlap) {
        if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
            throw new IllegalArgumentException("an overlap is 0 seconds to 30 days");
        }
        Optional<ResourceServer> known = store.find(subject, id);
        if (known.isEmpty()) {
            return new ResourceServerOutcome.NotFound();
        }
        AuthenticationMethod method = known.get().authentication().method();
        if (!method.isSecret()) {
            return new ResourceServerOutcome.OtherMethod(method);
        }
        Secret secret = newSecret();
        Instant now = clock.instant();
        return store.update(
                        subject,
                        id,
                        server -> server.with(
                                server.terms(), rotated(server.authentication(), secret, now, now.plus(overlap))))
                .<ResourceServerOutcome>map(server -> new ResourceServerOutcome.Done(server, secret))
                .orElseGet(ResourceServerOutcome.NotFound::new);
    }

    /** The new one first; of those before the newest, as far as they are good. */
    private static ClientAuthentication rotated(
            ClientAuthentication before, Secret secret, Instant now, Instant endsAt) {
        return switch (before) {
            case ClientAuthentication.Secrets secrets ->
                new ClientAuthentication.Secrets(
                        secrets.method(),
                        Stream.concat(
                                        Stream.of(StoredSecret.of(secret)),
                                        secrets.secrets().stream()
                                                .map(earlier -> earlier.endingAt(endsAt))
                                                .filter(earlier -> earlier.isInForce(now)))
                                .limit(ClientAuthentication.MAX)
                                .toList());
            case ClientAuthentication.Keys keys -> keys;
            case ClientAuthentication.KeysAt keys -> keys;
            case ClientAuthentication.Named named -> named;
            case ClientAuthentication.Certificates certificates -> certificates;
        };
    }

    /** The one with this id. */
    public Optional<ResourceServer> find(SubjectId subject, String id) {
        return store.find(subject, id);
    }

    /**
     * Removes one; from then on it is told nothing.
     *
     * @return whether it was there
     */
    @CheckReturnValue
    public boolean remove(SubjectId subject, String id) {
        return store.remove(subject, id);
    }

    /**
     * A page of those of a subject, by id.
     *
     * @param after id of the last one of the page before; null for the first page
     */
    public List<ResourceServer> page(SubjectId subject, @Nullable String after, int limit) {
        List<ResourceServer> page = new ArrayList<>();
        for (ResourceServer server : store.of(subject)) {
            if (page.size() < limit && (after == null || server.id().compareTo(after) > 0)) {
                page.add(server);
            }
        }
        return List.copyOf(page);
    }

    @Override
    public boolean isAudience(SubjectId subject, String resource) {
        return store.of(subject).stream()
                .anyMatch(server -> server.terms().audiences().contains(resource));
    }

    private Secret newSecret() {
        return Secret.of(SECRET_PREFIX + randomTexts.get().reveal());
    }

    private String newId() {
        String random = randomTexts.get().reveal().replaceAll("[^A-Za-z0-9]", "");
        return ID_PREFIX + random.substring(0, Math.min(ID_LENGTH, random.length()));
    }
}

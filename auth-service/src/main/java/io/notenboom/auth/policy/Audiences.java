// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.policy;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.trust.exchange.ScopePolicy;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * For whom tokens are. Of a scope that names audiences a token is for all of them, or for the one that the client asks for with
 * {@code resource} (RFC 8707). Of any other scope it is for the whole subject, by its issuer URL, unless the client asks for a
 * resource server of the subject.
 */
public final class Audiences {

    private final Map<String, List<String>> byScope;
    private final KnownAudiences known;

    /**
     * Audiences.
     *
     * @param byScope audiences by the scope that names the profile
     * @param known which resources there are
     */
    public Audiences(Map<String, List<String>> byScope, KnownAudiences known) {
        this.byScope = byScope.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(entry -> entry.getKey(), entry -> List.copyOf(entry.getValue())));
        this.known = Objects.requireNonNull(known, "known");
    }

    /** Every token is for the whole subject. */
    public static Audiences ofSubject() {
        return new Audiences(Map.of(), (_, _) -> false);
    }

    /**
     * For whom a token is.
     *
     * @param subject who gives it
     * @param issuer issuer URL of the subject
     * @param requested the resource that the client asks for
     * @return at least one audience; empty if the resource cannot be had
     */
    @CheckReturnValue
    public Optional<List<String>> of(ScopePolicy policy, SubjectId subject, String issuer, Optional<String> requested) {
        List<String> ofScope = byScope.getOrDefault(policy.scope(), List.of());
        if (requested.isEmpty()) {
            return Optional.of(ofScope.isEmpty() ? List.of(issuer) : ofScope);
        }
        String resource = requested.get();
        boolean available = ofScope.isEmpty()
                ? resource.equals(issuer) || known.isAudience(subject, resource)
                : ofScope.contains(resource);
        return available ? Optional.of(List.of(resource)) : Optional.empty();
    }

    /** Which audiences the resource servers of a subject have. */
    @FunctionalInterface
    public interface KnownAudiences {

        /** Whether a resource server of the subject has this audience. */
        boolean isAudience(SubjectId subject, String resource);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.token;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * On what a token was given. What was presented is large and seldom asked for, so a store may read it when that happens first.
 * Immutable, safe for many threads.
 */
public final class Evidence {

    private final Map<String, JsonNode> claims;
    private final List<String> credentialIds;
    private final Supplier<Originals> source;
    private volatile @Nullable Originals read;

    /**
     * What was presented, and what was asked for.
     *
     * @param presentations the presentations, as they came
     * @param definitions the presentation definitions by wallet owner, as JSON
     * @param submissions the presentation submissions by id of the definition, as JSON
     */
    public record Originals(
            List<String> presentations, Map<String, JsonNode> definitions, Map<String, JsonNode> submissions) {

        /** Copies the collections. */
        public Originals {
            presentations = List.copyOf(presentations);
            definitions = Map.copyOf(definitions);
            submissions = Map.copyOf(submissions);
        }

        /** Tells nothing: presentations are personal data. */
        @Override
        public String toString() {
            return "Originals[]";
        }
    }

    /**
     * Evidence of a token.
     *
     * @param claims value by field id of the presentation definition; JSON null for an optional field that was absent
     * @param credentialIds ids of the credentials in the presentation
     * @param source gives what was presented, always the same; asked when that is needed
     */
    public Evidence(Map<String, JsonNode> claims, List<String> credentialIds, Supplier<Originals> source) {
        this.claims = Map.copyOf(claims);
        this.credentialIds = List.copyOf(credentialIds);
        this.source = source;
    }

    /**
     * Evidence of a token.
     *
     * @param claims value by field id of the presentation definition; JSON null for an optional field that was absent
     * @param credentialIds ids of the credentials in the presentation
     * @param presentations the presentations, as they came
     * @param definitions the presentation definitions by wallet owner, as JSON
     * @param submissions the presentation submissions by id of the definition, as JSON
     */
    public Evidence(
            Map<String, JsonNode> claims,
            List<String> credentialIds,
            List<String> presentations,
            Map<String, JsonNode> definitions,
            Map<String, JsonNode> submissions) {
        this(claims, credentialIds, always(new Originals(presentations, definitions, submissions)));
    }

    private static Supplier<Originals> always(Originals originals) {
        return () -> originals;
    }

    /** Value by field id of the presentation definition; JSON null for an optional field that was absent. */
    public Map<String, JsonNode> claims() {
        return claims;
    }

    /** Ids of the credentials in the presentation. */
    public List<String> credentialIds() {
        return credentialIds;
    }

    /** What was presented, and what was asked for. */
    public Originals originals() {
        Originals known = read;
        if (known == null) {
            known = source.get();
            read = known;
        }
        return known;
    }

    /** The presentations, as they came. */
    public List<String> presentations() {
        return originals().presentations();
    }

    /** The presentation definitions by wallet owner, as JSON. */
    public Map<String, JsonNode> definitions() {
        return originals().definitions();
    }

    /** The presentation submissions by id of the definition, as JSON. */
    public Map<String, JsonNode> submissions() {
        return originals().submissions();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Evidence that
                && claims.equals(that.claims)
                && credentialIds.equals(that.credentialIds)
                && originals().equals(that.originals());
    }

    @Override
    public int hashCode() {
        return Objects.hash(claims, credentialIds);
    }

    /** Tells the ids only: claims are personal data. */
    @Override
    public String toString() {
        return "Evidence[credentialIds=" + credentialIds + "]";
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.credential.Credential;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What credentials somebody must present (DIF Presentation Exchange v2, in the part that Nuts nodes apply). Everything is
 * checked when it is read: unknown members and keywords, paths and patterns outside the supported part, reserved claim
 * names and excessive sizes are refused then, not when somebody presents something.
 *
 * @param id id
 * @param format accepted forms
 * @param descriptors the credentials asked for, 1 to {@value #MAX_DESCRIPTORS}
 * @param requirements which descriptors must be met; empty means all
 * @param json the definition as read, to hand to wallets; must not be changed
 */
public record PresentationDefinition(
        String id,
        FormatRule format,
        List<InputDescriptor> descriptors,
        List<SubmissionRequirement> requirements,
        ObjectNode json) {

    /** Most input descriptors. */
    public static final int MAX_DESCRIPTORS = 32;

    /** Longest definition, in characters. */
    public static final int MAX_LENGTH = 256 * 1024;

    /** Names that a field may not have as id, because tokens and introspection answers use them. */
    public static final Set<String> RESERVED_FIELD_IDS = Set.of(
            "iss",
            "sub",
            "exp",
            "iat",
            "active",
            "client_id",
            "scope",
            "aud",
            "nbf",
            "jti",
            "cnf",
            "token_type",
            "username");

    /** Copies the lists. */
    public PresentationDefinition {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(json, "json");
        descriptors = List.copyOf(descriptors);
        requirements = List.copyOf(requirements);
    }

    /**
     * Reads a definition.
     *
     * @throws DefinitionException if it cannot be used
     */
    public static PresentationDefinition parse(String text) {
        return DefinitionReader.read(text);
    }

    /**
     * Reads a definition that is part of a larger file.
     *
     * @param place where it stands, for error texts
     * @throws DefinitionException if it cannot be used
     */
    public static PresentationDefinition parse(JsonNode node, String place) {
        return new DefinitionReader(place).definition(node);
    }

    /** The ids of all fields that have one. */
    public Set<String> fieldIds() {
        return descriptors.stream()
                .flatMap(descriptor -> descriptor.fields().stream())
                .map(InputDescriptor.Field::id)
                .filter(Objects::nonNull)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The {@code format} member of a definition or descriptor: which forms of credential are accepted.
     *
     * @param accepted for each claim format designation the accepted algorithms or proof types; an empty set accepts all
     */
    public record FormatRule(Map<String, Set<String>> accepted) {

        /** Accepts everything, as an absent member does. */
        public static final FormatRule ANY = new FormatRule(Map.of());

        /** Copies the map. */
        public FormatRule {
            accepted = Map.copyOf(accepted);
        }

        /** Whether a credential is in an accepted form. An unsigned one counts as ldp_vc of any proof type. */
        public boolean accepts(Credential credential) {
            if (accepted.isEmpty()) {
                return true;
            }
            Set<String> details = accepted.get(credential.format().designation());
            if (details == null) {
                return false;
            }
            return details.isEmpty()
                    || credential
                            .algorithm()
                            .or(credential::proofType)
                            .map(details::contains)
                            .orElse(true);
        }
    }
}

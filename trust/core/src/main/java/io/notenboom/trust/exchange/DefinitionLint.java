// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.exchange;

import io.notenboom.trust.credential.CredentialType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds what is allowed in a presentation definition but hardly meant. Signatures only prove who issued a credential;
 * whether that issuer is believed is decided by a filter on {@code $.issuer} alone.
 */
public final class DefinitionLint {

    private static final Set<String> SELF_ATTESTED =
            Set.of(CredentialType.NUTS_EMPLOYEE, CredentialType.DISCOVERY_REGISTRATION);

    private DefinitionLint() {}

    /** All findings, empty if there are none. */
    public static List<Finding> check(PresentationDefinition definition) {
        List<Finding> findings = new ArrayList<>();
        for (InputDescriptor descriptor : definition.descriptors()) {
            if (!constrains(descriptor, "type")) {
                findings.add(new Finding(descriptor.id(), Kind.ANY_TYPE));
            }
            if (isSelfAttested(descriptor)) {
                continue;
            }
            if (!constrains(descriptor, "issuer")) {
                findings.add(new Finding(descriptor.id(), Kind.ANY_ISSUER));
            } else if (!descriptor.fields().stream().anyMatch(DefinitionLint::pinsIssuer)) {
                findings.add(new Finding(descriptor.id(), Kind.ISSUER_PATTERN_OPEN));
            }
        }
        return List.copyOf(findings);
    }

    private static boolean constrains(InputDescriptor descriptor, String member) {
        return descriptor.fields().stream().anyMatch(field -> constrains(field, member));
    }

    private static boolean constrains(InputDescriptor.Field field, String member) {
        FieldFilter filter = field.filter();
        return !field.optional()
                && filter != null
                && filter.constrains()
                && field.paths().stream()
                        .allMatch(path -> path.memberNames().equals(List.of(member))
                                || path.memberNames().equals(List.of(member, "id")));
    }

    private static boolean pinsIssuer(InputDescriptor.Field field) {
        FieldFilter filter = field.filter();
        if (filter == null || !constrains(field, "issuer")) {
            return false;
        }
        return filter.pattern() == null || filter.pattern().pattern().startsWith("^did:");
    }

    private static boolean isSelfAttested(InputDescriptor descriptor) {
        return descriptor.fields().stream().anyMatch(field -> {
            FieldFilter filter = field.filter();
            return filter != null
                    && filter.constant() != null
                    && constrains(field, "type")
                    && SELF_ATTESTED.contains(filter.constant().textValue());
        });
    }

    /**
     * One finding.
     *
     * @param descriptorId id of the descriptor
     * @param kind what was found
     */
    public record Finding(String descriptorId, Kind kind) {

        /** In one sentence, for the author of the definition. */
        public String describe() {
            return "input descriptor '" + descriptorId + "' " + kind.description();
        }
    }

    /** What can be found. */
    public enum Kind {
        /** No filter on the type. */
        ANY_TYPE("accepts credentials of any type; add a filter with const on $.type"),
        /** No filter on the issuer. */
        ANY_ISSUER("accepts credentials of any issuer, also of the holder itself; add a filter on $.issuer"),
        /** A pattern for the issuer that does not start with a DID. */
        ISSUER_PATTERN_OPEN("has a pattern on $.issuer that does not start with ^did:; anchor it");

        private final String description;

        Kind(String description) {
            this.description = description;
        }

        /** What was found, after the name of the descriptor. */
        public String description() {
            return description;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.policy;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.trust.credential.Credential;
import io.notenboom.trust.credential.CredentialContent;
import io.notenboom.trust.exchange.InputDescriptor;
import io.notenboom.trust.exchange.MatchResult;
import io.notenboom.trust.exchange.PresentationDefinition;
import io.notenboom.trust.exchange.PresentationExchange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says for credentials which input descriptors of a definition they meet, why they do not meet the others, and which
 * credential would. For the node's own users: it tells what a wallet holds.
 *
 * @param fulfilled whether the credentials together meet the definition
 * @param descriptors one for each input descriptor, in the order of the definition
 */
@CheckReturnValue
public record PolicyExplanation(boolean fulfilled, List<Descriptor> descriptors) {

    /** Copies the list. */
    public PolicyExplanation {
        descriptors = List.copyOf(descriptors);
    }

    /**
     * Explains.
     *
     * @param credentials in order of preference; nothing is verified here
     * @param now only credentials that are valid now count
     */
    public static PolicyExplanation of(
            PresentationDefinition definition, List<? extends Credential> credentials, Instant now) {
        List<Credential> valid = new ArrayList<>();
        List<Credential> others = new ArrayList<>();
        for (Credential credential : credentials) {
            (isValid(credential.content(), now) ? valid : others).add(credential);
        }
        List<Descriptor> descriptors = definition.descriptors().stream()
                .map(descriptor -> explain(definition, descriptor, valid, others))
                .toList();
        boolean fulfilled = PresentationExchange.match(definition, valid) instanceof MatchResult.Matched;
        return new PolicyExplanation(fulfilled, descriptors);
    }

    private static Descriptor explain(
            PresentationDefinition definition,
            InputDescriptor descriptor,
            List<Credential> valid,
            List<Credential> others) {
        String type = descriptor.credentialType().orElse(null);
        return switch (PresentationExchange.match(alone(definition, descriptor), valid)) {
            case MatchResult.Matched matched -> {
                Credential chosen = valid.get(matched.matches().getFirst().credentialIndex());
                yield new Descriptor(descriptor.id(), type, chosen.content().id(), null, null);
            }
            case MatchResult.Missing missing -> {
                MatchResult.DescriptorGap gap = missing.gaps().getFirst();
                Integer index = gap.closestIndex();
                yield new Descriptor(
                        descriptor.id(),
                        type,
                        index == null ? null : valid.get(index).content().id(),
                        gap.describe(),
                        fix(definition, descriptor, gap, others));
            }
        };
    }

    private static String fix(
            PresentationDefinition definition,
            InputDescriptor descriptor,
            MatchResult.DescriptorGap gap,
            List<Credential> others) {
        Optional<Credential> renewable = others.stream()
                .filter(credential -> PresentationExchange.match(alone(definition, descriptor), List.of(credential))
                        instanceof MatchResult.Matched)
                .findFirst();
        if (renewable.isPresent()) {
            return "credential " + renewable.get().content().id() + " would do, but is not valid now: get a new one";
        }
        String what = descriptor
                .credentialType()
                .map(type -> "a credential of type " + type)
                .orElse("a credential");
        String field = gap.field();
        return field == null
                ? "get " + what + " in a format that the definition accepts"
                : "get " + what + " whose value for '" + field + "' is as the definition asks";
    }

    /** The definition with one descriptor only. */
    private static PresentationDefinition alone(PresentationDefinition definition, InputDescriptor descriptor) {
        return new PresentationDefinition(
                definition.id(), definition.format(), List.of(descriptor), List.of(), definition.json());
    }

    private static boolean isValid(CredentialContent content, Instant now) {
        Instant expiresAt = content.expiresAt();
        return !content.issuedAt().isAfter(now) && (expiresAt == null || expiresAt.isAfter(now));
    }

    /**
     * One input descriptor.
     *
     * @param id its id
     * @param type the credential type that it asks for, null if it names none
     * @param credentialId id of the credential that meets it, or of the one that comes closest; null if there is none
     * @param reason why it is not met, null if it is
     * @param fix which credential would meet it, null if one does
     */
    public record Descriptor(
            String id,
            @Nullable String type,
            @Nullable String credentialId,
            @Nullable String reason,
            @Nullable String fix) {

        /** Whether it is met. */
        public boolean met() {
            return reason == null;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.trust.credential.Credential;
import io.notenboom.trust.exchange.DescriptorMatcher.Candidate;
import io.notenboom.trust.exchange.MatchResult.Mismatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses credentials for a presentation definition and checks presented ones against it, the way Nuts nodes do: for each
 * descriptor the first credential that fits. Nothing here looks at validity or signatures: a wallet leaves out expired and
 * revoked credentials before, a server verifies before it relies on claims.
 */
@CheckReturnValue
public final class PresentationExchange {

    private PresentationExchange() {}

    /** Chooses from credentials, in the given order of preference. */
    public static MatchResult match(PresentationDefinition definition, List<? extends Credential> credentials) {
        Map<String, Candidate> candidates = new LinkedHashMap<>();
        for (InputDescriptor descriptor : definition.descriptors()) {
            candidates.put(descriptor.id(), new DescriptorMatcher(definition.format(), descriptor).choose(credentials));
        }
        Optional<Set<String>> chosen = definition.requirements().isEmpty()
                ? Optional.of(candidates.keySet())
                : chosenByRequirements(definition, candidates);
        if (chosen.isEmpty()) {
            return new MatchResult.Missing(gaps(candidates, candidates.keySet()));
        }
        List<MatchResult.DescriptorGap> gaps = gaps(candidates, chosen.get());
        return gaps.isEmpty() ? matched(definition, candidates, chosen.get()) : new MatchResult.Missing(gaps);
    }

    /**
     * Checks that a submission fits its definition and points at the very credentials that matching chooses again.
     *
     * @param presented the credentials of all presentations that came with the submission
     * @return the match; indexes count through all presentations
     * @throws SubmissionRefusedException if it does not fit
     */
    public static MatchResult.Matched verifySubmission(
            PresentationDefinition definition, PresentationSubmission submission, PresentedCredentials presented)
            throws SubmissionRefusedException {
        if (!submission.definitionId().equals(definition.id())) {
            throw new SubmissionRefusedException(SubmissionRefusedException.Reason.OTHER_DEFINITION);
        }
        Map<String, Integer> submitted = new LinkedHashMap<>();
        for (PresentationSubmission.Entry entry : submission.descriptorMap()) {
            if (submitted.put(entry.id(), presented.resolve(entry)) != null) {
                throw new SubmissionRefusedException(SubmissionRefusedException.Reason.DESCRIPTORS);
            }
        }
        List<Credential> credentials = presented.all();
        return switch (match(definition, credentials)) {
            case MatchResult.Missing missing -> throw new SubmissionRefusedException(missing.gaps());
            case MatchResult.Matched matched -> compare(matched, submitted, credentials);
        };
    }

    private static MatchResult.Matched compare(
            MatchResult.Matched matched, Map<String, Integer> submitted, List<Credential> credentials)
            throws SubmissionRefusedException {
        if (matched.matches().size() != submitted.size()) {
            throw new SubmissionRefusedException(SubmissionRefusedException.Reason.DESCRIPTORS);
        }
        for (MatchResult.DescriptorMatch match : matched.matches()) {
            Integer index = submitted.get(match.descriptorId());
            if (index == null) {
                throw new SubmissionRefusedException(SubmissionRefusedException.Reason.DESCRIPTORS);
            }
            JsonNode expected = credentials.get(match.credentialIndex()).original();
            if (!credentials.get(index).original().equals(expected)) {
                throw new SubmissionRefusedException(SubmissionRefusedException.Reason.OTHER_CREDENTIAL);
            }
        }
        return matched;
    }

    private static MatchResult matched(
            PresentationDefinition definition, Map<String, Candidate> candidates, Set<String> chosen) {
        List<MatchResult.DescriptorMatch> matches = new ArrayList<>();
        Map<String, JsonNode> claims = new LinkedHashMap<>();
        for (Map.Entry<String, Candidate> entry : candidates.entrySet()) {
            if (!chosen.contains(entry.getKey()) || !(entry.getValue() instanceof Candidate.Some some)) {
                continue;
            }
            matches.add(some.match());
            for (Map.Entry<String, JsonNode> claim : some.claims().entrySet()) {
                JsonNode other = claims.put(claim.getKey(), claim.getValue());
                if (other != null && !other.equals(claim.getValue())) {
                    return new MatchResult.Missing(List.of(new MatchResult.DescriptorGap(
                            entry.getKey(), some.match().credentialIndex(), claim.getKey(), Mismatch.OTHER_VALUE)));
                }
            }
        }
        return new MatchResult.Matched(definition.id(), matches, claims);
    }

    private static List<MatchResult.DescriptorGap> gaps(Map<String, Candidate> candidates, Set<String> ids) {
        List<MatchResult.DescriptorGap> gaps = new ArrayList<>();
        candidates.forEach((id, candidate) -> {
            if (ids.contains(id) && candidate instanceof Candidate.None none) {
                gaps.add(none.gap());
            }
        });
        return gaps;
    }

    private static Optional<Set<String>> chosenByRequirements(
            PresentationDefinition definition, Map<String, Candidate> candidates) {
        Set<String> chosen = new LinkedHashSet<>();
        for (SubmissionRequirement requirement : definition.requirements()) {
            Optional<Set<String>> part = choose(definition, requirement, candidates);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            chosen.addAll(part.get());
        }
        return Optional.of(chosen);
    }

    private static Optional<Set<String>> choose(
            PresentationDefinition definition, SubmissionRequirement requirement, Map<String, Candidate> candidates) {
        List<Optional<Set<String>>> members = new ArrayList<>();
        String group = requirement.from();
        if (group == null) {
            requirement.nested().forEach(nested -> members.add(choose(definition, nested, candidates)));
        } else {
            definition.descriptors().stream()
                    .filter(descriptor -> descriptor.groups().contains(group))
                    .forEach(descriptor -> members.add(
                            candidates.get(descriptor.id()) instanceof Candidate.Some
                                    ? Optional.of(Set.of(descriptor.id()))
                                    : Optional.empty()));
        }
        List<Set<String>> met = members.stream().flatMap(Optional::stream).toList();
        if (met.size() < requirement.required(members.size())) {
            return Optional.empty();
        }
        Set<String> chosen = new LinkedHashSet<>();
        met.stream().limit(requirement.limit()).forEach(chosen::addAll);
        return Optional.of(chosen);
    }
}

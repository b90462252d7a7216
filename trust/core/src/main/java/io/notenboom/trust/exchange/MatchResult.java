// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.trust.credential.CredentialFormat;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Whether credentials meet a presentation definition. */
public sealed interface MatchResult {

    /**
     * They do.
     *
     * @param definitionId id of the definition
     * @param matches for each descriptor that is used, the credential, in the order of the definition
     * @param claims value by field id; a JSON null for an optional field without value. A value can be an array even though
     *     the filter asks for a string
     */
    record Matched(String definitionId, List<DescriptorMatch> matches, Map<String, JsonNode> claims)
            implements MatchResult {

        /** Copies list and map. */
        public Matched {
            matches = List.copyOf(matches);
            claims = Collections.unmodifiableMap(new LinkedHashMap<>(claims));
        }

        /**
         * Positions of the credentials to present, each once, in the order in which they were offered: whoever matches them
         * again in this order chooses the same ones.
         */
        public List<Integer> presented() {
            return List.copyOf(new TreeSet<>(
                    matches.stream().map(DescriptorMatch::credentialIndex).toList()));
        }

        /**
         * The submission that goes with a presentation of exactly the {@link #presented()} credentials, in that order, in an
         * array.
         *
         * @param submissionId id of the submission, new for each
         */
        public PresentationSubmission submission(String submissionId) {
            List<Integer> presented = presented();
            return submission(submissionId, index -> "[" + presented.indexOf(index) + "]");
        }

        /**
         * The submission that goes with a JSON-LD presentation of the {@link #presented()} credentials: one stands alone, several
         * are in an array, and the path says which.
         *
         * @param submissionId id of the submission, new for each
         */
        public PresentationSubmission linkedDataSubmission(String submissionId) {
            return presented().size() == 1 ? submission(submissionId, index -> "") : submission(submissionId);
        }

        private PresentationSubmission submission(String submissionId, IntFunction<String> position) {
            List<PresentationSubmission.Entry> entries = matches.stream()
                    .map(match -> new PresentationSubmission.Entry(
                            match.descriptorId(),
                            match.format().designation(),
                            "$.verifiableCredential" + position.apply(match.credentialIndex()),
                            null))
                    .toList();
            return new PresentationSubmission(submissionId, definitionId, entries);
        }

        /** Tells the matches only: claims may be personal data. */
        @Override
        public String toString() {
            return "Matched[definitionId=" + definitionId + ", matches=" + matches + "]";
        }
    }

    /**
     * They do not.
     *
     * @param gaps the descriptors that no credential meets, at least one
     */
    record Missing(List<DescriptorGap> gaps) implements MatchResult {

        /** Copies the list. */
        public Missing {
            gaps = List.copyOf(gaps);
        }
    }

    /**
     * The credential chosen for a descriptor.
     *
     * @param descriptorId id of the descriptor
     * @param credentialIndex position in the list of credentials
     * @param format form of the credential
     */
    record DescriptorMatch(String descriptorId, int credentialIndex, CredentialFormat format) {}

    /**
     * A descriptor that no credential meets.
     *
     * @param descriptorId id of the descriptor
     * @param closestIndex position of the credential that meets most of its fields, null if there is no credential
     * @param field label of the first field which that credential does not meet, null if it is not about a field
     * @param mismatch why
     */
    record DescriptorGap(
            String descriptorId,
            @Nullable Integer closestIndex,
            @Nullable String field,
            Mismatch mismatch) {

        /** In one sentence, for people. */
        public String describe() {
            String where = field == null ? "" : " field '" + field + "':";
            return "input descriptor '" + descriptorId + "':" + where + " " + mismatch.description();
        }
    }

    /** Why a credential does not fit an input descriptor. */
    public enum Mismatch {
        /** There is no credential at all. */
        NO_CREDENTIAL("there is no credential to choose from"),
        /** Another format, algorithm or proof type than the definition accepts. */
        FORMAT("the credential is not in a format that the definition accepts"),
        /** No value at any of the paths. */
        ABSENT("the credential has no such value"),
        /** A value of another JSON type. */
        OTHER_TYPE("the value is of another type"),
        /** Another value than the constant. */
        OTHER_VALUE("the value is another one than asked for"),
        /** A value that is not listed. */
        NOT_IN_LIST("the value is none of those asked for"),
        /** A text that the pattern does not match. */
        PATTERN("the value does not have the form asked for");

        private final String description;

        Mismatch(String description) {
            this.description = description;
        }

        /** What is wrong, for people. */
        public String description() {
            return description;
        }
    }
}

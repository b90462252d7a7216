// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.resourceserver;

import io.notenboom.auth.subject.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Who may ask what tokens of a subject are worth: a gateway in front of its data.
 *
 * @param subject whose tokens
 * @param id its client id, unique within the subject
 * @param terms what it is and may
 * @param authentication by what it is known
 * @param created when it was registered
 */
public record ResourceServer(
        SubjectId subject, String id, Terms terms, ClientAuthentication authentication, Instant created) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /** @throws IllegalArgumentException if the id has another form; the message is safe to show */
    public ResourceServer {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(terms, "terms");
        Objects.requireNonNull(authentication, "authentication");
        Objects.requireNonNull(created, "created");
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("client_id has 1 to 64 letters, digits and . _ -");
        }
    }

    /** The same with other terms and another authentication. */
    ResourceServer with(Terms others, ClientAuthentication other) {
        return new ResourceServer(subject, id, others, other, created);
    }

    /** Whether a token for this audience may be shown to it. */
    public boolean isAmong(List<String> audience) {
        return audience.stream().anyMatch(terms.audiences()::contains);
    }

    /**
     * What a resource server is and may.
     *
     * @param name for people
     * @param audiences for whom tokens have to be: its own URIs; the issuer URL of the subject stands for the whole subject
     * @param profile what it is told
     * @param mayRevoke whether it may end tokens that it may see
     */
    public record Terms(String name, List<String> audiences, AnswerProfile profile, boolean mayRevoke) {

        /** Most audiences. */
        public static final int MAX_AUDIENCES = 16;

        private static final int MAX_NAME = 128;
        private static final Pattern AUDIENCE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:[\\x21-\\x7e&&[^#]]{1,512}");

        /** @throws IllegalArgumentException if a part has another form; the message is safe to show */
        public Terms {
            Objects.requireNonNull(profile, "profile");
            audiences = List.copyOf(audiences);
            if (name.isBlank() || name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("name has 1 to " + MAX_NAME + " characters on one line");
            }
            if (audiences.isEmpty() || audiences.size() > MAX_AUDIENCES) {
                throw new IllegalArgumentException("audiences must hold 1 to " + MAX_AUDIENCES + " URIs");
            }
            if (!audiences.stream()
                    .allMatch(audience -> AUDIENCE.matcher(audience).matches())) {
                throw new IllegalArgumentException("each of audiences must be an absolute URI without a fragment");
            }
        }
    }
}

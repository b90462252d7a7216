// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.trust.credential.CredentialContent;
import io.notenboom.trust.credential.CredentialRefusedException;
import io.notenboom.trust.credential.CredentialType;
import io.notenboom.trust.credential.CredentialVerifier;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.status.StatusListException.Reason;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads status lists as they were fetched, JSON-LD or JWT. The signature is checked before the list is unpacked, and it is
 * unpacked up to a limit. Safe for many threads.
 */
@CheckReturnValue
public final class StatusListReader {

    /** Longest list as text, in characters: 2 MiB hardly packed, in base64. */
    public static final int MAX_CHARACTERS = 3 * 1024 * 1024;

    private static final int MAX_PURPOSES = 8;
    private static final String PURPOSE = "statusPurpose";

    /** Checks the signature of a credential with the key of its issuer. */
    @FunctionalInterface
    public interface SignatureCheck {

        /** @throws CredentialRefusedException if there is none, or it is wrong */
        void check(UnverifiedCredential credential, Instant now) throws CredentialRefusedException;
    }

    private final SignatureCheck signatures;

    /** With this check, usually {@link CredentialVerifier#checkSignature}. */
    public StatusListReader(SignatureCheck signatures) {
        this.signatures = signatures;
    }

    /**
     * Reads a list.
     *
     * @param type the form that the credential's entry names
     * @param text the list as credential: JSON or a compact JWT
     * @param url where it was fetched
     * @param issuer who issued the credential, and has to have issued the list
     * @param now the time to decide for
     * @throws StatusListException if it is not usable
     */
    public StatusList read(StatusListType type, String text, String url, Did issuer, Instant now)
            throws StatusListException {
        UnverifiedCredential credential = parse(text);
        CredentialContent content = credential.content();
        ObjectNode subject = subject(type, content, url);
        if (!content.issuer().equals(issuer)) {
            throw new StatusListException(Reason.LIST_ISSUER);
        }
        checkValidity(content, now);
        try {
            signatures.check(credential, now);
        } catch (CredentialRefusedException refused) {
            throw new StatusListException(Reason.SIGNATURE, refused);
        }
        JsonNode encoded = subject.path("encodedList");
        if (!encoded.isTextual()) {
            throw new StatusListException(Reason.ENCODING);
        }
        return new StatusList(
                type,
                url,
                purposes(subject.path(PURPOSE)),
                StatusBits.decode(type, encoded.textValue()),
                content.expiresAt());
    }

    private static UnverifiedCredential parse(String text) throws StatusListException {
        try {
            return UnverifiedCredential.parse(text, MAX_CHARACTERS);
        } catch (CredentialRefusedException malformed) {
            throw new StatusListException(Reason.MALFORMED, malformed);
        }
    }

    private static ObjectNode subject(StatusListType type, CredentialContent content, String url)
            throws StatusListException {
        boolean typed = content.types().size() == 2
                && content.types().containsAll(List.of(CredentialType.VERIFIABLE_CREDENTIAL, type.credentialType()));
        if (!typed || content.subjects().size() != 1) {
            throw new StatusListException(Reason.LIST_TYPE);
        }
        ObjectNode subject = content.subjects().getFirst();
        if (!type.subjectType().equals(subject.path("type").textValue())) {
            throw new StatusListException(Reason.LIST_TYPE);
        }
        if (!content.statuses().isEmpty()) {
            throw new StatusListException(Reason.MALFORMED);
        }
        checkId(content, subject, url);
        return subject;
    }

    /** The id is the address; or, as Nuts nodes have it, a DID URL, and then the id of the subject is the address. */
    private static void checkId(CredentialContent content, ObjectNode subject, String url) throws StatusListException {
        String id = content.id();
        boolean isDidUrl = id != null && id.startsWith("did:");
        boolean named = isDidUrl ? url.equals(subject.path("id").textValue()) : url.equals(id);
        if (!named) {
            throw new StatusListException(Reason.LIST_ID);
        }
    }

    private static void checkValidity(CredentialContent content, Instant now) throws StatusListException {
        if (content.issuedAt().isAfter(now.plus(CredentialVerifier.CLOCK_SKEW))) {
            throw new StatusListException(Reason.LIST_NOT_YET_VALID);
        }
        Instant expiresAt = content.expiresAt();
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            throw new StatusListException(Reason.LIST_EXPIRED);
        }
    }

    private static Set<String> purposes(JsonNode node) throws StatusListException {
        Set<String> purposes = new HashSet<>();
        for (JsonNode purpose : node.isArray() ? node : List.of(node)) {
            if (!purpose.isTextual() || purposes.size() >= MAX_PURPOSES) {
                throw new StatusListException(Reason.MALFORMED);
            }
            purposes.add(purpose.textValue());
        }
        return purposes;
    }
}

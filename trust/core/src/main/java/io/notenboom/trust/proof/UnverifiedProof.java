// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.did.DidUrl;
import io.notenboom.trust.did.VerificationRelationship;
import io.notenboom.trust.proof.ProofRefusedException.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The proof of a document, as it stands there: anybody can have made it.
 *
 * @param purpose what it is for: {@code assertionMethod}, as Nuts nodes say in presentations too, or {@code authentication}
 * @param verificationMethod the key that it says has signed
 * @param created when
 * @param expires until when it holds, null if not said
 * @param domain for whom, null if not said
 * @param nonce against replay, null if not said; challenge and nonce are the same
 * @param json the proof
 */
public record UnverifiedProof(
        VerificationRelationship purpose,
        DidUrl verificationMethod,
        Instant created,
        @Nullable Instant expires,
        @Nullable String domain,
        @Nullable String nonce,
        ObjectNode json) {

    private static final Set<VerificationRelationship> PURPOSES =
            EnumSet.of(VerificationRelationship.ASSERTION_METHOD, VerificationRelationship.AUTHENTICATION);

    /**
     * Reads the one proof of a document: an object, or an array of one.
     *
     * @throws ProofRefusedException with reason MALFORMED or TYPE
     */
    public static UnverifiedProof of(ObjectNode document) throws ProofRefusedException {
        JsonNode node = document.path("proof");
        JsonNode only = node.isArray() && node.size() == 1 ? node.path(0) : node;
        if (!(only instanceof ObjectNode proof)) {
            throw malformed("the document has no proof, or several");
        }
        if (!JsonWebSignature2020.TYPE.equals(proof.path("type").textValue())) {
            throw new ProofRefusedException(Reason.TYPE, "the proof is not a " + JsonWebSignature2020.TYPE);
        }
        VerificationRelationship purpose = Arrays.stream(VerificationRelationship.values())
                .filter(PURPOSES::contains)
                .filter(known ->
                        known.member().equals(proof.path("proofPurpose").textValue()))
                .findFirst()
                .orElseThrow(() -> new ProofRefusedException(
                        Reason.TYPE, "the proof is neither for statements nor to authenticate"));
        DidUrl method = text(proof, "verificationMethod")
                .flatMap(DidUrl::tryParse)
                .orElseThrow(() -> malformed("the proof names no key"));
        Instant created =
                date(proof, "created").orElseThrow(() -> malformed("the proof does not say when it was made"));
        Optional<String> nonce = text(proof, "nonce");
        Optional<String> challenge = text(proof, "challenge");
        if (nonce.isPresent() && challenge.isPresent() && !nonce.equals(challenge)) {
            throw malformed("challenge and nonce of the proof differ");
        }
        return new UnverifiedProof(
                purpose,
                method,
                created,
                date(proof, "expires").orElse(null),
                text(proof, "domain").orElse(null),
                nonce.or(() -> challenge).orElse(null),
                proof);
    }

    /** The {@code jws} member, empty if there is none. */
    String jws() {
        return json.path("jws").asText("");
    }

    private static Optional<String> text(ObjectNode proof, String member) throws ProofRefusedException {
        JsonNode value = proof.get(member);
        if (value != null && !value.isTextual()) {
            throw malformed("the member " + member + " of the proof is not a text");
        }
        return value == null ? Optional.empty() : Optional.ofNullable(value.textValue());
    }

    private static Optional<Instant> date(ObjectNode proof, String member) throws ProofRefusedException {
        Optional<String> text = text(proof, member);
        try {
            return text.map(date -> OffsetDateTime.parse(date).toInstant());
        } catch (DateTimeException odd) {
            throw malformed("the member " + member + " of the proof is not a date and time");
        }
    }

    private static ProofRefusedException malformed(String detail) {
        return new ProofRefusedException(Reason.MALFORMED, detail);
    }

    /** Tells the key only. */
    @Override
    public String toString() {
        return "UnverifiedProof[" + verificationMethod + "]";
    }
}

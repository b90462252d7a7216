// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.introspection;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.signature.SignatureKind;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.OwnKey;
import io.notenboom.auth.subject.OwnSigners;
import io.notenboom.auth.subject.PublicUrl;
import io.notenboom.auth.subject.Subject;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.jose.Jws;
import io.notenboom.trust.json.StrictJson;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Signs introspection answers as JWTs (RFC 9701) with the key of the subject's first DID, and publishes its keys as a JWK set.
 * Safe for use by many threads.
 */
public final class IntrospectionSigner {

    /** The media type of a signed answer. */
    public static final String MEDIA_TYPE = "application/token-introspection+jwt";

    /** It has no end of its own; who asked for it checks it when it comes. */
    private static final Duration LIFE = Duration.ofMinutes(5);

    private static final String TYPE = "token-introspection+jwt";

    private final Subjects subjects;
    private final OwnSigners signers;
    private final PublicUrl publicUrl;
    private final InstantSource clock;

    /** Signs for these subjects. */
    public IntrospectionSigner(Subjects subjects, OwnSigners signers, PublicUrl publicUrl, InstantSource clock) {
        this.subjects = subjects;
        this.signers = signers;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    /**
     * A signed answer.
     *
     * @param subject who gave the token
     * @param receiver who asked, as it is known here
     * @param answer what is told
     * @return the JWT; empty if the subject has no active DID
     */
    public Optional<String> sign(SubjectId subject, String receiver, ObjectNode answer) {
        Optional<OwnDid> own = subjects.find(subject).map(Subject::activeDids).stream()
                .flatMap(dids -> dids.stream())
                .findFirst();
        return own.map(did -> {
            ObjectNode header = StrictJson.newObject()
                    .put("typ", TYPE)
                    .put("kid", did.signingKeyId().toString());
            ObjectNode claims = StrictJson.newObject()
                    .put("iss", publicUrl.issuer(subject))
                    .put("aud", receiver)
                    .put("iat", clock.instant().getEpochSecond());
            claims.set("token_introspection", answer);
            return Jws.sign(
                            header,
                            StrictJson.write(claims),
                            signers.signer(
                                    did,
                                    SignatureKind.INTROSPECTION,
                                    clock.instant().plus(LIFE)))
                    .serialized();
        });
    }

    /** The public keys of a subject that may have signed, as a JWK set (RFC 7517 §5): those that its documents show now. */
    public ObjectNode keys(Subject subject) {
        Instant now = clock.instant();
        ObjectNode set = JsonNodeFactory.instance.objectNode();
        ArrayNode keys = set.putArray("keys");
        for (OwnDid did : subject.activeDids()) {
            for (OwnKey key : did.keys()) {
                if (key.validAt(now)) {
                    Jwk jwk = signers.publicKey(key);
                    keys.add(jwk.json()
                            .put("kid", did.did().withFragment(key.fragment()).toString())
                            .put("use", "sig")
                            .put("alg", jwk.algorithm().joseName()));
                }
            }
        }
        return set;
    }
}

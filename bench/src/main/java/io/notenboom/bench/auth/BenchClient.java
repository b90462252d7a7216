// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.auth;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.bench.load.HttpConnection;
import io.notenboom.trust.credential.CredentialFormat;
import io.notenboom.trust.credential.CredentialIssuer;
import io.notenboom.trust.credential.CredentialRefusedException;
import io.notenboom.trust.credential.CredentialTemplate;
import io.notenboom.trust.credential.CredentialType;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidUrl;
import io.notenboom.trust.did.SelfContainedDidResolver;
import io.notenboom.trust.dpop.DpopProof;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.jsonld.JsonLdException;
import io.notenboom.trust.presentation.PresentationBuilder;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A care organisation with a did:jwk and credentials of the node, which asks for tokens. */
final class BenchClient {

    private static final String JWT_SUBMISSION = submission("jwt_vc", "$.verifiableCredential[0]");
    private static final String LINKED_DATA_SUBMISSION = submission("ldp_vc", "$.verifiableCredential");

    private final Did did;
    private final JwsSigner signer;
    private final PresentationBuilder presentations;
    private final DpopProof proofs;
    private final UnverifiedCredential jwt;
    private final UnverifiedCredential linkedData;

    private BenchClient(Identity identity, UnverifiedCredential jwt, UnverifiedCredential linkedData) {
        this.did = identity.did();
        this.signer = identity.signer();
        this.presentations = new PresentationBuilder(identity.method(), signer);
        this.proofs = new DpopProof(identity.key(), signer);
        this.jwt = jwt;
        this.linkedData = linkedData;
    }

    /** A key and the did:jwk of it. */
    record Identity(Jwk key, Did did, JwsSigner signer) {

        static Identity create() throws GeneralSecurityException {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            Jwk key = Jwk.of(pair.getPublic());
            return new Identity(
                    key,
                    SelfContainedDidResolver.didJwk(key),
                    JwsSigner.inMemory(SignatureAlgorithm.ES256, pair.getPrivate()));
        }

        DidUrl method() {
            return did.withFragment("0");
        }
    }

    /** What a request presents. */
    enum Form {
        /** A JWT with the same JWT credential each time. */
        JWT,
        /** The same, with a DPoP proof. */
        JWT_WITH_PROOF,
        /** A JWT with a JWT credential that was never seen before, of an issuer with a did:jwk, without status. */
        JWT_NEW_CREDENTIAL,
        /** JSON-LD with the same JSON-LD credential each time. */
        LINKED_DATA,
        /** JSON-LD with a JSON-LD credential that was never seen before, of an issuer with a did:jwk, without status. */
        LINKED_DATA_NEW_CREDENTIAL
    }

    /** One to which the node has issued credentials of both forms. */
    static BenchClient create(AuthNode node) throws Exception {
        Identity identity = Identity.create();
        JsonNode jwt = node.issue(identity.did().value(), "jwt_vc");
        JsonNode linkedData = node.issue(identity.did().value(), "ldp_vc");
        return new BenchClient(identity, UnverifiedCredential.parse(jwt), UnverifiedCredential.parse(linkedData));
    }

    /** A new request for a token of this subject. */
    byte[] request(AuthNode node, int subject, Form form) throws JsonLdException, CredentialRefusedException {
        String audience = node.issuer(subject);
        String nonce = UUID.randomUUID().toString();
        Instant now = Instant.now();
        return switch (form) {
            case JWT -> post(subject, "", jwt(audience, nonce, jwt, now), JWT_SUBMISSION);
            case JWT_WITH_PROOF ->
                post(subject, proof(audience, nonce, now), jwt(audience, nonce, jwt, now), JWT_SUBMISSION);
            case JWT_NEW_CREDENTIAL ->
                post(subject, "", jwt(audience, nonce, own(CredentialFormat.JWT_VC, now), now), JWT_SUBMISSION);
            case LINKED_DATA -> post(subject, "", linkedData(audience, nonce, linkedData, now), LINKED_DATA_SUBMISSION);
            case LINKED_DATA_NEW_CREDENTIAL ->
                post(
                        subject,
                        "",
                        linkedData(audience, nonce, own(CredentialFormat.LDP_VC, now), now),
                        LINKED_DATA_SUBMISSION);
        };
    }

    private String jwt(String audience, String nonce, UnverifiedCredential credential, Instant now) {
        return presentations
                .tokenRequest(audience, nonce, List.of(credential), now)
                .serialized();
    }

    private String linkedData(String audience, String nonce, UnverifiedCredential credential, Instant now)
            throws JsonLdException {
        return presentations.linkedDataTokenRequest(audience, nonce, List.of(credential), now);
    }

    private String proof(String audience, String id, Instant now) {
        return "DPoP: "
                + proofs.build("POST", URI.create(audience + "/token"), null, id, now)
                        .serialized()
                + "\r\n";
    }

    /** A credential that it issues to itself. */
    private UnverifiedCredential own(CredentialFormat format, Instant now) throws CredentialRefusedException {
        CredentialTemplate template = new CredentialTemplate(
                did.withFragment(UUID.randomUUID().toString()),
                "NutsOrganizationCredential",
                List.of(CredentialType.NUTS_CONTEXT),
                did,
                AuthNode.organisation(),
                now.plus(Duration.ofDays(1)),
                null);
        return new CredentialIssuer(did.withFragment("0"), signer).issue(format, template, now);
    }

    private byte[] post(int subject, String headers, String assertion, String submission) {
        return HttpConnection.post(
                AuthNode.tokenPath(subject),
                headers,
                "grant_type=vp_token-bearer&client_id=" + encoded(did.value()) + "&scope=" + AuthNode.SCOPE
                        + "&assertion=" + encoded(assertion) + "&presentation_submission=" + encoded(submission));
    }

    private static String submission(String format, String path) {
        return "{\"id\":\"s\",\"definition_id\":\"pd_bench\",\"descriptor_map\":[{\"id\":\"organisation\",\"format\":\""
                + format + "\",\"path\":\"" + path + "\"}]}";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

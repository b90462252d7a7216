// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.didweb.DidWebResolver;
import io.notenboom.auth.fakes.TestNode;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.custody.CustodianSigner;
import io.notenboom.trust.credential.Credential;
import io.notenboom.trust.credential.CredentialRefusedException;
import io.notenboom.trust.credential.CredentialStatusChecker;
import io.notenboom.trust.credential.CredentialType;
import io.notenboom.trust.credential.CredentialVerifier;
import io.notenboom.trust.credential.SelfAttestedCredential;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.did.DelegatingDidResolver;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidResolutionException;
import io.notenboom.trust.did.DidResolver;
import io.notenboom.trust.jose.Jws;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.presentation.PresentationVerifier;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** A node with two care organisations, a discovery service, and presentations that keep or break its rules. */
public final class DiscoveryScene {

    /** Id of the service. */
    public static final String SERVICE = "care-services";

    /** Its definition: an organisation and where its authorization server is; valid for an hour. */
    public static final String DEFINITION = """
            {"id":"care-services","did_methods":["web"],"endpoint":"https://directory.example/discovery/care-services",
             "presentation_max_validity":3600,
             "presentation_definition":{"id":"pd_care","format":{"jwt_vc":{"alg":["ES256"]},"jwt_vp":{"alg":["ES256"]},
                 "ldp_vc":{"proof_type":["JsonWebSignature2020"]}},
               "input_descriptors":[
                 {"id":"organisation","constraints":{"fields":[
                   {"path":["$.type"],"filter":{"type":"string","const":"NutsOrganizationCredential"}},
                   {"path":["$.issuer"],"filter":{"type":"string","pattern":"^did:web:.*$"}},
                   {"id":"organization_name","path":["$.credentialSubject.organization.name","$.credentialSubject[0].organization.name"],
                    "filter":{"type":"string"}}]}},
                 {"id":"registration","constraints":{"fields":[
                   {"path":["$.type"],"filter":{"type":"string","const":"DiscoveryRegistrationCredential"}},
                   {"id":"auth_server_url","path":["$.credentialSubject.authServerURL"],"filter":{"type":"string"}}]}}]}}
            """;

    /** The node. */
    public final TestNode node = new TestNode();

    /** Resolves its DIDs. */
    public final DidResolver resolver = new DelegatingDidResolver(
            Map.of("web", new DidWebResolver(node.subjects, node.publicUrl, DiscoveryScene::unreachable, node.clock)));

    /** The state of every status list entry. */
    public CredentialStatusChecker.Outcome status = CredentialStatusChecker.Outcome.VALID;

    /** Verifies presentations. */
    public final PresentationVerifier verifier = new PresentationVerifier(
            resolver,
            SignatureAlgorithm.all(),
            new CredentialVerifier(resolver, SignatureAlgorithm.all(), (entry, by, at) -> status));

    /** The rules. */
    public final RegistrationRules rules = new RegistrationRules(verifier);

    /** The service. */
    public final ServiceDefinition service = new ServiceDefinitionReader(false).read(DEFINITION);

    /** A care organisation. */
    public final OwnDid west = own("west");

    /** Another one. */
    public final OwnDid south = own("south");

    private OwnDid own(String subject) {
        Did did = node.subject(subject);
        return node.subjects.activeDid(did).orElseThrow();
    }

    /** Now. */
    public Instant now() {
        return node.clock.instant();
    }

    /** Credentials that the service asks for. */
    public List<Credential> credentials(OwnDid holder) throws CredentialRefusedException {
        return List.of(organisation(holder), registration(holder));
    }

    /** An organisation's credential, for 30 days. */
    public Credential organisation(OwnDid holder) throws CredentialRefusedException {
        return UnverifiedCredential.parse(node.issue(
                south.did(),
                holder.did(),
                CredentialType.NUTS_ORGANIZATION,
                "{\"organization\":{\"name\":\"Zorg\",\"city\":\"Dorp\"}}"));
    }

    /** What a holder says about where its authorization server is. */
    public Credential registration(OwnDid holder) throws CredentialRefusedException {
        return SelfAttestedCredential.of(
                UUID.randomUUID().toString(),
                holder.did(),
                CredentialType.DISCOVERY_REGISTRATION,
                StrictJson.newObject().put("authServerURL", "https://node.example:8443/oauth2/west"),
                now());
    }

    /** Loads an organisation's credential into the wallet of a subject. */
    public void give(String subject, OwnDid holder) throws CredentialRefusedException {
        node.load(subject, organisation(holder).text());
    }

    /** A good presentation. */
    public String presentation(OwnDid holder) throws CredentialRefusedException {
        return presentation(holder, credentials(holder), claims -> {});
    }

    /** A presentation that was good before it was changed; it is signed after that. */
    public String presentation(OwnDid holder, List<Credential> credentials, Consumer<ObjectNode> change) {
        ObjectNode claims = claims(holder);
        ArrayNode array = claims.withObject("/vp").putArray("verifiableCredential");
        credentials.forEach(credential -> array.add(credential.original()));
        change.accept(claims);
        return sign(holder, claims);
    }

    /** A retraction of the presentation with this id. */
    public String retraction(OwnDid holder, String id, Consumer<ObjectNode> change) {
        ObjectNode claims = claims(holder);
        ((ArrayNode) claims.path("vp").path("type")).add("RetractedVerifiablePresentation");
        claims.put("retract_jti", id);
        change.accept(claims);
        return sign(holder, claims);
    }

    private ObjectNode claims(OwnDid holder) {
        String did = holder.did().value();
        ObjectNode claims = StrictJson.newObject()
                .put("iss", did)
                .put("sub", did)
                .put("jti", did + "#" + UUID.randomUUID())
                .put("nbf", now().getEpochSecond())
                .put("exp", now().plus(Duration.ofMinutes(30)).getEpochSecond());
        claims.putArray("aud").add(SERVICE);
        ObjectNode vp = claims.putObject("vp");
        vp.putArray("@context").add(CredentialType.VC_CONTEXT);
        vp.putArray("type").add("VerifiablePresentation");
        return claims;
    }

    private String sign(OwnDid holder, ObjectNode claims) {
        return Jws.sign(
                        Map.of("typ", "JWT", "kid", holder.signingKeyId().toString()),
                        StrictJson.write(claims),
                        CustodianSigner.of(node.custodian, holder.signingKey().keyId(), KeyPurpose.DID))
                .serialized();
    }

    /** The subject of an organisation. */
    public static SubjectId subject(String name) {
        return new SubjectId(name);
    }

    private static byte[] unreachable(URI url) throws DidResolutionException {
        throw new DidResolutionException(DidResolutionException.Reason.UNAVAILABLE);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.fakes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.token.AccessToken;
import io.notenboom.auth.token.OAuthError;
import io.notenboom.auth.token.TokenOutcome;
import io.notenboom.auth.trusted.IssuerTrust;
import io.notenboom.custody.CustodianSigner;
import io.notenboom.trust.credential.CredentialRefusedException;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.jose.Jws;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.key.KeyPurpose;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Subject a gives tokens, b holds credentials of a; requests of b that differ from a good one in one thing. */
public final class TokenScene {

    /** The scope that is asked for. */
    public static final String SCOPE = "eOverdracht-receiver";

    /** Issuer URL of the subject that is asked. */
    public static final String AUDIENCE = "https://node.example:8443/oauth2/a";

    /** The node. */
    public final TestNode node;

    /** DID of a. */
    public final Did issuer;

    /** DID of b. */
    public final Did holder;

    /** DID of c, which holds nothing. */
    public final Did stranger;

    private final AtomicInteger nonces = new AtomicInteger();

    /** Types without a list of trusted issuers are up to the definition. */
    public TokenScene() {
        this(IssuerTrust.Unlisted.DEFINITION);
    }

    /** Types without a list of trusted issuers are dealt with as given. */
    public TokenScene(IssuerTrust.Unlisted unlisted) {
        node = new TestNode(unlisted);
        issuer = node.subject("a");
        holder = node.subject("b");
        stranger = node.subject("c");
        try {
            node.giveCredentials(issuer, holder, "b");
        } catch (CredentialRefusedException refused) {
            throw new AssertionError(refused);
        }
    }

    /** What b holds, the credential of the organisation first. */
    public List<UnverifiedCredential> held() {
        return node.wallets.usable(new SubjectId("b"), holder);
    }

    /** Claims of a good presentation of b, with a nonce of its own. */
    public ObjectNode claims() {
        long notBefore = node.clock.instant().getEpochSecond() - 1;
        ObjectNode claims = StrictJson.newObject()
                .put("iss", holder.value())
                .put("sub", holder.value())
                .put("aud", AUDIENCE)
                .put("nonce", "nonce-" + nonces.incrementAndGet())
                .put("jti", holder.value() + "#" + nonces.get())
                .put("nbf", notBefore)
                .put("iat", notBefore)
                .put("exp", notBefore + 5);
        ObjectNode vp = claims.putObject("vp");
        vp.putArray("@context").add("https://www.w3.org/2018/credentials/v1");
        vp.putArray("type").add("VerifiablePresentation");
        ArrayNode credentials = vp.putArray("verifiableCredential");
        held().stream()
                .sorted((one, other) -> one.content().types().contains("NutsOrganizationCredential") ? -1 : 1)
                .forEach(credential -> credentials.add(credential.text()));
        return claims;
    }

    /** A good form. */
    public Map<String, String> form() {
        return form(claims -> {});
    }

    /** A form whose presentation says something else. */
    public Map<String, String> form(Consumer<ObjectNode> change) {
        ObjectNode claims = claims();
        change.accept(claims);
        return form(header(), claims, signer(holder));
    }

    /** A form with a presentation of this header and these claims, signed with this key. */
    public Map<String, String> form(Map<String, Object> header, ObjectNode claims, JwsSigner signer) {
        return with(Jws.sign(header, StrictJson.write(claims), signer).serialized());
    }

    /** A form with this presentation. */
    public Map<String, String> with(String assertion) {
        ObjectNode submission = StrictJson.newObject().put("id", "s").put("definition_id", "pd_receiver");
        ArrayNode map = submission.putArray("descriptor_map");
        int index = 0;
        for (String descriptor : List.of("organisation", "participant")) {
            map.addObject()
                    .put("id", descriptor)
                    .put("format", "jwt_vc")
                    .put("path", "$.verifiableCredential[" + index++ + "]");
        }
        return new HashMap<>(Map.of(
                "grant_type",
                "vp_token-bearer",
                "client_id",
                "https://node.example:8443/oauth2/b",
                "scope",
                SCOPE,
                "assertion",
                assertion,
                "presentation_submission",
                submission.toString()));
    }

    /** The header of a presentation of b. */
    public Map<String, Object> header() {
        return new LinkedHashMap<>(Map.of("typ", "JWT", "kid", kid(holder)));
    }

    /** Id of the key of a subject of the node. */
    public String kid(Did did) {
        return own(did).signingKeyId().toString();
    }

    /** Signs with the key of a subject of the node. */
    public JwsSigner signer(Did did) {
        return CustodianSigner.of(node.custodian, own(did).signingKey().keyId(), KeyPurpose.DID);
    }

    private OwnDid own(Did did) {
        return node.subjects.activeDid(did).orElseThrow();
    }

    /** Sends a form to a. */
    public TokenOutcome send(Map<String, String> form) {
        return node.send("a", form, null);
    }

    /** Sends a form that gets a token. */
    public AccessToken granted(Map<String, String> form) {
        TokenOutcome outcome = send(form);
        assertThat(outcome).isInstanceOf(TokenOutcome.Issued.class);
        return ((TokenOutcome.Issued) outcome).details();
    }

    /** Sends a form that is refused. */
    public OAuthError refused(Map<String, String> form) {
        TokenOutcome outcome = send(form);
        assertThat(outcome).isInstanceOf(TokenOutcome.Refused.class);
        return ((TokenOutcome.Refused) outcome).error();
    }

    /** Sends a form that is refused as a bad request, for this reason. */
    public void assertRefused(Map<String, String> form, String reason) {
        OAuthError error = refused(form);
        assertThat(error.code()).isEqualTo(OAuthError.Code.INVALID_REQUEST);
        assertThat(error.description()).contains(reason);
    }
}

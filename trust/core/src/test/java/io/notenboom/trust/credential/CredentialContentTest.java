// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.jose.Jws;
import io.notenboom.trust.json.StrictJson;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in a credential: its form, its claims and the limits of the input. */
class CredentialContentTest extends CredentialScene {

    @Test
    void issuedFormIsThatOfNutsNodes() throws CredentialRefusedException {
        ObjectNode claims = json(issued().split("\\.")[1]);
        assertThat(claims.path("nbf")).isEqualTo(claims.path("iat"));
        assertThat(claims.path("vc").path("credentialSubject").isArray()).isTrue();
        assertThat(claims.path("vc").path("type").get(0).asText()).isEqualTo("NutsOrganizationCredential");
        assertThat(claims.path("vc").path("@context").get(0).asText()).isEqualTo(CredentialType.VC_CONTEXT);
        assertThat(claims.path("sub").asText()).isEqualTo(holder.did().value());
        assertThat(json(issued().split("\\.")[0]).path("typ").asText()).isEqualTo("JWT");
    }

    @Test
    void viewHasArraysAndOnlyKnownMembers() throws CredentialRefusedException {
        String changed = changed(header -> {}, claims -> ((ObjectNode) claims.path("vc"))
                .put("secretMember", "x")
                .set(
                        "credentialSubject",
                        claims.path("vc").path("credentialSubject").get(0)));
        UnverifiedCredential credential = UnverifiedCredential.parse(changed);
        assertThat(credential.view().path("credentialSubject").isArray()).isTrue();
        assertThat(credential.view().path("credentialSubject").get(0).path("id").asText())
                .isEqualTo(holder.did().value());
        assertThat(credential.view().has("secretMember")).isFalse();
        assertThat(credential.view().path("issuer").asText())
                .isEqualTo(issuer.did().value());
    }

    @Test
    void subOverridesSubjectId() throws CredentialRefusedException {
        String changed =
                changed(header -> {}, claims -> claims.put("sub", stranger.did().value()));
        assertThat(verifier.verify(UnverifiedCredential.parse(changed), NOW).subject())
                .isEqualTo(stranger.did());
    }

    @Test
    void acceptsStringsInsteadOfArrays() throws CredentialRefusedException {
        Party self = Party.jwk();
        ObjectNode claims = json(issued().split("\\.")[1]);
        claims.put("iss", self.did().value());
        claims.remove("iat");
        ObjectNode vc = (ObjectNode) claims.path("vc");
        vc.put("@context", CredentialType.VC_CONTEXT).put("type", "VerifiableCredential");
        vc.set("credentialSubject", StrictJson.newObject().put("a", 1));
        String jwt = Jws.sign(StrictJson.newObject(), StrictJson.write(claims), self.signer())
                .serialized();
        assertThat(verifier.verify(UnverifiedCredential.parse(jwt), NOW).issuer())
                .isEqualTo(self.did());
    }

    @Test
    void eOverdrachtCredential() throws CredentialRefusedException {
        String jwt = issue(eOverdracht("receiver", "4.0", "2026-05-01"));
        assertThat(verifier.verify(UnverifiedCredential.parse(jwt), NOW)
                        .content()
                        .specificType())
                .contains(CredentialType.E_OVERDRACHT);
    }

    @Test
    void eOverdrachtCredentialWithWrongClaims() {
        for (ObjectNode claims : List.of(
                eOverdrachtClaims("reader", "4.0", "2026-05-01"),
                eOverdrachtClaims("receiver", "four", "2026-05-01"),
                eOverdrachtClaims("receiver", "4.0", "1 May"),
                StrictJson.newObject())) {
            CredentialTemplate template = template("EOverdrachtCredential", claims);
            assertThatExceptionOfType(CredentialRefusedException.class)
                    .isThrownBy(() -> issue(template))
                    .extracting(CredentialRefusedException::reason)
                    .isEqualTo(CredentialRefusal.CLAIMS);
        }
    }

    @Test
    void organizationNeedsNameAndCity() throws CredentialRefusedException {
        for (String member : List.of("name", "city")) {
            assertRefused(
                    changed(header -> {}, claims -> ((ObjectNode) organization(claims)).remove(member)),
                    CredentialRefusal.CLAIMS);
            assertRefused(
                    changed(header -> {}, claims -> ((ObjectNode) organization(claims)).put(member, " ")),
                    CredentialRefusal.CLAIMS);
        }
    }

    @Test
    void organizationNeedsOneSubject() throws CredentialRefusedException {
        assertRefused(
                changed(header -> {}, claims -> ((ArrayNode) claims.path("vc").path("credentialSubject")).addObject()),
                CredentialRefusal.CLAIMS);
    }

    @Test
    void organizationNeedsNutsContext() throws CredentialRefusedException {
        assertRefused(
                changed(header -> {}, claims -> ((ObjectNode) claims.path("vc"))
                        .putArray("@context")
                        .add(CredentialType.VC_CONTEXT)),
                CredentialRefusal.CONTEXT);
    }

    @Test
    void idMustBeOfIssuer() throws CredentialRefusedException {
        assertRefused(
                changed(header -> {}, claims -> claims.put("jti", stranger.did() + "#1")),
                CredentialRefusal.ID_NOT_OF_ISSUER);
        assertRefused(changed(header -> {}, claims -> claims.remove("jti")), CredentialRefusal.INCOMPLETE);
    }

    @Test
    void typesMustBeOneBesideVerifiableCredential() throws CredentialRefusedException {
        assertRefused(
                changed(header -> {}, claims -> ((ObjectNode) claims.path("vc"))
                        .putArray("type")
                        .add("NutsOrganizationCredential")),
                CredentialRefusal.TYPES);
        assertRefused(
                changed(header -> {}, claims -> ((ObjectNode) claims.path("vc"))
                        .putArray("type")
                        .add("VerifiableCredential")
                        .add("A")
                        .add("B")),
                CredentialRefusal.TYPES);
    }

    @Test
    void missingIssuanceDate() throws CredentialRefusedException {
        String jwt = changed(header -> {}, claims -> claims.remove(List.of("nbf", "iat")));
        assertMalformed(jwt, CredentialRefusal.INCOMPLETE);
    }

    @Test
    void malformedStatusEntry() throws CredentialRefusedException {
        assertMalformed(
                changed(header -> {}, claims -> ((ObjectNode) claims.path("vc"))
                        .putObject("credentialStatus")
                        .put("id", "x")),
                CredentialRefusal.STATUS_MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b.c", "{}", "{\"a\":1,\"a\":2}", "[]", "null"})
    void garbage(String text) {
        assertThatExceptionOfType(CredentialRefusedException.class).isThrownBy(() -> UnverifiedCredential.parse(text));
    }

    @Test
    void hugeDeepAndDuplicateInput() throws CredentialRefusedException {
        assertMalformed("x".repeat(UnverifiedCredential.MAX_LENGTH + 1), CredentialRefusal.MALFORMED);
        assertMalformed(raw("{\"vc\":" + "[".repeat(80) + "]".repeat(80) + "}"), CredentialRefusal.MALFORMED);
        assertMalformed(
                raw("{\"iss\":\"did:web:a.example\",\"iss\":\"did:web:b.example\"}"), CredentialRefusal.MALFORMED);
        assertMalformed(changed(header -> {}, claims -> claims.put("nbf", 1e300)), CredentialRefusal.MALFORMED);
        assertMalformed(changed(header -> {}, claims -> claims.put("exp", "tomorrow")), CredentialRefusal.MALFORMED);
        assertMalformed(
                changed(header -> {}, claims -> claims.put("iss", "https://a.example")), CredentialRefusal.INCOMPLETE);
    }

    @Test
    void templateMustExpireOrHaveStatus() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CredentialTemplate(
                        issuer.did().withFragment("1"),
                        "T",
                        List.of(),
                        holder.did(),
                        StrictJson.newObject(),
                        null,
                        null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> template("T", StrictJson.newObject().put("id", "x")));
        assertThatIllegalArgumentException().isThrownBy(() -> new CredentialIssuer(stranger.method(), stranger.signer())
                .issue(CredentialFormat.JWT_VC, template("T", StrictJson.newObject()), NOW));
    }

    private CredentialTemplate eOverdracht(String role, String version, String date) {
        return template("EOverdrachtCredential", eOverdrachtClaims(role, version, date));
    }

    private static ObjectNode eOverdrachtClaims(String role, String version, String date) {
        ObjectNode claims = StrictJson.newObject();
        claims.putObject("eOverdracht")
                .put("role", role)
                .put("version", version)
                .put("auditDate", date);
        return claims;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.presentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.credential.Credential;
import io.notenboom.trust.credential.CredentialFormat;
import io.notenboom.trust.credential.CredentialIssuer;
import io.notenboom.trust.credential.CredentialRefusal;
import io.notenboom.trust.credential.CredentialRefusedException;
import io.notenboom.trust.credential.CredentialStatusChecker;
import io.notenboom.trust.credential.CredentialTemplate;
import io.notenboom.trust.credential.CredentialType;
import io.notenboom.trust.credential.CredentialVerifier;
import io.notenboom.trust.credential.Party;
import io.notenboom.trust.credential.SelfAttestedCredential;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.did.DidResolver;
import io.notenboom.trust.jose.Base64Url;
import io.notenboom.trust.jose.Jws;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.json.StrictJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresentationVerifierTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Set<SignatureAlgorithm> ALL = EnumSet.complementOf(EnumSet.of(SignatureAlgorithm.RS256));
    private static final String AUDIENCE = "https://node-a.example/oauth2/a";
    private static final PresentationExpectation EXPECTATION = PresentationExpectation.tokenRequest(AUDIENCE);

    private final Party issuer = Party.web("register");
    private final Party holder = Party.web("holder");
    private final Party stranger = Party.web("stranger");
    private final DidResolver resolver = Party.resolver(issuer, holder, stranger);
    private final PresentationVerifier verifier = new PresentationVerifier(
            resolver, ALL, new CredentialVerifier(resolver, ALL, CredentialStatusChecker.knowingNone()));

    @Test
    void acceptsWhatTheBuilderMakes() throws Exception {
        VerifiedPresentation verified = verifier.verify(UnverifiedPresentation.parse(presentation()), EXPECTATION, NOW);
        assertThat(verified.holder()).isEqualTo(holder.did());
        assertThat(verified.signingMethod()).isEqualTo(holder.method());
        assertThat(verified.nonce()).contains("nonce-1");
        assertThat(verified.id()).contains(holder.did() + "#nonce-1");
        assertThat(verified.credentials()).hasSize(2);
        assertThat(verified.credentials().get(1).selfAttested()).isTrue();
        assertThat(verified.expiresAt()).isEqualTo(NOW.plusSeconds(4));
        assertThat(verified.original()).isEqualTo(presentation());
    }

    @Test
    @DisplayName("wallet: JWT presentation that both versions accept")
    void builderMakesTheFormThatAllNutsNodesAccept() throws Exception {
        ObjectNode claims = json(presentation().split("\\.")[1]);
        String did = holder.did().value();
        assertThat(claims.path("iss").asText()).isEqualTo(did);
        assertThat(claims.path("sub").asText()).isEqualTo(did);
        assertThat(claims.path("vp").path("holder").asText()).isEqualTo(did);
        assertThat(claims.path("nbf")).isEqualTo(claims.path("iat"));
        assertThat(claims.path("nbf").asLong()).isEqualTo(NOW.getEpochSecond() - 1);
        assertThat(claims.path("exp").asLong()).isEqualTo(NOW.getEpochSecond() + 4);
        assertThat(claims.path("vp").path("type").isArray()).isTrue();
        assertThat(claims.path("vp").path("verifiableCredential").isArray()).isTrue();
        assertThat(claims.path("aud").asText()).isEqualTo(AUDIENCE);
    }

    @Test
    @DisplayName("accepts the v6.2.10 form: no iss, no iat, one type, one credential")
    void acceptsDeployedFormWithoutIssAndIat() throws Exception {
        String jwt = changed(header -> {}, claims -> {
            claims.remove(List.of("iss", "iat"));
            claims.putArray("aud").add(AUDIENCE);
            ObjectNode vp = (ObjectNode) claims.path("vp");
            vp.put("type", "VerifiablePresentation");
            vp.set("verifiableCredential", vp.path("verifiableCredential").get(0));
        });
        VerifiedPresentation verified = verifier.verify(UnverifiedPresentation.parse(jwt), EXPECTATION, NOW);
        assertThat(verified.credentials()).hasSize(1);
        assertThat(verified.presented().credentialsInArray()).isFalse();
    }

    @Test
    @DisplayName("accepts the form of the next version")
    void acceptsNextFormWithoutHolder() throws Exception {
        String jwt = changed(header -> {}, claims -> ((ObjectNode) claims.path("vp")).remove("holder"));
        assertThat(verifier.verify(UnverifiedPresentation.parse(jwt), EXPECTATION, NOW)
                        .holder())
                .isEqualTo(holder.did());
    }

    @Test
    void iatTakesThePlaceOfNbf() throws Exception {
        String jwt = changed(header -> {}, claims -> claims.remove("nbf"));
        assertThat(verifier.verify(UnverifiedPresentation.parse(jwt), EXPECTATION, NOW)
                        .holder())
                .isEqualTo(holder.did());
    }

    @Test
    void validForSixSeconds() throws Exception {
        assertRefused(
                changed(
                        header -> {},
                        claims -> claims.put("exp", claims.path("nbf").asLong() + 6)),
                PresentationRefusal.VALID_TOO_LONG);
        assertRefused(
                changed(
                        header -> {},
                        claims -> claims.put("exp", claims.path("nbf").asLong() + 5.5)),
                PresentationRefusal.VALID_TOO_LONG);
    }

    @Test
    void missingTimes() throws Exception {
        assertRefused(changed(header -> {}, claims -> claims.remove("exp")), PresentationRefusal.VALIDITY_MISSING);
        assertRefused(
                changed(header -> {}, claims -> claims.remove(List.of("nbf", "iat"))),
                PresentationRefusal.VALIDITY_MISSING);
    }

    @Test
    void skewIsFiveSecondsOnBothSides() throws Exception {
        UnverifiedPresentation presentation = UnverifiedPresentation.parse(presentation());
        assertThat(verifier.verify(presentation, EXPECTATION, NOW.plusSeconds(8))
                        .holder())
                .isEqualTo(holder.did());
        assertThat(verifier.verify(presentation, EXPECTATION, NOW.minusSeconds(6))
                        .holder())
                .isEqualTo(holder.did());
        assertRefused(presentation(), NOW.plusSeconds(9), PresentationRefusal.EXPIRED);
        assertRefused(presentation(), NOW.minusSeconds(7), PresentationRefusal.NOT_YET_VALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://node-a.example/oauth2/b",
                "https://node-a.example/oauth2/a/",
                "https://NODE-A.example/oauth2/a",
                "https://node-a.example/oauth2/a/token",
                ""
            })
    void otherAudience(String audience) throws Exception {
        assertRefused(changed(header -> {}, claims -> claims.put("aud", audience)), PresentationRefusal.AUDIENCE);
    }

    @Test
    void missingAudience() throws Exception {
        assertRefused(changed(header -> {}, claims -> claims.remove("aud")), PresentationRefusal.AUDIENCE);
    }

    @Test
    void missingOrStrangeNonce() throws Exception {
        assertRefused(changed(header -> {}, claims -> claims.remove("nonce")), PresentationRefusal.NONCE);
        assertRefused(changed(header -> {}, claims -> claims.put("nonce", "")), PresentationRefusal.NONCE);
        assertRefused(changed(header -> {}, claims -> claims.put("nonce", "x".repeat(257))), PresentationRefusal.NONCE);
        assertMalformed(changed(header -> {}, claims -> claims.put("nonce", 5)), PresentationRefusal.MALFORMED);
    }

    @Test
    void nonceIsOptionalWhereNotRequired() throws Exception {
        String jwt = changed(header -> {}, claims -> claims.remove("nonce"));
        PresentationExpectation relaxed = new PresentationExpectation(AUDIENCE, Duration.ofSeconds(5), false);
        assertThat(verifier.verify(UnverifiedPresentation.parse(jwt), relaxed, NOW)
                        .nonce())
                .isEmpty();
    }

    @Test
    void holderOfAnotherDid() throws Exception {
        String other = stranger.did().value();
        assertRefused(changed(header -> {}, claims -> claims.put("iss", other)), PresentationRefusal.HOLDER);
        assertRefused(changed(header -> {}, claims -> claims.put("sub", other)), PresentationRefusal.HOLDER);
        assertRefused(
                changed(header -> {}, claims -> ((ObjectNode) claims.path("vp")).put("holder", other)),
                PresentationRefusal.HOLDER);
        assertRefused(
                changed(header -> header.put("kid", stranger.method().toString()), claims -> {}, stranger),
                PresentationRefusal.HOLDER);
    }

    @Test
    void missingKidIsRefused() throws Exception {
        assertRefused(changed(header -> header.remove("kid"), claims -> {}), PresentationRefusal.HOLDER);
    }

    @Test
    @DisplayName("same subject = signer for all used VCs")
    void strangerPresentsCredentialsOfTheHolder() throws Exception {
        String jwt = new PresentationBuilder(stranger.method(), stranger.signer())
                .tokenRequest(AUDIENCE, "n", List.of(organization()), NOW)
                .serialized();
        assertRefused(jwt, PresentationRefusal.NOT_SUBJECT);
    }

    @Test
    void signatureOfAnotherKeyOrChangedPayload() throws Exception {
        assertRefused(changed(header -> {}, claims -> {}, stranger), PresentationRefusal.SIGNATURE);
        String[] parts = presentation().split("\\.");
        ObjectNode claims = json(parts[1]).put("nonce", "other");
        assertRefused(
                parts[0] + "." + Base64Url.encode(claims.toString()) + "." + parts[2], PresentationRefusal.SIGNATURE);
    }

    @Test
    @DisplayName("verification method listed in the relationship used")
    void keyThatTheDocumentDoesNotList() throws Exception {
        assertRefused(
                changed(header -> header.put("kid", holder.did() + "#other"), claims -> {}),
                PresentationRefusal.KEY_NOT_ALLOWED);
    }

    @Test
    void holderThatCannotBeResolved() throws Exception {
        Party unknown = Party.web("unknown");
        String jwt = new PresentationBuilder(unknown.method(), unknown.signer())
                .tokenRequest(AUDIENCE, "n", List.of(), NOW)
                .serialized();
        assertRefused(jwt, PresentationRefusal.HOLDER_NOT_RESOLVED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "HS256", "RS256"})
    void algorithmNotAccepted(String algorithm) throws Exception {
        String[] parts = presentation().split("\\.");
        ObjectNode header = json(parts[0]).put("alg", algorithm);
        assertRefused(
                Base64Url.encode(header.toString()) + "." + parts[1] + "." + parts[2],
                PresentationRefusal.ALGORITHM_NOT_ACCEPTED);
    }

    @Test
    void dpopProofIsNoPresentation() throws Exception {
        assertRefused(changed(header -> header.put("typ", "dpop+jwt"), claims -> {}), PresentationRefusal.MALFORMED);
    }

    @Test
    void credentialThatIsNotAcceptedSaysWhy() throws Exception {
        String jwt = changed(header -> {}, claims -> {
            ArrayNode credentials = (ArrayNode) claims.path("vp").path("verifiableCredential");
            String credential = credentials.get(0).asText();
            credentials.set(0, credential.substring(0, credential.length() - 8) + "AAAAAAAA");
        });
        UnverifiedPresentation presentation = UnverifiedPresentation.parse(jwt);
        assertThatExceptionOfType(PresentationRefusedException.class)
                .isThrownBy(() -> verifier.verify(presentation, EXPECTATION, NOW))
                .satisfies(refused -> {
                    assertThat(refused.reason()).isEqualTo(PresentationRefusal.CREDENTIAL);
                    assertThat(refused.credentialReason()).contains(CredentialRefusal.SIGNATURE);
                });
    }

    @Test
    void severalPresentationsOfOneHolder() throws Exception {
        String one = StrictJson.newObject()
                .arrayNode()
                .add(presentation())
                .add(presentation())
                .toString();
        VerifiedPresentations verified = verifier.verify(PresentationEnvelope.parse(one), EXPECTATION, NOW);
        assertThat(verified.holder()).isEqualTo(holder.did());
        assertThat(verified.credentials()).hasSize(4);
        assertThat(verified.presented().inArray()).isTrue();
    }

    @Test
    @DisplayName("same signer for all VPs")
    void severalPresentationsOfTwoHolders() throws Exception {
        String other = new PresentationBuilder(stranger.method(), stranger.signer())
                .tokenRequest(AUDIENCE, "n", List.of(), NOW)
                .serialized();
        String two = StrictJson.newObject()
                .arrayNode()
                .add(presentation())
                .add(other)
                .toString();
        PresentationEnvelope envelope = PresentationEnvelope.parse(two);
        assertThatExceptionOfType(PresentationRefusedException.class)
                .isThrownBy(() -> verifier.verify(envelope, EXPECTATION, NOW))
                .extracting(PresentationRefusedException::reason)
                .isEqualTo(PresentationRefusal.SEVERAL_HOLDERS);
    }

    @Test
    void tooManyPresentationsOrCredentials() throws Exception {
        ArrayNode five = StrictJson.newObject().arrayNode();
        for (int index = 0; index < 5; index++) {
            five.add("a.b.c");
        }
        assertThatExceptionOfType(PresentationRefusedException.class)
                .isThrownBy(() -> PresentationEnvelope.parse(five.toString()))
                .extracting(PresentationRefusedException::reason)
                .isEqualTo(PresentationRefusal.TOO_MANY);
        String jwt = changed(header -> {}, claims -> {
            ArrayNode credentials = (ArrayNode) claims.path("vp").path("verifiableCredential");
            while (credentials.size() < 21) {
                credentials.add(credentials.get(0));
            }
        });
        assertMalformed(jwt, PresentationRefusal.TOO_MANY);
        List<Credential> many = Collections.nCopies(21, organization());
        assertThatIllegalArgumentException().isThrownBy(() -> new PresentationBuilder(holder.method(), holder.signer())
                .tokenRequest(AUDIENCE, "n", many, NOW));
    }

    @Test
    void jsonWithoutAProof() {
        assertMalformed("{\"type\":\"VerifiablePresentation\"}", PresentationRefusal.FORMAT_NOT_ACCEPTED);
    }

    @Test
    @DisplayName("LD proof: created, expires, domain, nonce, purpose")
    void linkedDataPresentation() throws Exception {
        String json = linkedData(organization(CredentialFormat.LDP_VC), employee());
        VerifiedPresentation verified = verifier.verify(UnverifiedPresentation.parse(json), EXPECTATION, NOW);
        assertThat(verified.holder()).isEqualTo(holder.did());
        assertThat(verified.nonce()).contains("nonce-2");
        assertThat(verified.credentials()).hasSize(2);
        assertThat(StrictJson.parse(verified.original(), 100_000)).isEqualTo(StrictJson.parse(json, 100_000));
        assertRefused(json.replace("nonce-2", "nonce-3"), PresentationRefusal.SIGNATURE);
        assertRefused(json.replace("node-a.example", "node-b.example"), PresentationRefusal.AUDIENCE);
        assertRefused(json.replace("Caretown", "Elsewhere"), PresentationRefusal.SIGNATURE);
        assertRefused(json.replace("\"city\"", "\"ura\":\"1\",\"city\""), PresentationRefusal.LINKED_DATA);
    }

    @Test
    void linkedDataPresentationWithAJwt() throws Exception {
        String one = linkedData(organization(CredentialFormat.LDP_VC));
        assertThat(StrictJson.parseObject(one, 100_000)
                        .path("verifiableCredential")
                        .isObject())
                .isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> linkedData(organization()));
        ObjectNode mixed = StrictJson.parseObject(one, 100_000);
        mixed.set("verifiableCredential", organization().original());
        assertRefused(mixed.toString(), PresentationRefusal.JWT_NOT_COVERED);
    }

    private String linkedData(Credential... credentials) throws Exception {
        return new PresentationBuilder(holder.method(), holder.signer())
                .linkedDataTokenRequest(AUDIENCE, "nonce-2", List.of(credentials), NOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "[]", "[1]", "[{}", "a.b.c", "{\"a\":1,\"a\":2}"})
    void garbage(String text) {
        assertThatExceptionOfType(PresentationRefusedException.class)
                .isThrownBy(() -> PresentationEnvelope.parse(text))
                .extracting(PresentationRefusedException::reason)
                .isEqualTo(PresentationRefusal.MALFORMED);
    }

    @Test
    void hugeInput() {
        assertMalformed("x".repeat(UnverifiedPresentation.MAX_LENGTH + 1), PresentationRefusal.MALFORMED);
    }

    private String built = "";

    private String presentation() throws CredentialRefusedException {
        if (built.isEmpty()) {
            built = new PresentationBuilder(holder.method(), holder.signer())
                    .tokenRequest(AUDIENCE, "nonce-1", List.of(organization(), employee()), NOW)
                    .serialized();
        }
        return built;
    }

    private UnverifiedCredential organization() throws CredentialRefusedException {
        return organization(CredentialFormat.JWT_VC);
    }

    private UnverifiedCredential organization(CredentialFormat format) throws CredentialRefusedException {
        ObjectNode claims = StrictJson.newObject();
        claims.putObject("organization").put("name", "Caresoft B.V.").put("city", "Caretown");
        CredentialTemplate template = new CredentialTemplate(
                issuer.did().withFragment("1"),
                CredentialType.NUTS_ORGANIZATION,
                List.of(CredentialType.NUTS_CONTEXT),
                holder.did(),
                claims,
                NOW.plus(Duration.ofDays(1)),
                null);
        return new CredentialIssuer(issuer.method(), issuer.signer()).issue(format, template, NOW.minusSeconds(3600));
    }

    private UnverifiedCredential employee() throws CredentialRefusedException {
        ObjectNode claims =
                StrictJson.newObject().put("identifier", "1").put("name", "A").put("roleName", "Arts");
        return SelfAttestedCredential.of(
                "9be9ef7b-be22-40d0-86d6-441fc07cbabf",
                holder.did(),
                CredentialType.NUTS_EMPLOYEE,
                claims,
                NOW.minusSeconds(3600));
    }

    private String changed(Consumer<ObjectNode> header, Consumer<ObjectNode> claims) throws CredentialRefusedException {
        return changed(header, claims, holder);
    }

    private String changed(Consumer<ObjectNode> header, Consumer<ObjectNode> claims, Party signer)
            throws CredentialRefusedException {
        String[] parts = presentation().split("\\.");
        ObjectNode newHeader = json(parts[0]);
        ObjectNode newClaims = json(parts[1]);
        header.accept(newHeader);
        claims.accept(newClaims);
        return Jws.sign(newHeader, StrictJson.write(newClaims), signer.signer()).serialized();
    }

    private static ObjectNode json(String part) {
        return StrictJson.parseObject(Base64Url.decode(part), 1_000_000);
    }

    private static void assertMalformed(String text, PresentationRefusal reason) {
        assertThatExceptionOfType(PresentationRefusedException.class)
                .isThrownBy(() -> UnverifiedPresentation.parse(text))
                .extracting(PresentationRefusedException::reason)
                .isEqualTo(reason);
    }

    private void assertRefused(String text, PresentationRefusal reason) throws PresentationRefusedException {
        assertRefused(text, NOW, reason);
    }

    private void assertRefused(String text, Instant at, PresentationRefusal reason)
            throws PresentationRefusedException {
        UnverifiedPresentation presentation = UnverifiedPresentation.parse(text);
        assertThatExceptionOfType(PresentationRefusedException.class)
                .isThrownBy(() -> verifier.verify(presentation, EXPECTATION, at))
                .extracting(PresentationRefusedException::reason)
                .isEqualTo(reason);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.testkit.Vectors;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidDocument;
import io.notenboom.trust.did.DidDocumentReader;
import io.notenboom.trust.did.DidResolutionException;
import io.notenboom.trust.did.DidResolver;
import io.notenboom.trust.did.DidUrl;
import io.notenboom.trust.did.SelfContainedDidResolver;
import io.notenboom.trust.jose.Base64Url;
import io.notenboom.trust.jose.Jws;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.json.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class CredentialVerifierTest {

    static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Set<SignatureAlgorithm> ALL = EnumSet.allOf(SignatureAlgorithm.class);

    private final Party issuer = Party.web("register");
    private final Party holder = Party.web("holder");
    private final Party stranger = Party.web("stranger");
    private final DidResolver resolver = Party.resolver(issuer, holder, stranger);
    private final CredentialVerifier verifier =
            new CredentialVerifier(resolver, ALL, CredentialStatusChecker.knowingNone());

    @Test
    void acceptsOrganizationCredential() throws CredentialRefusedException {
        VerifiedCredential verified = verifier.verify(UnverifiedCredential.parse(issued()), NOW);
        assertThat(verified.issuer()).isEqualTo(issuer.did());
        assertThat(verified.subject()).isEqualTo(holder.did());
        assertThat(verified.content().specificType()).contains("NutsOrganizationCredential");
        assertThat(verified.selfAttested()).isFalse();
        assertThat(verified.format()).isEqualTo(CredentialFormat.JWT_VC);
        assertThat(verified.algorithm()).contains("ES256");
        assertThat(verified.original().textValue()).isEqualTo(issued);
    }

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
    void validityWithFiveSecondsOfSkew() throws CredentialRefusedException {
        UnverifiedCredential credential = UnverifiedCredential.parse(issued());
        assertThat(verifier.verify(credential, NOW.minusSeconds(5)).issuer()).isEqualTo(issuer.did());
        assertRefused(issued(), NOW.minusSeconds(6), CredentialRefusal.NOT_YET_VALID);
        Instant end = NOW.plus(Duration.ofDays(365));
        assertThat(verifier.verify(credential, end.plusSeconds(4)).issuer()).isEqualTo(issuer.did());
        assertRefused(issued(), end.plusSeconds(5), CredentialRefusal.EXPIRED);
    }

    @Test
    void missingIssuanceDate() throws CredentialRefusedException {
        String jwt = changed(header -> {}, claims -> claims.remove(List.of("nbf", "iat")));
        assertMalformed(jwt, CredentialRefusal.INCOMPLETE);
    }

    @Test
    void tamperedPayload() throws CredentialRefusedException {
        String[] parts = issued().split("\\.");
        ObjectNode claims = json(parts[1]);
        ((ObjectNode) organization(claims)).put("name", "Other B.V.");
        assertRefused(
                parts[0] + "." + Base64Url.encode(claims.toString()) + "." + parts[2], CredentialRefusal.SIGNATURE);
    }

    @Test
    void keyOfAnotherDid() throws CredentialRefusedException {
        assertRefused(
                changed(header -> header.put("kid", stranger.method().toString()), claims -> {}, stranger),
                CredentialRefusal.KEY_NOT_OF_ISSUER);
    }

    @Test
    void signedByAnotherKeyUnderTheIssuersKid() throws CredentialRefusedException {
        assertRefused(changed(header -> {}, claims -> {}, stranger), CredentialRefusal.SIGNATURE);
    }

    @Test
    void missingOrStrangeKid() throws CredentialRefusedException {
        assertRefused(changed(header -> header.remove("kid"), claims -> {}), CredentialRefusal.KEY_NOT_OF_ISSUER);
        assertRefused(changed(header -> header.put("kid", 5), claims -> {}), CredentialRefusal.KEY_NOT_OF_ISSUER);
        assertRefused(
                changed(header -> header.put("kid", "#key-1"), claims -> {}), CredentialRefusal.KEY_NOT_OF_ISSUER);
        assertRefused(
                changed(header -> header.put("kid", issuer.did() + "#other"), claims -> {}),
                CredentialRefusal.KEY_NOT_ALLOWED);
    }

    @Test
    void embeddedKeyIsNotUsed() throws CredentialRefusedException {
        assertRefused(
                changed(header -> header.set("jwk", stranger.key().json()), claims -> {}, stranger),
                CredentialRefusal.SIGNATURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "HS256", "RS256"})
    void algorithmNotAccepted(String algorithm) throws CredentialRefusedException {
        String[] parts = issued().split("\\.");
        ObjectNode header = json(parts[0]).put("alg", algorithm);
        assertRefused(
                Base64Url.encode(header.toString()) + "." + parts[1] + "." + parts[2],
                CredentialRefusal.ALGORITHM_NOT_ACCEPTED);
    }

    @Test
    void algorithmOfAnotherKeyType() throws CredentialRefusedException {
        String[] parts = issued().split("\\.");
        ObjectNode header = json(parts[0]).put("alg", "PS256");
        assertRefused(
                Base64Url.encode(header.toString()) + "." + parts[1] + "." + parts[2], CredentialRefusal.SIGNATURE);
    }

    @Test
    void algorithmOutsideTheAllowList() {
        CredentialVerifier strict = new CredentialVerifier(
                resolver, EnumSet.of(SignatureAlgorithm.ES384), CredentialStatusChecker.knowingNone());
        assertThatExceptionOfType(CredentialRefusedException.class)
                .isThrownBy(() -> strict.verify(UnverifiedCredential.parse(issued()), NOW))
                .extracting(CredentialRefusedException::reason)
                .isEqualTo(CredentialRefusal.ALGORITHM_NOT_ACCEPTED);
    }

    @Test
    void issuerThatCannotBeResolved() throws CredentialRefusedException {
        CredentialVerifier alone =
                new CredentialVerifier(Party.resolver(holder), ALL, CredentialStatusChecker.knowingNone());
        UnverifiedCredential credential = UnverifiedCredential.parse(issued());
        assertThatExceptionOfType(CredentialRefusedException.class)
                .isThrownBy(() -> alone.verify(credential, NOW))
                .extracting(CredentialRefusedException::reason)
                .isEqualTo(CredentialRefusal.ISSUER_NOT_RESOLVED);
    }

    @Test
    void statusIsAskedAfterTheSignatureAndFailsClosed() throws CredentialRefusedException {
        CredentialTemplate template = new CredentialTemplate(
                issuer.did().withFragment("1"),
                "TestCredential",
                List.of(),
                holder.did(),
                StrictJson.newObject(),
                null,
                CredentialStatus.revocation("https://register.example/statuslist/1", 7));
        String jwt = issue(template);
        List<CredentialStatus> asked = new ArrayList<>();
        for (CredentialStatusChecker.Outcome outcome : CredentialStatusChecker.Outcome.values()) {
            CredentialVerifier checking = new CredentialVerifier(resolver, ALL, (status, by, at) -> {
                asked.add(status);
                return outcome;
            });
            UnverifiedCredential credential = UnverifiedCredential.parse(jwt);
            switch (outcome) {
                case VALID ->
                    assertThat(checking.verify(credential, NOW).issuer()).isEqualTo(issuer.did());
                case REVOKED -> assertRefused(checking, jwt, CredentialRefusal.REVOKED);
                case UNKNOWN -> assertRefused(checking, jwt, CredentialRefusal.STATUS_UNKNOWN);
            }
        }
        assertThat(asked).hasSize(3).allMatch(status -> "7".equals(status.index()));
        String forged = jwt.substring(0, jwt.length() - 8) + "AAAAAAAA";
        assertRefused(forged, CredentialRefusal.SIGNATURE);
        assertThat(asked).hasSize(3);
    }

    @Test
    void malformedStatusEntry() throws CredentialRefusedException {
        assertMalformed(
                changed(header -> {}, claims -> ((ObjectNode) claims.path("vc"))
                        .putObject("credentialStatus")
                        .put("id", "x")),
                CredentialRefusal.STATUS_MALFORMED);
    }

    @Test
    void jsonLdCredentialIsRefusedByName() throws CredentialRefusedException {
        ObjectNode json = selfAttested(holder.did(), CredentialType.NUTS_EMPLOYEE);
        json.putObject("proof").put("type", "JsonWebSignature2020");
        UnverifiedCredential credential = UnverifiedCredential.parse(json);
        assertThat(credential.format()).isEqualTo(CredentialFormat.LDP_VC);
        assertThat(credential.proofType()).contains("JsonWebSignature2020");
        assertThatExceptionOfType(CredentialRefusedException.class)
                .isThrownBy(() -> verifier.verifyPresented(credential, holder.did(), NOW))
                .extracting(CredentialRefusedException::reason)
                .isEqualTo(CredentialRefusal.FORMAT_NOT_ACCEPTED);
    }

    @Test
    void selfAttestedOnlyAboutTheHolderItself() throws CredentialRefusedException {
        UnverifiedCredential own = UnverifiedCredential.parse(selfAttested(holder.did(), CredentialType.NUTS_EMPLOYEE));
        assertThat(verifier.verifyPresented(own, holder.did(), NOW).selfAttested())
                .isTrue();
        assertSelfAttestedRefused(own, stranger.did());
        ObjectNode aboutOther = selfAttested(holder.did(), CredentialType.NUTS_EMPLOYEE);
        ((ObjectNode) aboutOther.path("credentialSubject"))
                .put("id", stranger.did().value());
        assertSelfAttestedRefused(UnverifiedCredential.parse(aboutOther), holder.did());
        assertThatExceptionOfType(CredentialRefusedException.class)
                .isThrownBy(() -> verifier.verify(own, NOW))
                .extracting(CredentialRefusedException::reason)
                .isEqualTo(CredentialRefusal.SELF_ATTESTED_NOT_ACCEPTED);
    }

    @Test
    void organizationCannotAttestItself() throws CredentialRefusedException {
        assertSelfAttestedRefused(
                UnverifiedCredential.parse(selfAttested(holder.did(), CredentialType.NUTS_ORGANIZATION)), holder.did());
        assertSelfAttestedRefused(
                UnverifiedCredential.parse(selfAttested(holder.did(), CredentialType.E_OVERDRACHT)), holder.did());
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
                .issue(template("T", StrictJson.newObject()), NOW));
    }

    @TestFactory
    Stream<DynamicTest> recordedCredentialsOfNutsNodes() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String version : List.of("v6.2.10", "master")) {
            Path root = Vectors.require("nuts-node").resolve(version);
            CredentialVerifier recorded = new CredentialVerifier(
                    recordedResolver(root), ALL, (status, by, at) -> CredentialStatusChecker.Outcome.VALID);
            try (Stream<Path> files = Files.list(root.resolve("vc/credentials"))) {
                for (Path file : files.toList()) {
                    String text = Files.readString(file).strip();
                    tests.add(DynamicTest.dynamicTest(version + " " + file.getFileName(), () -> {
                        UnverifiedCredential credential = UnverifiedCredential.parse(text);
                        Instant then = Instant.parse("2026-11-21T02:00:00Z");
                        if (credential.format() == CredentialFormat.JWT_VC) {
                            assertThat(recorded.verify(credential, then).subject())
                                    .isNotNull();
                        } else {
                            assertThatExceptionOfType(CredentialRefusedException.class)
                                    .isThrownBy(() -> recorded.verify(credential, then))
                                    .extracting(CredentialRefusedException::reason)
                                    .isEqualTo(CredentialRefusal.FORMAT_NOT_ACCEPTED);
                        }
                    }));
                }
            }
        }
        return tests.stream();
    }

    /** Resolves the DIDs of a recording from its stored documents. */
    public static DidResolver recordedResolver(Path root) throws IOException {
        List<byte[]> documents = new ArrayList<>();
        try (Stream<Path> files = Files.list(root.resolve("did/documents"))) {
            for (Path file : files.sorted().toList()) {
                documents.add(Files.readAllBytes(file));
            }
        }
        return did -> {
            if (did.method().equals("jwk")) {
                return new SelfContainedDidResolver().resolve(did);
            }
            for (byte[] body : documents) {
                try {
                    DidDocument document = DidDocumentReader.read(did, body);
                    return document;
                } catch (DidResolutionException another) {
                    continue;
                }
            }
            throw new DidResolutionException(DidResolutionException.Reason.NOT_FOUND);
        };
    }

    private String issued = "";

    private String issued() throws CredentialRefusedException {
        if (issued.isEmpty()) {
            ObjectNode claims = StrictJson.newObject();
            claims.putObject("organization").put("name", "Caresoft B.V.").put("city", "Caretown");
            issued = issue(template("NutsOrganizationCredential", claims));
        }
        return issued;
    }

    private String issue(CredentialTemplate template) throws CredentialRefusedException {
        return new CredentialIssuer(issuer.method(), issuer.signer())
                .issue(template, NOW)
                .serialized();
    }

    private CredentialTemplate template(String type, ObjectNode claims) {
        DidUrl id = issuer.did().withFragment("0f3b0a52-6e0c-4d0d-9a55-000000000001");
        return new CredentialTemplate(
                id,
                type,
                List.of(CredentialType.NUTS_CONTEXT),
                holder.did(),
                claims,
                NOW.plus(Duration.ofDays(365)),
                null);
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

    private static JsonNode organization(ObjectNode claims) {
        return claims.path("vc").path("credentialSubject").get(0).path("organization");
    }

    private static ObjectNode selfAttested(Did did, String type) {
        ObjectNode claims =
                StrictJson.newObject().put("identifier", "1").put("name", "A").put("roleName", "Arts");
        try {
            return SelfAttestedCredential.of("9be9ef7b-be22-40d0-86d6-441fc07cbabf", did, type, claims, NOW)
                    .original();
        } catch (CredentialRefusedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String changed(Consumer<ObjectNode> header, Consumer<ObjectNode> claims) throws CredentialRefusedException {
        return changed(header, claims, issuer);
    }

    private String changed(Consumer<ObjectNode> header, Consumer<ObjectNode> claims, Party signer)
            throws CredentialRefusedException {
        String[] parts = issued().split("\\.");
        ObjectNode newHeader = json(parts[0]);
        ObjectNode newClaims = json(parts[1]);
        header.accept(newHeader);
        claims.accept(newClaims);
        return Jws.sign(newHeader, StrictJson.write(newClaims), signer.signer()).serialized();
    }

    private String raw(String payload) {
        return Jws.sign(
                        StrictJson.newObject().put("kid", issuer.method().toString()),
                        payload.getBytes(StandardCharsets.UTF_8),
                        issuer.signer())
                .serialized();
    }

    private static ObjectNode json(String part) {
        return StrictJson.parseObject(Base64Url.decode(part), 1_000_000);
    }

    private void assertSelfAttestedRefused(UnverifiedCredential credential, Did signer) {
        assertThatExceptionOfType(CredentialRefusedException.class)
                .isThrownBy(() -> verifier.verifyPresented(credential, signer, NOW))
                .extracting(CredentialRefusedException::reason)
                .isEqualTo(CredentialRefusal.SELF_ATTESTED_NOT_ACCEPTED);
    }

    private static void assertMalformed(String text, CredentialRefusal reason) {
        assertThatExceptionOfType(CredentialRefusedException.class)
                .isThrownBy(() -> UnverifiedCredential.parse(text))
                .extracting(CredentialRefusedException::reason)
                .isEqualTo(reason);
    }

    private void assertRefused(String jwt, CredentialRefusal reason) throws CredentialRefusedException {
        assertRefused(verifier, jwt, reason);
    }

    private static void assertRefused(CredentialVerifier verifier, String jwt, CredentialRefusal reason)
            throws CredentialRefusedException {
        UnverifiedCredential credential = UnverifiedCredential.parse(jwt);
        assertThatExceptionOfType(CredentialRefusedException.class)
                .isThrownBy(() -> verifier.verify(credential, NOW))
                .extracting(CredentialRefusedException::reason)
                .isEqualTo(reason);
    }

    private void assertRefused(String jwt, Instant at, CredentialRefusal reason) throws CredentialRefusedException {
        UnverifiedCredential credential = UnverifiedCredential.parse(jwt);
        assertThatExceptionOfType(CredentialRefusedException.class)
                .isThrownBy(() -> verifier.verify(credential, at))
                .extracting(CredentialRefusedException::reason)
                .isEqualTo(reason);
    }
}

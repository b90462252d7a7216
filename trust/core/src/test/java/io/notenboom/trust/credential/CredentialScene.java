// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.credential;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.did.DidResolver;
import io.notenboom.trust.did.DidUrl;
import io.notenboom.trust.jose.Base64Url;
import io.notenboom.trust.jose.Jws;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** An issuer, a holder and a stranger, and a credential of the issuer about the holder that a test may change. */
abstract class CredentialScene {

    static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    static final Set<SignatureAlgorithm> ALL = EnumSet.complementOf(EnumSet.of(SignatureAlgorithm.RS256));

    final Party issuer = Party.web("register");
    final Party holder = Party.web("holder");
    final Party stranger = Party.web("stranger");
    final DidResolver resolver = Party.resolver(issuer, holder, stranger);
    final CredentialVerifier verifier = new CredentialVerifier(resolver, ALL, CredentialStatusChecker.knowingNone());

    private String issued = "";

    String issued() throws CredentialRefusedException {
        if (issued.isEmpty()) {
            ObjectNode claims = StrictJson.newObject();
            claims.putObject("organization").put("name", "Caresoft B.V.").put("city", "Caretown");
            issued = issue(template("NutsOrganizationCredential", claims));
        }
        return issued;
    }

    String issue(CredentialTemplate template) throws CredentialRefusedException {
        return new CredentialIssuer(issuer.method(), issuer.signer())
                .issue(CredentialFormat.JWT_VC, template, NOW)
                .text();
    }

    CredentialTemplate template(String type, ObjectNode claims) {
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

    static JsonNode organization(ObjectNode claims) {
        return claims.path("vc").path("credentialSubject").get(0).path("organization");
    }

    String changed(Consumer<ObjectNode> header, Consumer<ObjectNode> claims) throws CredentialRefusedException {
        return changed(header, claims, issuer);
    }

    String changed(Consumer<ObjectNode> header, Consumer<ObjectNode> claims, Party signer)
            throws CredentialRefusedException {
        String[] parts = issued().split("\\.");
        ObjectNode newHeader = json(parts[0]);
        ObjectNode newClaims = json(parts[1]);
        header.accept(newHeader);
        claims.accept(newClaims);
        return Jws.sign(newHeader, StrictJson.write(newClaims), signer.signer()).serialized();
    }

    String raw(String payload) {
        return Jws.sign(
                        StrictJson.newObject().put("kid", issuer.method().toString()),
                        payload.getBytes(StandardCharsets.UTF_8),
                        issuer.signer())
                .serialized();
    }

    static ObjectNode json(String part) {
        return StrictJson.parseObject(Base64Url.decode(part), 1_000_000);
    }

    static void assertMalformed(String text, CredentialRefusal reason) {
        assertThatExceptionOfType(CredentialRefusedException.class)
                .isThrownBy(() -> UnverifiedCredential.parse(text))
                .extracting(CredentialRefusedException::reason)
                .isEqualTo(reason);
    }

    void assertRefused(String jwt, CredentialRefusal reason) throws CredentialRefusedException {
        assertRefused(verifier, jwt, reason);
    }

    static void assertRefused(CredentialVerifier verifier, String jwt, CredentialRefusal reason)
            throws CredentialRefusedException {
        UnverifiedCredential credential = UnverifiedCredential.parse(jwt);
        assertThatExceptionOfType(CredentialRefusedException.class)
                .isThrownBy(() -> verifier.verify(credential, NOW))
                .extracting(CredentialRefusedException::reason)
                .isEqualTo(reason);
    }

    void assertRefused(String jwt, Instant at, CredentialRefusal reason) throws CredentialRefusedException {
        UnverifiedCredential credential = UnverifiedCredential.parse(jwt);
        assertThatExceptionOfType(CredentialRefusedException.class)
                .isThrownBy(() -> verifier.verify(credential, at))
                .extracting(CredentialRefusedException::reason)
                .isEqualTo(reason);
    }
}

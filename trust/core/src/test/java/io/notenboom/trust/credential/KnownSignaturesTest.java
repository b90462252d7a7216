// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.credential.CredentialStatusChecker.Outcome;
import io.notenboom.trust.did.DidDocument;
import io.notenboom.trust.did.DidResolutionException;
import io.notenboom.trust.did.DidResolver;
import io.notenboom.trust.did.VerificationMethod;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.json.StrictJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A credential whose signature was verified before is as good, or bad, as one that is seen for the first time. */
class KnownSignaturesTest {

    private static final Instant NOW = CredentialScene.NOW;
    private static final Instant END = NOW.plus(Duration.ofDays(1));

    private final Party issuer = Party.web("register");
    private final Party holder = Party.web("holder");
    private final AtomicReference<DidDocument> document = new AtomicReference<>(issuer.document());
    private final AtomicReference<Outcome> status = new AtomicReference<>(Outcome.VALID);
    private final DidResolver resolver = did -> {
        if (!did.equals(issuer.did())) {
            throw new DidResolutionException(DidResolutionException.Reason.NOT_FOUND);
        }
        return document.get();
    };
    private final CredentialVerifier verifier =
            new CredentialVerifier(resolver, CredentialScene.ALL, (entry, by, now) -> status.get());

    private UnverifiedCredential known(CredentialFormat format) throws CredentialRefusedException {
        ObjectNode claims = StrictJson.newObject();
        claims.putObject("organization").put("name", "Caresoft B.V.").put("city", "Caretown");
        String list = "https://register.example/statuslist/1";
        CredentialTemplate template = new CredentialTemplate(
                issuer.did().withFragment("1"),
                "NutsOrganizationCredential",
                List.of(CredentialType.NUTS_CONTEXT),
                holder.did(),
                claims,
                END,
                new CredentialStatus(list + "#5", "StatusList2021Entry", "revocation", "5", list));
        UnverifiedCredential credential =
                new CredentialIssuer(issuer.method(), issuer.signer()).issue(format, template, NOW);
        verify(credential);
        verify(credential);
        assertThat(verifier.knownSignatures().computed()).isEqualTo(1);
        assertThat(verifier.knownSignatures().recognised()).isEqualTo(1);
        return credential;
    }

    private void verify(UnverifiedCredential credential) throws CredentialRefusedException {
        assertThat(verifier.verify(credential, NOW).issuer()).isEqualTo(issuer.did());
    }

    private void assertRefused(UnverifiedCredential credential, Instant at, CredentialRefusal reason) {
        assertThatExceptionOfType(CredentialRefusedException.class)
                .isThrownBy(() -> verifier.verify(credential, at))
                .extracting(CredentialRefusedException::reason)
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @EnumSource(CredentialFormat.class)
    void revokedSince(CredentialFormat format) throws CredentialRefusedException {
        UnverifiedCredential credential = known(format);
        status.set(Outcome.REVOKED);
        assertRefused(credential, NOW, CredentialRefusal.REVOKED);
        status.set(Outcome.UNKNOWN);
        assertRefused(credential, NOW, CredentialRefusal.STATUS_UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource(CredentialFormat.class)
    void endedSince(CredentialFormat format) throws CredentialRefusedException {
        assertRefused(known(format), END.plusSeconds(5), CredentialRefusal.EXPIRED);
    }

    @ParameterizedTest
    @EnumSource(CredentialFormat.class)
    void keyTakenOutOfTheDocumentSince(CredentialFormat format) throws CredentialRefusedException {
        UnverifiedCredential credential = known(format);
        document.set(DidDocument.ofSigningKeys(
                issuer.did(), List.of(VerificationMethod.of(issuer.did().withFragment("key-2"), issuer.key()))));
        assertRefused(credential, NOW, CredentialRefusal.KEY_NOT_ALLOWED);
    }

    @ParameterizedTest
    @EnumSource(CredentialFormat.class)
    void anotherKeyUnderTheSameNameSince(CredentialFormat format) throws CredentialRefusedException {
        UnverifiedCredential credential = known(format);
        Jwk other = Jwk.of(Party.keyPair().getPublic());
        document.set(DidDocument.ofSigningKeys(issuer.did(), List.of(VerificationMethod.of(issuer.method(), other))));
        assertRefused(credential, NOW, CredentialRefusal.SIGNATURE);
        assertThat(verifier.knownSignatures().recognised()).isEqualTo(1);
    }

    @Test
    void anyChangedCharacterOfAJwt() throws CredentialRefusedException {
        String jwt = known(CredentialFormat.JWT_VC).text();
        int signature = jwt.lastIndexOf('.') + 10;
        char other = jwt.charAt(signature) == 'A' ? 'B' : 'A';
        UnverifiedCredential changed =
                UnverifiedCredential.parse(jwt.substring(0, signature) + other + jwt.substring(signature + 1));
        assertRefused(changed, NOW, CredentialRefusal.SIGNATURE);
        // what was refused is not remembered
        assertRefused(changed, NOW, CredentialRefusal.SIGNATURE);
        assertThat(verifier.knownSignatures().recognised()).isEqualTo(1);
    }

    @Test
    void anyChangedMemberOfJson() throws CredentialRefusedException {
        ObjectNode json = StrictJson.parseObject(known(CredentialFormat.LDP_VC).text(), 100_000);
        ObjectNode organisation = (ObjectNode) json.path("credentialSubject").path("organization");
        organisation.put("city", "Elsewhere");
        assertRefused(UnverifiedCredential.parse(json), NOW, CredentialRefusal.SIGNATURE);
        organisation.put("city", "Caretown").put("smuggled", "x");
        assertRefused(UnverifiedCredential.parse(json), NOW, CredentialRefusal.LINKED_DATA);
        organisation.remove("smuggled");
        verify(UnverifiedCredential.parse(json));
        assertThat(verifier.knownSignatures().recognised()).isEqualTo(2);
    }
}

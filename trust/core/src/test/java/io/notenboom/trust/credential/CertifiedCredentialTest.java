// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.x509.CertificateChain;
import io.notenboom.trust.x509.CertificateRevocationCheck;
import io.notenboom.trust.x509.CertificateRevocationCheck.Outcome;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** X509Credential: a certificate chain as proof of who issued it. */
class CertifiedCredentialTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final CertifiedParty PARTY = new CertifiedParty(NOW);
    private static final CertifiedParty OTHER = new CertifiedParty(NOW);

    private final Party holder = Party.web("holder");
    private final List<CertificateChain> asked = new ArrayList<>();

    @Test
    void acceptsWhatTheCertificateSays() throws CredentialRefusedException {
        VerifiedCredential verified = verify(signed(PARTY.did(), _ -> {}, _ -> {}));

        assertThat(verified.issuer()).hasToString(PARTY.did());
        assertThat(verified.subject()).isEqualTo(holder.did());
        assertThat(asked).singleElement().satisfies(chain -> {
            assertThat(chain.leaf()).isEqualTo(PARTY.leaf);
            assertThat(chain.authorities()).containsExactly(PARTY.authority, PARTY.root);
        });
        assertThat(verify(signed(PARTY.did(PARTY.root), _ -> {}, _ -> {})).issuer())
                .hasToString(PARTY.did(PARTY.root));
        assertThat(verify(signed(PARTY.did(), header -> header.remove("x5t#S256"), _ -> {}))
                        .issuer())
                .hasToString(PARTY.did());
    }

    @Test
    @DisplayName("X509Credential: URA regex")
    void theUraIsTakenFromTheNameByTheUsualPattern() throws CredentialRefusedException {
        String name = verify(signed(PARTY.did(), _ -> {}, _ -> {}))
                .view()
                .at("/credentialSubject/0/san/otherName")
                .asText();
        Matcher matcher =
                Pattern.compile("^[0-9.]+-\\d+-\\d+-S-(\\d+)-00\\.000-\\d+$").matcher(name);

        assertThat(matcher.matches()).isTrue();
        assertThat(matcher.group(1)).isEqualTo("90000380");
    }

    @Test
    void eachClaimEqualsAValueInTheDid() {
        assertRefused(_ -> {}, claims -> san(claims).put("otherName", "else"), CredentialRefusal.CLAIMS);
        assertRefused(_ -> {}, claims -> san(claims).put("dns", "oost.example"), CredentialRefusal.CLAIMS);
        assertRefused(_ -> {}, claims -> san(claims).put("otherName", 5), CredentialRefusal.CLAIMS);
        assertRefused(_ -> {}, claims -> subject(claims).put("ura", "90000380"), CredentialRefusal.CLAIMS);
        assertRefused(_ -> {}, claims -> subject(claims).putObject("san"), CredentialRefusal.CLAIMS);
        assertRefused(_ -> {}, claims -> subject(claims).putObject("eku").put("a", "b"), CredentialRefusal.CLAIMS);
        assertRefused(
                _ -> {},
                claims -> ((ArrayNode) claims.at("/vc/credentialSubject"))
                        .add(subject(claims).deepCopy()),
                CredentialRefusal.CLAIMS);
    }

    @Test
    void theDidDemandsNothingThatTheCertificateLacks() throws CredentialRefusedException {
        for (String policy : List.of("::subject:O:Zorg", "::san:dns:west.example", "::subject:serialNumber:1")) {
            assertRefused(signed(PARTY.did() + policy, _ -> {}, _ -> {}), CredentialRefusal.CERTIFICATE);
        }
        String more = PARTY.did() + "::san:dns:oost.example::subject:serialNumber:900030787:C:NL";
        assertThat(verify(signed(more, _ -> {}, _ -> {})).issuer()).hasToString(more);
    }

    @Test
    void theCredentialLiesWithinThePeriodOfTheCertificate() {
        long end = PARTY.leaf.getNotAfter().toInstant().getEpochSecond();
        assertRefused(_ -> {}, claims -> claims.remove("exp"), CredentialRefusal.CERTIFICATE_PERIOD);
        assertRefused(_ -> {}, claims -> claims.put("exp", end + 1), CredentialRefusal.CERTIFICATE_PERIOD);
        assertRefused(
                _ -> {},
                claims ->
                        claims.put("nbf", PARTY.leaf.getNotBefore().toInstant().getEpochSecond() - 1),
                CredentialRefusal.CERTIFICATE_PERIOD);
    }

    @Test
    @DisplayName("x5c for did:x509 only, complete and in order")
    void aChainIsCompleteAndInOrder() {
        for (List<X509Certificate> chain : List.of(
                List.of(PARTY.leaf),
                List.of(PARTY.leaf, PARTY.authority),
                List.of(PARTY.leaf, PARTY.root, PARTY.authority),
                List.of(PARTY.authority, PARTY.root),
                List.of(PARTY.leaf, PARTY.authority, PARTY.root, OTHER.root),
                List.of(PARTY.leaf, OTHER.authority, OTHER.root))) {
            assertRefused(
                    header -> {
                        ArrayNode x5c = header.putArray("x5c");
                        CertifiedParty.x5c(chain).forEach(x5c::add);
                        header.remove("x5t#S256");
                    },
                    _ -> {},
                    CredentialRefusal.CERTIFICATE);
        }
        assertRefused(header -> header.remove("x5c"), _ -> {}, CredentialRefusal.CERTIFICATE);
        assertRefused(header -> header.put("x5c", "x"), _ -> {}, CredentialRefusal.CERTIFICATE);
        assertRefused(header -> header.putArray("x5c").add("x").add(5), _ -> {}, CredentialRefusal.CERTIFICATE);
        assertRefused(header -> header.put("x5t#S256", "x"), _ -> {}, CredentialRefusal.CERTIFICATE);
    }

    @Test
    void aTrustedAuthorityBesideTheChainGivesNoTrust() {
        // the DID names an authority that did not issue the certificate, and that lies in the header all the same
        assertRefused(
                signed(
                        PARTY.did(OTHER.authority),
                        header -> {
                            ArrayNode x5c = (ArrayNode) header.get("x5c");
                            x5c.insert(
                                    2,
                                    CertifiedParty.x5c(List.of(OTHER.authority)).getFirst());
                        },
                        _ -> {}),
                CredentialRefusal.CERTIFICATE);
        assertRefused(signed(PARTY.did(PARTY.leaf), _ -> {}, _ -> {}), CredentialRefusal.CERTIFICATE);
    }

    @Test
    @DisplayName("X509Credential: chain and revocation lists")
    void revocationIsAskedAfterTheSignatureAndFailsClosed() {
        String good = signed(PARTY.did(), _ -> {}, _ -> {});
        String forged = good.substring(0, good.length() - 8) + "AAAAAAAA";

        assertRefused(forged, CredentialRefusal.SIGNATURE);
        assertThat(asked).isEmpty();
        assertRefused(verifier((_, _) -> Outcome.REVOKED), good, CredentialRefusal.CERTIFICATE_REVOKED);
        assertRefused(verifier((_, _) -> Outcome.UNKNOWN), good, CredentialRefusal.CERTIFICATE_STATUS_UNKNOWN);
        CredentialVerifier without = new CredentialVerifier(
                Party.resolver(), SignatureAlgorithm.all(), CredentialStatusChecker.knowingNone());
        assertRefused(without, good, CredentialRefusal.CERTIFICATE_STATUS_UNKNOWN);
    }

    @Test
    void theKeyIsThatOfTheCertificate() {
        assertRefused(header -> header.remove("kid"), _ -> {}, CredentialRefusal.KEY_NOT_OF_ISSUER);
        assertRefused(header -> header.put("kid", PARTY.did() + "#1"), _ -> {}, CredentialRefusal.KEY_NOT_ALLOWED);
        assertRefused(header -> header.put("kid", OTHER.did() + "#0"), _ -> {}, CredentialRefusal.KEY_NOT_OF_ISSUER);
        String theirs = OTHER.sign(
                PARTY.header(PARTY.did()),
                PARTY.claims(PARTY.did(), holder.did().value(), NOW));
        assertRefused(theirs, CredentialRefusal.SIGNATURE);
    }

    @Test
    void aCertificateThatEndedProvesNothing() {
        Instant later = PARTY.end.plus(Duration.ofSeconds(1));
        String tooLong = signed(
                PARTY.did(),
                _ -> {},
                claims -> claims.put("exp", later.plusSeconds(60).getEpochSecond()));
        assertThatExceptionOfType(CredentialRefusedException.class)
                .isThrownBy(() -> accepting().verify(UnverifiedCredential.parse(tooLong), later))
                .extracting(CredentialRefusedException::reason)
                .isEqualTo(CredentialRefusal.CERTIFICATE);
    }

    private static ObjectNode subject(ObjectNode claims) {
        return (ObjectNode) claims.at("/vc/credentialSubject/0");
    }

    private static ObjectNode san(ObjectNode claims) {
        return (ObjectNode) subject(claims).get("san");
    }

    private String signed(String did, Consumer<ObjectNode> headerChange, Consumer<ObjectNode> claimsChange) {
        ObjectNode header = PARTY.header(did);
        headerChange.accept(header);
        ObjectNode claims = PARTY.claims(did, holder.did().value(), NOW);
        claimsChange.accept(claims);
        return PARTY.sign(header, claims);
    }

    private CredentialVerifier accepting() {
        return verifier((chain, _) -> {
            asked.add(chain);
            return Outcome.GOOD;
        });
    }

    private static CredentialVerifier verifier(CertificateRevocationCheck check) {
        return new CredentialVerifier(Party.resolver(), SignatureAlgorithm.all(), CredentialStatusChecker.knowingNone())
                .checkingCertificates(check);
    }

    private VerifiedCredential verify(String jwt) throws CredentialRefusedException {
        return accepting().verify(UnverifiedCredential.parse(jwt), NOW);
    }

    private void assertRefused(
            Consumer<ObjectNode> headerChange, Consumer<ObjectNode> claimsChange, CredentialRefusal reason) {
        assertRefused(signed(PARTY.did(), headerChange, claimsChange), reason);
    }

    private void assertRefused(String jwt, CredentialRefusal reason) {
        assertRefused(accepting(), jwt, reason);
    }

    private static void assertRefused(CredentialVerifier verifier, String jwt, CredentialRefusal reason) {
        assertThatExceptionOfType(CredentialRefusedException.class)
                .isThrownBy(() -> verifier.verify(UnverifiedCredential.parse(jwt), NOW))
                .extracting(CredentialRefusedException::reason)
                .isEqualTo(reason);
    }
}

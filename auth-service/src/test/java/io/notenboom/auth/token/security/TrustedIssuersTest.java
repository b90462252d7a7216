// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.token.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.auth.fakes.TestNode;
import io.notenboom.auth.fakes.TokenScene;
import io.notenboom.auth.policy.PolicyFinding;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.trusted.IssuerList;
import io.notenboom.auth.trusted.IssuerTrust;
import io.notenboom.auth.trusted.TrustedIssuers;
import io.notenboom.trust.credential.CredentialType;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.did.Did;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Issuers: the presentation definition and the list of the operator must agree. */
class TrustedIssuersTest {

    private static final String UNTRUSTED = "an issuer is not trusted here for its type of credential";
    private static final Did OTHER = new Did("did:web:other.example");

    private final TokenScene scene = new TokenScene();

    @Test
    @DisplayName("issuer: definition and trusted list must both agree")
    void bothMustAgree() {
        scene.granted(scene.form());
        trust(null, CredentialType.NUTS_ORGANIZATION, OTHER);
        scene.assertRefused(scene.form(), UNTRUSTED);
        trust(null, CredentialType.NUTS_ORGANIZATION, OTHER, scene.issuer);
        scene.granted(scene.form());

        scene.node.policy(TestNode.POLICY.replace("^did:web:.*$", "^did:web:other.example$"));
        scene.assertRefused(scene.form(), "do not fulfil the presentation definition");
    }

    @Test
    @DisplayName("issuer: a list per credential type and per tenant")
    void theListOfTheSubjectTakesThePlaceOfTheNodes() {
        trust("a", CredentialType.NUTS_ORGANIZATION, OTHER);
        trust(null, CredentialType.NUTS_ORGANIZATION, scene.issuer);
        scene.assertRefused(scene.form(), UNTRUSTED);
        scene.node.trusted.drop(new IssuerList(new SubjectId("a"), CredentialType.NUTS_ORGANIZATION));
        trust("b", CredentialType.NUTS_ORGANIZATION, OTHER);
        trust(null, "AnotherCredential", OTHER);
        scene.granted(scene.form());
    }

    @Test
    @DisplayName("issuer: an empty list trusts nobody, no list leaves it to the definition")
    void anEmptyListTrustsNobody() {
        TrustedIssuers lists = new TrustedIssuers(scene.node.trusted, scene.node.subjects, scene.node.wallets);
        IssuerList list = IssuerList.ofNode(CredentialType.NUTS_ORGANIZATION);
        lists.distrust(list, scene.issuer);
        scene.granted(scene.form());

        assertThat(lists.replace(list, List.of())).isTrue();
        lists.distrust(list, scene.issuer);
        scene.assertRefused(scene.form(), UNTRUSTED);
        lists.unlist(list);
        scene.granted(scene.form());
    }

    @Test
    void aListEndsWithItsLastIssuer() {
        TrustedIssuers lists = new TrustedIssuers(scene.node.trusted, scene.node.subjects, scene.node.wallets);
        IssuerList list = IssuerList.ofNode(CredentialType.NUTS_ORGANIZATION);
        assertThat(lists.trust(list, OTHER)).isTrue();
        scene.assertRefused(scene.form(), UNTRUSTED);
        lists.distrust(list, OTHER);
        scene.granted(scene.form());
    }

    @Test
    @DisplayName("issuer: strict mode refuses types without a list")
    void strictMode() {
        TokenScene strict = new TokenScene(IssuerTrust.Unlisted.REFUSE);
        strict.assertRefused(strict.form(), UNTRUSTED);
        strict.node.trusted.replace(IssuerList.ofNode(CredentialType.NUTS_ORGANIZATION), Set.of(strict.issuer));
        strict.assertRefused(strict.form(), UNTRUSTED);
        IssuerTrust trust = new IssuerTrust(strict.node.trusted, IssuerTrust.Unlisted.REFUSE);
        assertThat(trust.refusedTypes(
                        null, strict.node.policies.current().policies().all()))
                .containsExactly(CredentialType.E_OVERDRACHT);
        strict.node.trusted.replace(IssuerList.ofNode(CredentialType.E_OVERDRACHT), Set.of(strict.issuer));
        strict.granted(strict.form());
    }

    @Test
    @DisplayName("issuer: what the holder says of itself has no issuer to trust")
    void selfAttestedCredentials() throws Exception {
        IssuerTrust strict = new IssuerTrust(scene.node.trusted, IssuerTrust.Unlisted.REFUSE);
        UnverifiedCredential own = UnverifiedCredential.parse("""
                {"@context":["https://www.w3.org/2018/credentials/v1","https://nuts.nl/credentials/v1"],
                 "id":"did:web:b.example#1","type":["VerifiableCredential","NutsEmployeeCredential"],
                 "issuer":"did:web:b.example","issuanceDate":"2026-01-01T00:00:00Z",
                 "credentialSubject":{"id":"did:web:b.example","name":"N","roleName":"R","identifier":"1"}}""");
        assertThat(strict.trusts(new SubjectId("a"), own)).isTrue();
        assertThat(strict.trusts(new SubjectId("a"), scene.held().getFirst())).isFalse();
    }

    @Test
    @DisplayName("issuer: one entry for a certificate authority covers the did:x509 below it")
    void aCertificateAuthority() {
        trust(null, CredentialType.NUTS_ORGANIZATION, new Did("did:x509:0:sha256:abc"));
        IssuerTrust trust = new IssuerTrust(scene.node.trusted, IssuerTrust.Unlisted.DEFINITION);
        assertThat(trust.trusts(
                        new SubjectId("a"),
                        scene.held().stream()
                                .filter(credential ->
                                        credential.content().types().contains(CredentialType.NUTS_ORGANIZATION))
                                .findFirst()
                                .orElseThrow()))
                .isFalse();
        assertThat(IssuerTrust.covers(
                        new Did("did:x509:0:sha256:abc"), new Did("did:x509:0:sha256:abc::san:dns:a.example")))
                .isTrue();
        assertThat(IssuerTrust.covers(
                        new Did("did:x509:0:sha256:abc"), new Did("did:x509:0:sha256:abcd::san:dns:a.example")))
                .isFalse();
        assertThat(IssuerTrust.covers(new Did("did:web:a.example"), new Did("did:web:a.example::b")))
                .isFalse();
    }

    @Test
    @DisplayName("issuer: lint for definitions that constrain no issuer")
    void definitionsThatConstrainNoIssuer() {
        scene.node.policy(TestNode.POLICY.replace("$.issuer", "$.id"));
        assertThat(scene.node.policies.current().findings())
                .extracting(PolicyFinding::message)
                .containsExactly(
                        "eOverdracht-receiver.organization: input descriptor 'organisation' accepts credentials of any issuer,"
                                + " also of the holder itself; add a filter on $.issuer",
                        "eOverdracht-receiver.organization: input descriptor 'participant' accepts credentials of any issuer,"
                                + " also of the holder itself; add a filter on $.issuer");
    }

    private void trust(@org.jspecify.annotations.Nullable String subject, String type, Did... issuers) {
        scene.node.trusted.replace(
                new IssuerList(subject == null ? null : new SubjectId(subject), type), Set.copyOf(List.of(issuers)));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.auth.fakes.TestNode;
import io.notenboom.auth.introspection.AssertionsAnswer;
import io.notenboom.auth.introspection.IntrospectionAnswer;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.custody.CustodianSigner;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.presentation.PresentationBuilder;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The grant with two presentations, over the token endpoint. */
public class JwtBearerGrantTest {

    private static final String AUDIENCE = "https://node.example:8443/oauth2/a";
    /** A policy for an organisation and the service provider that works for it. */
    public static final String POLICY = """
            {"care":{
              "organization":{"id":"pd_org","input_descriptors":[{"id":"org","constraints":{"fields":[
                {"path":["$.type"],"filter":{"type":"string","const":"NutsOrganizationCredential"}},
                {"path":["$.issuer"],"filter":{"type":"string","pattern":"^did:web:.*$"}},
                {"id":"organization_name","path":["$.credentialSubject[0].organization.name"],"filter":{"type":"string"}},
                {"id":"delegating","path":["$.credentialSubject[*].id"],"filter":{"type":"string"}}]}}]},
              "service_provider":{"id":"pd_sp","input_descriptors":[{"id":"delegation","constraints":{"fields":[
                {"path":["$.type"],"filter":{"type":"string","const":"DelegationCredential"}},
                {"path":["$.issuer"],"filter":{"type":"string","pattern":"^did:web:.*$"}},
                {"id":"provider_name","path":["$.credentialSubject[0].name"],"filter":{"type":"string"}},
                {"id":"delegating","path":["$.credentialSubject[*].actsFor"],"filter":{"type":"string"}}]}}]}}}
            """;

    private final TestNode node = new TestNode();
    private Did issuer = new Did("did:web:unset.example");
    private Did organisation = issuer;
    private Did provider = issuer;
    private int nonces;

    @BeforeEach
    void createSubjects() {
        node.policy(POLICY);
        issuer = node.subject("a");
        organisation = node.subject("b");
        provider = node.subject("sp");
    }

    @Test
    void givesTheOrganisationATokenThatTheServiceProviderUses() throws Exception {
        AccessToken token = issued(node.send("a", form(), null));

        assertThat(token.client().holder()).isEqualTo(organisation);
        assertThat(token.client().clientId()).isEqualTo(provider.value());
        assertThat(token.scope()).isEqualTo("care");
        assertThat(token.evidence().claims()).containsKeys("organization_name", "provider_name", "delegating");
        assertThat(token.evidence().credentialIds()).hasSize(2);
        JsonNode shown = IntrospectionAnswer.nutsExtended(token);
        assertThat(shown.path("vps")).hasSize(2);
        assertThat(shown.path("presentation_definitions")
                        .path("service_provider")
                        .path("id")
                        .asText())
                .isEqualTo("pd_sp");
        assertThat(node.tokens.givenTo(provider)).containsExactly(token.hash());
        assertThat(node.tokens.givenTo(organisation)).containsExactly(token.hash());
    }

    @Test
    @DisplayName(
            "assertions profile: the organisation's claims in assertions, the service provider's in client_assertions")
    void tellsTheClaimsOfBothApart() throws Exception {
        JsonNode answer = AssertionsAnswer.of(issued(node.send("a", form(), null)));

        assertThat(answer.path("sub").asText()).isEqualTo(organisation.value());
        assertThat(answer.path("client_id").asText()).isEqualTo(provider.value());
        assertThat(answer.path("assertions").path(organisation.value()).isEmpty())
                .isFalse();
        assertThat(answer.path("client_assertions").isEmpty()).isFalse();
        answer.path("client_assertions")
                .forEach(claims -> claims.forEach(values ->
                        assertThat(values.path(0).path("iss").asText()).startsWith("did:")));
    }

    @Test
    void bindsTheTokenToTheKeyOfTheServiceProviderOnly() throws Exception {
        assertThat(issued(node.send("a", form(), proof(provider))).tokenType()).isEqualTo("DPoP");
        assertRefused(node.send("a", form(), proof(organisation)), "invalid_dpop_proof");
    }

    @Test
    @DisplayName("a service provider acts for the organisation that delegated to it only")
    void refusesAProviderThatAnotherOrganisationSent() throws Exception {
        Did other = node.subject("other");
        Map<String, String> form = new HashMap<>(form());
        form.put("assertion", presentation(other, AUDIENCE, organisationCredential(other)));
        assertRefused(node.send("a", form, null), "invalid_grant");
    }

    @Test
    void eachPresentationCountsOnce() throws Exception {
        Map<String, String> form = form();
        AccessToken first = issued(node.send("a", form, null));
        assertThat(first.scope()).isEqualTo("care");
        assertRefused(node.send("a", form, null), "invalid_request");

        Map<String, String> newOrganisation = new HashMap<>(form());
        newOrganisation.put("client_assertion", form.get("client_assertion"));
        assertRefused(node.send("a", newOrganisation, null), "invalid_request");
        Map<String, String> newProvider = new HashMap<>(form());
        newProvider.put("assertion", form.get("assertion"));
        assertRefused(node.send("a", newProvider, null), "invalid_request");
    }

    @Test
    void theTwoCannotBeSwapped() throws Exception {
        Map<String, String> form = new HashMap<>(form());
        String assertion = form.put("assertion", form.get("client_assertion"));
        form.put("client_assertion", assertion);
        assertRefused(node.send("a", form, null), "invalid_grant");
    }

    @Test
    void refusesAPresentationForAnotherServer() throws Exception {
        Map<String, String> form = new HashMap<>(form());
        form.put(
                "client_assertion",
                presentation(provider, "https://node.example:8443/oauth2/b", delegation(organisation)));
        assertRefused(node.send("a", form, null), "invalid_client");
    }

    @ParameterizedTest
    @CsvSource({
        "assertion,,invalid_request",
        "client_assertion,,invalid_request",
        "client_assertion_type,,invalid_request",
        "client_assertion_type,urn:x,invalid_request",
        "scope,,invalid_request",
        "scope,unknown,invalid_scope",
        "assertion,x,invalid_grant",
        "assertion,[],invalid_grant",
        "client_assertion,{},invalid_client"
    })
    void refusesAWrongParameter(String name, @Nullable String value, String error) throws Exception {
        Map<String, String> form = new HashMap<>(form());
        if (value == null) {
            form.remove(name);
        } else {
            form.put(name, value);
        }
        assertRefused(node.send("a", form, null), error);
    }

    @Test
    void refusesAScopeWhosePolicyKnowsNoServiceProvider() throws Exception {
        Map<String, String> form = form();
        node.policy(POLICY.replaceAll("(?s),\\s*\"service_provider\":.*", "}}"));
        assertRefused(node.send("a", form, null), "invalid_scope");
    }

    @Test
    void refusesAScopeWhosePolicyBindsNobody() throws Exception {
        Map<String, String> form = form();
        node.policy(POLICY.replaceFirst("\"delegating\"", "\"delegating_of_organisation\""));
        assertRefused(node.send("a", form, null), "invalid_scope");
    }

    @Test
    void endsForBothPartiesWhoseRegistrationEnded() throws Exception {
        Map<String, String> form = form();
        node.ended = clientId -> clientId.equals(provider.value());
        assertRefused(node.send("a", form, null), "access_denied");
    }

    private Map<String, String> form() throws Exception {
        return Map.of(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:jwt-bearer",
                "assertion",
                presentation(organisation, AUDIENCE, organisationCredential(organisation)),
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion",
                presentation(provider, AUDIENCE, delegation(organisation)),
                "scope",
                "care");
    }

    private String organisationCredential(Did about) throws Exception {
        return node.issue(
                issuer,
                about,
                "NutsOrganizationCredential",
                "{\"organization\":{\"name\":\"Zorg\",\"city\":\"Dorp\"}}");
    }

    private String delegation(Did by) throws Exception {
        return node.issue(
                by, provider, "DelegationCredential", "{\"name\":\"Dienst\",\"actsFor\":\"" + by.value() + "\"}");
    }

    private String presentation(Did holder, String audience, String credential) throws Exception {
        OwnDid own = node.subjects.activeDid(holder).orElseThrow();
        List<UnverifiedCredential> credentials = new ArrayList<>();
        credentials.add(UnverifiedCredential.parse(credential));
        nonces++;
        return new PresentationBuilder(
                        own.signingKeyId(),
                        CustodianSigner.of(node.custodian, own.signingKey().keyId(), KeyPurpose.DID))
                .tokenRequest(audience, "nonce-" + nonces, credentials, node.clock.instant())
                .serialized();
    }

    private String proof(Did by) {
        return node.proofMaker
                .make(
                        node.subjects.activeDid(by).orElseThrow().signingKeyId(),
                        "POST",
                        URI.create(AUDIENCE + "/token"),
                        null)
                .orElseThrow();
    }

    private static AccessToken issued(TokenOutcome outcome) {
        assertThat(outcome).isInstanceOf(TokenOutcome.Issued.class);
        return ((TokenOutcome.Issued) outcome).details();
    }

    private static void assertRefused(TokenOutcome outcome, String error) {
        assertThat(outcome).isInstanceOfSatisfying(TokenOutcome.Refused.class, refused -> assertThat(
                        refused.error().code().wireName())
                .as(refused.error().description())
                .isEqualTo(error));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.auth.fakes.RecordedExchange;
import io.notenboom.auth.fakes.RecordedServer;
import io.notenboom.auth.form.FormParameters;
import io.notenboom.auth.policy.PolicySet;
import io.notenboom.auth.token.GrantRequest.Verification;
import io.notenboom.trust.exchange.ScopePolicies.ScopeSelection;
import io.notenboom.trust.jose.CompactJws;
import io.notenboom.trust.jose.Jwk;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The requests with two presentations that the next version of Nuts nodes sent, against its own policy. */
class RecordedJwtBearerTest {

    private final RecordedServer server = new RecordedServer("master");
    private final PolicySet policies = server.policies("config/policy-b");

    @ParameterizedTest
    @ValueSource(strings = {"request-bearer", "request-dpop"})
    @DisplayName("JWT bearer grant with two presentations")
    void acceptsWhatANutsNodeSent(String item) throws Exception {
        RecordedExchange recorded = recorded(item);
        GrantRequest request = GrantRequest.read(FormParameters.parse(recorded.body()));
        ScopeSelection.Selected selected = ScopeGrants.select(policies.policies(), request.scope());
        request.checkForm(selected.policy(), credential -> true);
        Established established = request.verify(verification(recorded), selected.policy());

        assertThat(established.holder().value())
                .isEqualTo(did("aanbieder"))
                .isEqualTo(established
                        .claims()
                        .get("organization")
                        .get("delegating_hcp")
                        .asText());
        assertThat(established.clientId()).isEqualTo(did("dienstverlener"));
        assertThat(established
                        .evidence()
                        .claims()
                        .get("delegating_hcp_ura")
                        .path(0)
                        .asText())
                .isEqualTo("00000001");
        for (String proof : recorded.header("DPoP")) {
            JsonNode key = CompactJws.parse(proof, 10_000).header("jwk").orElseThrow();
            assertThat(Jwk.parse(key).thumbprint()).isEqualTo(established.proofKey());
        }
    }

    @Test
    void refusesThePresentationsOfAnotherOrganisationsProvider() throws Exception {
        RecordedExchange recorded = recorded("request-bearer");
        GrantRequest request = GrantRequest.read(FormParameters.parse(recorded.body()));
        ScopeSelection.Selected selected = ScopeGrants.select(
                server.policies(
                                "config/policy-b",
                                text -> text.replace(
                                        "$.credentialSubject[0].identifier[*].value", "$.credentialSubject[0].name"))
                        .policies(),
                request.scope());

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> request.verify(verification(recorded), selected.policy()))
                .satisfies(refused -> assertThat(refused.error().code()).isEqualTo(OAuthError.Code.INVALID_GRANT));
    }

    private Verification verification(RecordedExchange recorded) {
        String url = recorded.url().toString();
        return new Verification(
                server.presentations,
                new ClientIds(server.subjects, server.publicUrl),
                url.substring(0, url.length() - "/token".length()),
                recorded.at());
    }

    private RecordedExchange recorded(String item) {
        for (JsonNode exchange : server.read("jwt-bearer/" + item + ".json").path("exchanges")) {
            if (exchange.path("url").asText().endsWith("/token")
                    && exchange.at("/request/method").asText().equals("POST")
                    && exchange.at("/request/body/text").asText().contains("client_assertion")) {
                return new RecordedExchange(item, exchange);
            }
        }
        throw new AssertionError("not recorded: " + item);
    }

    private String did(String subject) {
        return server.read("did/documents/" + subject + ".json").path("id").asText();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.fakes.RecordedServer;
import io.notenboom.auth.fakes.TestNode;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.wallet.LoadOutcome;
import io.notenboom.trust.did.Did;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What EHRs asked the wallets of Nuts nodes, asked of ours, with the recorded policies at the other side. */
class RecordedWalletRequestsTest {

    private static final String EHR = "huisarts-west";
    private static final List<String> ITEMS = List.of(
            "internal-auth/error-credential-with-subject-id",
            "internal-auth/error-no-credentials",
            "internal-auth/error-role-not-in-enum",
            "internal-auth/error-unknown-scope",
            "internal-auth/error-unknown-subject",
            "internal-auth/token-type-unknown",
            "token/wallet-cache");
    private static final List<String> OF_THE_NEXT_VERSION =
            List.of("token/credential-selection", "token/error-credential-selection");

    @TestFactory
    @DisplayName("wallet: recorded calls, self-attested employee credential")
    Stream<DynamicTest> answersEqually() {
        return Stream.of("v6.2.10", "master").flatMap(version -> {
            List<String> items = new ArrayList<>(ITEMS);
            if (version.equals("master")) {
                items.addAll(OF_THE_NEXT_VERSION);
            }
            return items.stream()
                    .map(item -> DynamicTest.dynamicTest(version + " " + item, () -> replay(version, item)));
        });
    }

    private static void replay(String version, String item) throws Exception {
        RecordedServer recording = new RecordedServer(version);
        TestNode node = new TestNode();
        Did issuer = node.subject("server");
        Did holder = node.subject(EHR);
        Did empty = node.subject("leeg-portaal");
        assertThat(empty).isNotEqualTo(holder);
        node.policy(merged(recording));
        assertThat(
                        node.load(
                                EHR,
                                node.issue(
                                        issuer,
                                        holder,
                                        "NutsOrganizationCredential",
                                        "{\"organization\":{\"name\":\"Huisartsenpraktijk West B.V.\",\"city\":\"Voorbeeldstad\"}}")))
                .isInstanceOf(LoadOutcome.Loaded.class);
        String first = "";
        for (JsonNode exchange : recording.read(item + ".json").path("exchanges")) {
            if (!exchange.path("url").asText().endsWith("/request-service-access-token")) {
                continue;
            }
            WalletTokenOutcome outcome = node.accessTokens.get(request(exchange));
            assertThat(status(outcome))
                    .as(outcome.toString())
                    .isEqualTo(exchange.at("/response/status").asInt());
            if (outcome instanceof WalletTokenOutcome.Got got) {
                JsonNode theirs =
                        recording.parsed(exchange.at("/response/body/text").asText());
                assertThat(got.token().tokenType())
                        .isEqualTo(theirs.path("token_type").asText());
                assertThat(got.token().scope()).isEqualTo(theirs.path("scope").asText());
                assertThat(got.proofKeyId() != null).isEqualTo(theirs.has("dpop_kid"));
                String token = got.token().token().reveal();
                // wallet-cache asks twice and gets one token
                assertThat(first.isEmpty() || first.equals(token)).isTrue();
                first = token;
            }
        }
    }

    private static int status(WalletTokenOutcome outcome) {
        return switch (outcome) {
            case WalletTokenOutcome.Got _ -> 200;
            case WalletTokenOutcome.WrongRequest _ -> 400;
            case WalletTokenOutcome.NotAvailable _ -> 412;
            case WalletTokenOutcome.RemoteFailed _ -> 502;
        };
    }

    private static WalletTokenRequest request(JsonNode exchange) throws Exception {
        String[] path = URI.create(exchange.path("url").asText()).getPath().split("/");
        JsonNode body = new com.fasterxml.jackson.databind.json.JsonMapper()
                .readTree(exchange.at("/request/body/text").asText());
        List<ObjectNode> credentials = new ArrayList<>();
        body.path("credentials").forEach(credential -> credentials.add((ObjectNode) credential));
        Map<String, String> selection = new HashMap<>();
        body.path("credential_selection")
                .properties()
                .forEach(entry -> selection.put(entry.getKey(), entry.getValue().asText()));
        return new WalletTokenRequest(
                new SubjectId(path[path.length - 2]),
                URI.create("https://node.example:8443/oauth2/server"),
                body.path("scope").asText(),
                credentials,
                selection,
                new WalletTokenRequest.Options(
                        !body.path("token_type").asText("").equalsIgnoreCase("Bearer"),
                        !exchange.at("/request/headers").toString().contains("no-cache")));
    }

    /** All recorded policies in one file. */
    private static String merged(RecordedServer recording) {
        ObjectNode all = new com.fasterxml.jackson.databind.json.JsonMapper().createObjectNode();
        recording.policyTexts("config/policy-a").forEach(text -> all.setAll((ObjectNode) recording.parsed(text)));
        return all.toString();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.fakes.RecordedExchange;
import io.notenboom.auth.fakes.RecordedServer;
import io.notenboom.auth.metadata.ServerMetadata;
import io.notenboom.trust.jose.SignatureAlgorithm;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our metadata beside what Nuts nodes answered at the same URLs. */
class RecordedMetadataTest {

    /** Of the user flow, which is not offered here. */
    private static final Set<String> OF_THE_USER_FLOW = Set.of("code", "query", "authorization_code");

    @ParameterizedTest
    @ValueSource(strings = {"v6.2.10", "master"})
    @DisplayName("metadata at insert URL; issuer byte-equal; DID methods; four formats")
    void saysWhatANutsNodeSays(String version) {
        RecordedServer server = new RecordedServer(version);
        RecordedExchange recorded = item(server, "authorization-server");
        ObjectNode ours = (ObjectNode)
                resource(server).authorizationServer(recorded.subject()).getEntity();
        JsonNode theirs = recorded.answer();

        theirs.properties().forEach(member -> {
            String name = member.getKey();
            JsonNode value = ours.path(name);
            if (name.equals("did_methods_supported")) {
                assertThat(texts(value)).isNotEmpty().isSubsetOf(texts(member.getValue()));
            } else if (member.getValue().isArray()) {
                Set<String> offered = new HashSet<>(texts(member.getValue()));
                offered.removeAll(OF_THE_USER_FLOW);
                // RS256 is accepted by their next version only, and not here
                offered.remove("RS256");
                assertThat(texts(value)).as(name).containsAll(offered);
            } else if (member.getValue().isObject()) {
                assertThat(fieldNames(value))
                        .as(name)
                        .containsExactlyInAnyOrderElementsOf(fieldNames(member.getValue()));
                for (String format : List.of("ldp_vp", "ldp_vc")) {
                    assertThat(value.path(format))
                            .as(format)
                            .isEqualTo(member.getValue().path(format));
                }
                for (String format : List.of("jwt_vp_json", "jwt_vc_json")) {
                    assertThat(texts(value.path(format).path("alg_values_supported")))
                            .contains("ES256", "PS256");
                }
            } else {
                assertThat(value).as(name).isEqualTo(member.getValue());
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"v6.2.10", "master"})
    void saysAsClientWhatANutsNodeSays(String version) {
        RecordedServer server = new RecordedServer(version);
        RecordedExchange recorded = item(server, "oauth-client");
        Response answer = resource(server).client(recorded.subject());
        ObjectNode ours = (ObjectNode) answer.getEntity();

        assertThat(answer.getStatus()).isEqualTo(recorded.status());
        assertThat(fieldNames(ours))
                .containsAll(List.of(
                        "token_endpoint_auth_method", "grant_types", "response_types", "software_id", "vp_formats"));
        assertThat(fieldNames(ours.path("vp_formats")))
                .containsExactlyInAnyOrderElementsOf(
                        fieldNames(recorded.answer().path("vp_formats")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v6.2.10", "master"})
    void servesTheAppendFormAndRefusesUnknownSubjectsWhichNutsNodesDoNot(String version) {
        RecordedServer server = new RecordedServer(version);

        assertThat(resource(server)
                        .authorizationServerAppended(
                                item(server, "authorization-server-append-form").subject())
                        .getStatus())
                .isEqualTo(200);
        assertThat(resource(server)
                        .authorizationServer(item(server, "authorization-server-unknown-subject")
                                .subject())
                        .getStatus())
                .isEqualTo(404);
    }

    private static MetadataResource resource(RecordedServer server) {
        List<String> algorithms = SignatureAlgorithm.all().stream()
                .map(SignatureAlgorithm::joseName)
                .toList();
        return new MetadataResource(
                server.subjects, new ServerMetadata(server.publicUrl, algorithms), server.publicUrl);
    }

    private static RecordedExchange item(RecordedServer server, String name) {
        return server.exchanges("metadata").stream()
                .filter(exchange -> exchange.item().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    private static List<String> fieldNames(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}

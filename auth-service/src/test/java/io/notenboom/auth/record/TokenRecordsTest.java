// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.fakes.TokenScene;
import io.notenboom.auth.store.file.TokenRecordLog;
import io.notenboom.auth.token.AccessToken;
import io.notenboom.kit.chainlog.HashChainedLog;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenRecordsTest {

    private final TokenScene scene = new TokenScene();

    @Test
    @DisplayName("audit: token issued, with holder, organisation, user, scope, credentials, issuers, policy and reason")
    void whatWasGivenIsRecorded() {
        Map<String, String> form = scene.form();
        AccessToken token = scene.granted(form);
        ObjectNode json = scene.node.records.getLast().toJson();
        assertThat(json.path("outcome").asText()).isEqualTo("issued");
        assertThat(json.path("time").asText()).isEqualTo("2026-03-01T10:00:00Z");
        assertThat(json.path("server").asText()).isEqualTo(TokenScene.AUDIENCE);
        assertThat(json.path("holder").asText()).isEqualTo(scene.holder.value());
        assertThat(json.path("clientId").asText()).isEqualTo("https://node.example:8443/oauth2/b");
        assertThat(json.path("scope").asText()).isEqualTo(TokenScene.SCOPE);
        assertThat(json.path("policy").asText()).isEqualTo(TokenScene.SCOPE);
        assertThat(json.at("/claims/organization_name").asText()).isEqualTo("Zorg");
        assertThat(json.path("credentials")).hasSize(2);
        assertThat(json.at("/credentials/0/issuer").asText()).isEqualTo(scene.issuer.value());
        assertThat(json.at("/definitions/organization").asText()).hasSize(43);
        assertThat(json.path("token").asText()).isEqualTo(token.hash().value());
        assertThat(json.toString()).doesNotContain(form.get("assertion"));
    }

    @Test
    @DisplayName("audit: token refused after the client was verified")
    void whatWasRefusedIsRecorded() {
        Map<String, String> form = scene.form();
        scene.node.ended = clientId -> true;
        scene.refused(form);
        ObjectNode json = scene.node.records.getLast().toJson();
        assertThat(json.path("outcome").asText()).isEqualTo("refused");
        assertThat(json.path("error").asText()).isEqualTo("access_denied");
        assertThat(json.path("reason").asText()).contains("registration");
        assertThat(json.path("holder").asText()).isEqualTo(scene.holder.value());
        assertThat(json.has("token")).isFalse();

        int before = scene.node.records.size();
        scene.refused(scene.form(scene.header(), scene.claims(), scene.signer(scene.stranger)));
        assertThat(scene.node.records).hasSize(before);
    }

    @Test
    @DisplayName("audit: written before answering")
    void nothingIsGivenWithoutARecord() {
        scene.node.journal = record -> {
            throw new IllegalStateException("the disk is full");
        };
        assertThatIllegalStateException().isThrownBy(() -> scene.send(scene.form()));
        assertThat(scene.node.tokens.givenTo(scene.holder))
                .allMatch(hash -> scene.node.tokens.find(hash).isEmpty());
    }

    @Test
    void recordsOutliveTheProcessInOneChain(@TempDir Path folder) {
        try (TokenRecordLog log = TokenRecordLog.open(folder, () -> Optional.of("request-1"))) {
            scene.node.journal = log::append;
            scene.granted(scene.form());
        }
        try (TokenRecordLog log = TokenRecordLog.open(folder, Optional::empty)) {
            scene.node.journal = log::append;
            scene.granted(scene.form());
            assertThat(log.read(0, 10)).hasSize(2);
            assertThat(log.read(0, 1).getFirst().record().path("requestId").asText())
                    .isEqualTo("request-1");
            assertThat(log.firstAtOrAfter(scene.node.clock.instant())).hasValue(0);
        }
        assertThat(HashChainedLog.verify(folder)).isEqualTo(2);
    }
}

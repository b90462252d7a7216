// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.notenboom.trust.secret.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiTokensTest {

    @TempDir
    Path folder;

    private List<String> ids() throws IOException {
        JsonNode file =
                new ObjectMapper().readTree(folder.resolve("api-tokens.json").toFile());
        return file.path("tokens").findValuesAsText("id");
    }

    @Test
    void aTokenStaysTheSameAndHasOneEntry() throws IOException {
        Secret token = new ApiTokens(folder).token("ehr", List.of("registry:read"));
        ApiTokens again = new ApiTokens(folder);

        assertThat(again.token("ehr", List.of("registry:read")).reveal()).isEqualTo(token.reveal());
        assertThat(again.token("ehr", List.of("registry:write")).reveal()).isEqualTo(token.reveal());
        assertThat(ids()).containsExactly("ehr");
        assertThat(Files.readString(again.hashFile()))
                .contains("registry:write", ApiTokens.sha256(token))
                .doesNotContain(token.reveal());
    }

    @Test
    void whatWasAddedByHandStays() throws IOException {
        Files.writeString(folder.resolve("api-tokens.json"), """
                {"tokens":[{"id":"own","sha256":"00","scopes":["registry:read"],"expires":"2030-01-01T00:00:00Z"}]}""");
        var unused = new ApiTokens(folder).token("ehr", List.of());

        assertThat(ids()).containsExactly("own", "ehr");
        assertThat(Files.readString(folder.resolve("api-tokens.json"))).contains("2030-01-01T00:00:00Z");
    }

    @Test
    void aFileThatIsNotJsonIsNotOverwritten() throws IOException {
        Path file = Files.writeString(folder.resolve("api-tokens.json"), "{\"tokens\":[");

        assertThatThrownBy(() -> new ApiTokens(folder).token("ehr", List.of()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("mend or delete it");
        assertThat(file).hasContent("{\"tokens\":[");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.restoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestoringTest {

    @TempDir
    Path folder;

    @Test
    void theMarkIsOnUntilTheFileIsTakenAway() throws IOException {
        Files.createFile(folder.resolve(RestoringMark.FILE));
        RestoringMark mark = new RestoringMark(folder);
        assertThat(mark.isOn()).isTrue();
        Files.delete(folder.resolve(RestoringMark.FILE));
        assertThat(mark.isOn()).isFalse();
    }

    @Test
    void aProcessThatBeganWithoutItNeverLooksAgain() throws IOException {
        RestoringMark mark = new RestoringMark(folder);
        Files.createFile(folder.resolve(RestoringMark.FILE));
        assertThat(mark.isOn()).isFalse();
        assertThat(new RestoringMark(folder).isOn()).isTrue();
        assertThat(new RestoringMark(folder.resolve("not-made-yet")).isOn()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /registry/v1/organisations, true",
        "HEAD, /registry/v1/organisations, true",
        "POST, /registry/v1/endpoints, false",
        "GET, /registry/v10, false",
        "GET, /registry/v1/restoration, true",
        "GET, /iam/x/did.json, true",
        "GET, /statuslist/did:web:x/1, false",
        "POST, /oauth2/x/token, false",
        "POST, /oauth2/x/introspect, false",
        "POST, /auth/v1/restoration, true",
        "POST, /pdp/v1/flow-store/restoration, true",
        "DELETE, /internal/vdr/v2/subject/restoration, false",
        "GET, /statuslist/did:web:x/restoration, false",
        "GET, /pdp/v1/flows, false",
        "POST, /access/v1/evaluation, false"
    })
    void whatPassesMeanwhileInAProcessWithSeveralServices(String method, String path, boolean passes) {
        List<ReadWhileRestoring> services = List.of(
                new ReadWhileRestoring(List.of("/registry/v1", "/pki/v1")),
                new ReadWhileRestoring(List.of("/iam", "/oauth2", "/auth/v1")));
        assertThat(RestoringFilter.passes(services, method, path)).isEqualTo(passes);
    }

    @Test
    void aServiceThatNamesNothingAnswersNothing() {
        assertThat(RestoringFilter.passes(List.of(), "GET", "/pdp/v1/flows")).isFalse();
    }
}

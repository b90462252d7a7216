// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.auth.replay.ItemReport.Result;
import io.notenboom.auth.replay.recording.RecordingException;
import io.notenboom.auth.replay.recording.RecordingReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording with other hosts, subjects, keys and scopes than any that is shipped: nothing about one is built in. */
class OwnRecordingTest {

    @TempDir
    static Path recorded;

    @BeforeAll
    static void record() throws IOException {
        OwnTraffic.record(recorded);
    }

    @Test
    void everythingHolds() throws Exception {
        List<ItemReport> reports = Replay.of(RecordingReader.read(recorded), item -> {});

        assertThat(reports).hasSizeGreaterThan(25).allSatisfy(report -> assertThat(report.result())
                .as("%s %s %s", report.name(), report.problems(), report.undecided())
                .isEqualTo(Result.PASSED));
        assertThat(reports)
                .filteredOn(report -> report.name().equals("token/bound"))
                .singleElement()
                .satisfies(report -> assertThat(report.checks())
                        .contains(
                                "asking for a token answered equally",
                                "token request answered equally",
                                "request to another host made equally",
                                "signature of a DPoP proof verified"));
    }

    @Test
    void theOrderOfReportsAndTheirContentIsTheSameEachTime() throws Exception {
        assertThat(Replay.of(RecordingReader.read(recorded), item -> {}))
                .isEqualTo(Replay.of(RecordingReader.read(recorded), item -> {}));
    }

    @Test
    void whatWasChangedFails(@TempDir Path folder) throws Exception {
        RecordingCopy copy = new RecordingCopy(recorded, folder);
        copy.answerMember("introspect/bearer", 1, json -> json.put("house", "Another house"));
        copy.answer("verify/revoked", 1, text -> text.replace("false", "true"));
        copy.answer("wallet/list", 1, RecordingCopy::otherSignature);
        copy.status("token/garbage", 1, 200);
        copy.answer("subjects/list", 1, text -> text.replace("desk", "chair"));
        copy.answerMember("metadata/ward", 1, json -> json.put("issuer", "https://other.example"));

        Map<String, ItemReport> reports = copy.replay();
        assertThat(List.of(
                        "introspect/bearer",
                        "verify/revoked",
                        "wallet/list",
                        "token/garbage",
                        "subjects/list",
                        "metadata/ward"))
                .allSatisfy(item -> assertThat(reports.get(item))
                        .as(item)
                        .extracting(ItemReport::result)
                        .isEqualTo(Result.FAILED));
        assertThat(reports.get("introspect/bound").result()).isEqualTo(Result.PASSED);
    }

    @Test
    void whatItDoesNotKnowIsSkippedAndWhatItCannotReadFails(@TempDir Path folder) throws Exception {
        RecordingCopy copy = new RecordingCopy(recorded, folder);
        Files.writeString(folder.resolve("notes.json"), "{\"anything\":1}");
        Files.writeString(folder.resolve("broken.json"), "{\"exchanges\":[{\"url\":\"no\"}]}");
        Files.writeString(folder.resolve("no-json.json"), "{");
        copy.exchange("definition/other", 1, exchange -> {
            exchange.put("url", OwnRecording.SERVER + "/new/call");
            exchange.withObject("/request").put("target", "/new/call");
            exchange.withObject("/response").put("status", 200);
        });

        Map<String, ItemReport> reports = copy.replay();
        assertThat(reports.get("notes").result()).isEqualTo(Result.SKIPPED);
        assertThat(reports.get("notes").undecided().getFirst()).contains("not known");
        assertThat(reports.get("broken").result()).isEqualTo(Result.FAILED);
        assertThat(reports.get("no-json").problems().getFirst()).contains("no JSON");
        assertThat(reports.get("definition/other").result()).isEqualTo(Result.SKIPPED);
        assertThat(reports.get("definition/other").undecided().getFirst()).contains("GET /new/call");
    }

    @Test
    void foldersThatAreNoRecordingsAreRefused(@TempDir Path folder) {
        assertThatThrownBy(() -> RecordingReader.read(folder.resolve("missing")))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("is not a folder");
        assertThatThrownBy(() -> RecordingReader.read(folder))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("*.yaml");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.auth.replay.ItemReport;
import io.notenboom.auth.replay.ItemReport.Result;
import io.notenboom.trust.json.StrictJson;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayRecordingsTest {

    private static final List<ItemReport> ITEMS = List.of(
            new ItemReport("a/good", Result.PASSED, List.of("checked"), List.of("named"), List.of(), List.of()),
            new ItemReport("b/bad", Result.FAILED, List.of("checked"), List.of(), List.of("line\none"), List.of()),
            new ItemReport("c/open", Result.SKIPPED, List.of(), List.of(), List.of(), List.of("why")));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void oneLineForEachItemAndTheSumLast() {
        TextReport report = new TextReport(print(out));
        report.folder("one", ITEMS);
        report.folder("two", ITEMS.subList(0, 1));

        assertThat(report.end()).isEqualTo(1);
        assertThat(text(out).lines())
                .containsExactly(
                        "passed  a/good: checked; named",
                        "failed  b/bad: line one",
                        "skipped c/open: not decided: why",
                        "recording one: 1 passed, 1 failed, 1 skipped",
                        "passed  a/good: checked; named",
                        "recording two: 1 passed, 0 failed, 0 skipped",
                        "2 passed, 1 failed, 1 skipped");
    }

    @Test
    void theSameAsJson() throws Exception {
        JsonReport report = new JsonReport(print(out));
        report.folder("one", ITEMS);

        assertThat(report.end()).isEqualTo(1);
        assertThat(StrictJson.parse(text(out), 10_000).toString())
                .contains("\"folder\":\"one\"", "\"item\":\"b/bad\"", "\"result\":\"failed\"", "\"skipped\":1");
    }

    @Test
    void wrongArgumentsAndFoldersEndWithTwo(@TempDir Path folder) throws Exception {
        assertThat(run()).isEqualTo(2);
        assertThat(run("--format=xml", "one")).isEqualTo(2);
        assertThat(run("--other", "one")).isEqualTo(2);
        assertThat(run(folder.resolve("missing").toString())).isEqualTo(2);
        assertThat(text(err)).contains("missing is not a folder");
        Files.createDirectories(folder.resolve("config"));
        Files.writeString(folder.resolve("config/node-a.yaml"), "url: https://a.example\n");
        assertThat(run(folder.toString())).isEqualTo(2);
        assertThat(text(err)).contains("holds no recorded exchange");
        assertThat(text(out)).isEmpty();
    }

    private int run(String... arguments) {
        return new ReplayRecordings(print(out), print(err)).run(List.of(arguments));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}

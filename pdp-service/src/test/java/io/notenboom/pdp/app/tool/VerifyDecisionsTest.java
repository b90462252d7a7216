// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.notenboom.kit.chainlog.ChainHead;
import io.notenboom.kit.chainlog.HashChainedLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code notenboom pdp verify-log} on files. */
class VerifyDecisionsTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private int verify(String... arguments) {
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new VerifyDecisions(print, print).run(List.of(arguments));
    }

    private String told() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private ChainHead write(int records) {
        try (HashChainedLog log = HashChainedLog.open(folder, 500)) {
            for (int number = 0; number < records; number++) {
                assertThat(log.append(JsonNodeFactory.instance
                                .objectNode()
                                .put("type", "decision")
                                .put("id", "d" + number)))
                        .isGreaterThanOrEqualTo(number);
            }
            return log.head();
        }
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aWholeLogIsWhole() {
        ChainHead head = write(10);
        assertThat(verify("--head=" + head, folder.toString())).isZero();
        assertThat(told()).contains("whole: records 0 to 9").contains("head: " + head);
    }

    @Test
    void aFlippedByteIsNamedWithSegmentLineAndReason() throws IOException {
        write(10);
        Path second = segments().get(1);
        byte[] bytes = Files.readAllBytes(second);
        bytes[bytes.length - 10] ^= 1;
        Files.write(second, bytes);
        assertThat(verify(folder.toString())).isEqualTo(1);
        assertThat(told())
                .contains("NOT WHOLE: " + second.getFileName() + ", line ")
                .contains("hash differs");
    }

    @Test
    void aCutOffEndIsFoundByTheNotedHead() throws IOException {
        ChainHead head = write(10);
        Path last = segments().reversed().stream()
                .filter(file -> file.toFile().length() > 0)
                .findFirst()
                .orElseThrow();
        List<String> lines = Files.readAllLines(last);
        Files.writeString(
                last,
                String.join(
                        "",
                        lines.subList(0, lines.size() - 1).stream()
                                .map(line -> line + "\n")
                                .toList()));
        assertThat(verify("--head=" + head, folder.toString())).isEqualTo(1);
        assertThat(told()).contains("end is missing");
    }

    @Test
    void aBeginThatIsMissingHasToBeExplainedByTheLog() throws IOException {
        write(12);
        Files.delete(segments().getFirst());
        assertThat(verify(folder.toString())).isEqualTo(1);
        assertThat(told()).contains("no record in it says that those before were removed");
        long first =
                Long.parseLong(segments().getFirst().getFileName().toString().replace(".jsonl", ""));
        try (HashChainedLog log = HashChainedLog.open(folder, 500)) {
            assertThat(log.append(JsonNodeFactory.instance
                            .objectNode()
                            .put("type", "retention")
                            .put("before", first)))
                    .isEqualTo(12);
        }
        assertThat(verify(folder.toString())).isZero();
    }

    @Test
    void wrongArgumentsAreTold() {
        assertThat(verify()).isEqualTo(2);
        assertThat(verify("--head=x", folder.toString())).isEqualTo(2);
        assertThat(verify(folder.resolve("none").toString())).isEqualTo(2);
        assertThat(told())
                .contains("give one folder")
                .contains("a head is a number")
                .contains("is no folder");
    }
}

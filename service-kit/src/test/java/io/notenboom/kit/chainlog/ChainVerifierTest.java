// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.chainlog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reading a log from outside finds. */
class ChainVerifierTest {

    private static final int RECORDS = 12;

    @TempDir
    Path directory;

    private ChainHead write() {
        try (HashChainedLog log = HashChainedLog.open(directory, 400)) {
            for (int number = 0; number < RECORDS; number++) {
                assertThat(log.append(JsonNodeFactory.instance.objectNode().put("number", number)))
                        .isEqualTo(number);
            }
            return log.head();
        }
    }

    private ChainVerdict verify(Optional<ChainHead> noted) {
        return new ChainVerifier(directory, noted).verify(record -> {});
    }

    private ChainVerdict.Broken broken(Optional<ChainHead> noted) {
        ChainVerdict verdict = verify(noted);
        assertThat(verdict).isInstanceOf(ChainVerdict.Broken.class);
        return (ChainVerdict.Broken) verdict;
    }

    private List<Path> segments() {
        return ChainReader.segments(directory);
    }

    @Test
    void aWholeLogIsSoundUpToItsHead() {
        ChainHead head = write();
        List<Long> seen = new ArrayList<>();
        ChainVerdict verdict =
                new ChainVerifier(directory, Optional.of(head)).verify(record -> seen.add(record.sequence()));
        assertThat(verdict).isEqualTo(new ChainVerdict.Sound(0, head, segments().size()));
        assertThat(seen).hasSize(RECORDS);
        assertThat(ChainHead.parse(head.toString())).isEqualTo(head);
    }

    @Test
    void aFlippedByteAnywhereIsFoundInItsSegmentAndLine() throws IOException {
        write();
        for (Path segment : segments()) {
            byte[] good = Files.readAllBytes(segment);
            long line = 1;
            for (int index = 0; index < good.length; index++) {
                byte[] bad = good.clone();
                bad[index] ^= 4;
                Files.write(segment, bad);
                ChainVerdict.Broken broken = broken(Optional.empty());
                assertThat(broken.segment()).isEqualTo(segment.getFileName().toString());
                assertThat(broken.line()).isEqualTo(line);
                assertThat(broken.reason()).isNotEmpty();
                line += good[index] == '\n' ? 1 : 0;
            }
            Files.write(segment, good);
        }
        assertThat(verify(Optional.empty())).isInstanceOf(ChainVerdict.Sound.class);
    }

    @Test
    void aSegmentMissingInTheMiddleIsFound() throws IOException {
        write();
        Path gone = segments().get(1);
        Path next = segments().get(2);
        Files.delete(gone);
        assertThat(broken(Optional.empty()).segment())
                .isEqualTo(next.getFileName().toString());
    }

    @Test
    void aMissingEndIsFoundByTheNotedHead() throws IOException {
        ChainHead head = write();
        for (Path last : segments().reversed()) {
            long bytes = Files.size(last);
            Files.delete(last);
            // a last segment that held nothing is no loss
            if (bytes > 0) {
                break;
            }
        }
        assertThat(verify(Optional.empty())).isInstanceOf(ChainVerdict.Sound.class);
        assertThat(broken(Optional.of(head)).reason()).contains("end is missing");
    }

    @Test
    void aCutOffLineIsFoundByTheNotedHead() throws IOException {
        ChainHead head;
        try (HashChainedLog log = HashChainedLog.open(directory, 1_000_000)) {
            for (int number = 0; number < 3; number++) {
                assertThat(log.append(JsonNodeFactory.instance.objectNode().put("number", number)))
                        .isEqualTo(number);
            }
            head = log.head();
        }
        List<String> lines = Files.readAllLines(segments().getFirst());
        Files.writeString(segments().getFirst(), lines.get(0) + "\n" + lines.get(1) + "\n");
        assertThat(verify(Optional.empty())).isInstanceOf(ChainVerdict.Sound.class);
        assertThat(broken(Optional.of(head)).reason()).contains("before record 2");
    }

    @Test
    void anotherHistoryIsFoundByTheNotedHead() throws IOException {
        ChainHead head = write();
        for (Path segment : segments()) {
            Files.delete(segment);
        }
        try (HashChainedLog log = HashChainedLog.open(directory, 400)) {
            for (int number = 0; number < RECORDS + 1; number++) {
                assertThat(log.append(JsonNodeFactory.instance.objectNode().put("forged", number)))
                        .isEqualTo(number);
            }
        }
        assertThat(verify(Optional.empty())).isInstanceOf(ChainVerdict.Sound.class);
        assertThat(broken(Optional.of(head)).reason()).contains("another one than when the head");
    }

    @Test
    void whatWasRemovedAtTheFrontLeavesAChainThatBeginsLater() {
        ChainHead head = write();
        try (HashChainedLog log = HashChainedLog.open(directory, 400)) {
            long second = log.segments().get(1).firstSequence();
            long third = log.segments().get(2).firstSequence();
            assertThat(log.removeBefore(third - 1)).isEqualTo(1);
            assertThat(log.first()).isEqualTo(second);
            assertThat(log.read(0, 1).getFirst().sequence()).isEqualTo(second);
            assertThat(log.append(JsonNodeFactory.instance.objectNode().put("number", RECORDS)))
                    .isEqualTo(RECORDS);
            assertThat(log.removeBefore(Long.MAX_VALUE)).isPositive();
            assertThat(log.read(RECORDS, 1)).hasSize(1);
        }
        try (HashChainedLog log = HashChainedLog.open(directory, 400)) {
            assertThat(log.head().records()).isEqualTo(RECORDS + 1);
        }
        assertThat(verify(Optional.empty()))
                .isInstanceOfSatisfying(ChainVerdict.Sound.class, sound -> assertThat(sound.firstSequence())
                        .isPositive());
        assertThat(broken(Optional.of(new ChainHead(1, head.hash()))).reason()).contains("not in it any more");
    }

    @Test
    void linesFromBeforeTheyHadAHashOfTheirOwnAreRead() throws Exception {
        String first = "{\"seq\":0,\"prev\":\"\",\"record\":{\"number\":0}}";
        String hash = java.util.Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(java.security.MessageDigest.getInstance("SHA-256")
                        .digest(first.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        Files.writeString(
                directory.resolve(ChainReader.name(0)),
                first + "\n{\"seq\":1,\"prev\":\"" + hash + "\",\"record\":{\"number\":1}}\n");
        try (HashChainedLog log = HashChainedLog.open(directory, 1_000)) {
            assertThat(log.append(JsonNodeFactory.instance.objectNode().put("number", 2)))
                    .isEqualTo(2);
        }
        assertThat(verify(Optional.empty())).isInstanceOf(ChainVerdict.Sound.class);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.chainlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashChainedLogTest {

    @TempDir
    Path directory;

    private static JsonNode record(int number) {
        return JsonNodeFactory.instance.objectNode().put("number", number);
    }

    private List<Integer> numbers() {
        List<Integer> numbers = new ArrayList<>();
        try (HashChainedLog log = HashChainedLog.open(directory, 1_000_000)) {
            log.replay(json -> numbers.add(json.path("number").asInt()));
        }
        return numbers;
    }

    private void write(int count) {
        try (HashChainedLog log = HashChainedLog.open(directory, 1_000_000)) {
            IntStream.range(0, count)
                    .forEach(number -> assertThat(log.append(record(number))).isEqualTo(number));
        }
    }

    private Path segment() throws IOException {
        return ChainReader.segments(directory).getFirst();
    }

    @Test
    void findsAfterAnOpenWhatWasAppendedBefore() {
        write(3);

        assertThat(numbers()).containsExactly(0, 1, 2);
        assertThat(HashChainedLog.verify(directory)).isEqualTo(3);
    }

    @Test
    void cutsOffALineThatACrashLeftIncomplete() throws IOException {
        write(2);
        Files.writeString(segment(), "{\"seq\":2,\"prev\":\"", StandardOpenOption.APPEND);

        assertThat(numbers()).containsExactly(0, 1);
        try (HashChainedLog log = HashChainedLog.open(directory, 1_000_000)) {
            assertThat(log.append(record(2))).isEqualTo(2);
        }
        assertThat(numbers()).containsExactly(0, 1, 2);
    }

    @Test
    void noticesAFlippedByteAnywhere() throws IOException {
        write(3);
        byte[] good = Files.readAllBytes(segment());
        for (int index = 0; index < good.length; index++) {
            byte[] bad = good.clone();
            bad[index] ^= 1;
            Files.write(segment(), bad);
            assertThatThrownBy(() -> HashChainedLog.verify(directory)).isInstanceOf(LogFailureException.class);
        }
    }

    @Test
    void noticesARemovedRecord() throws IOException {
        write(3);
        List<String> lines = Files.readAllLines(segment());
        Files.write(segment(), List.of(lines.get(0), lines.get(2)));

        assertThatThrownBy(() -> HashChainedLog.verify(directory)).hasMessageContaining("record 1");
    }

    @Test
    void goesOnInANewSegmentWhenOneIsFull() {
        try (HashChainedLog log = HashChainedLog.open(directory, 100)) {
            IntStream.range(0, 10).forEach(number -> log.append(record(number)));
        }

        assertThat(ChainReader.segments(directory)).hasSizeGreaterThan(2);
        assertThat(numbers()).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(longs = {100, 1_000, 1_000_000})
    void readsPagesFromAnywhere(long segmentBytes) {
        try (HashChainedLog log = HashChainedLog.open(directory, segmentBytes)) {
            assertThat(log.read(0, 10)).isEmpty();
            IntStream.range(0, 50).forEach(number -> log.append(record(number)));

            assertThat(log.size()).isEqualTo(50);
            for (int from = 0; from <= 50; from++) {
                assertThat(log.read(from, 7))
                        .extracting(LoggedRecord::sequence)
                        .containsExactlyElementsOf(LongStream.range(from, Math.min(50, from + 7))
                                .boxed()
                                .toList());
            }
            assertThat(log.read(12, 1).getFirst().record().path("number").asInt())
                    .isEqualTo(12);
            assertThat(log.read(51, 7)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {100, 1_000_000})
    void findsATime(long segmentBytes) {
        Instant start = Instant.parse("2026-11-21T10:00:00Z");
        try (HashChainedLog log = HashChainedLog.open(directory, segmentBytes)) {
            IntStream.range(0, 30)
                    .forEach(number -> log.append(JsonNodeFactory.instance
                            .objectNode()
                            .put("time", start.plusSeconds(10L * number).toString())));

            assertThat(at(log, start.minusSeconds(1))).hasValue(0);
            assertThat(at(log, start.plusSeconds(100))).hasValue(10);
            assertThat(at(log, start.plusSeconds(101))).hasValue(11);
            assertThat(at(log, start.plusSeconds(291))).isEmpty();
        }
    }

    private static OptionalLong at(HashChainedLog log, Instant time) {
        return log.firstAtOrAfter(
                time, record -> Instant.parse(record.path("time").asText()));
    }

    @Test
    void aPageWithABrokenChainIsRefused() throws IOException {
        try (HashChainedLog log = HashChainedLog.open(directory, 1_000_000)) {
            IntStream.range(0, 3).forEach(number -> log.append(record(number)));
            String good = Files.readString(segment());
            Files.writeString(segment(), good.replace("\"number\":1", "\"number\":7"));

            assertThatThrownBy(() -> log.read(0, 3)).hasMessageContaining("record 1");
        }
    }

    @Test
    void aLogThatCannotBeOpenedIsNotHeldLocked() throws IOException {
        write(3);
        String good = Files.readString(segment());
        Files.writeString(segment(), good.replace("\"number\":1", "\"number\":7"));
        assertThatThrownBy(() -> HashChainedLog.open(directory, 1_000)).hasMessageContaining("record 1");

        Files.writeString(segment(), good);
        assertThat(numbers()).containsExactly(0, 1, 2);
    }

    @Test
    void keepsAllOfManyThreads() {
        try (HashChainedLog log = HashChainedLog.open(directory, 10_000);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 200).forEach(number -> threads.submit(() -> log.append(record(number))));
        }

        assertThat(numbers()).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void isOpenInOnePlaceOnly() {
        try (HashChainedLog log = HashChainedLog.open(directory, 1_000)) {
            assertThat(log.append(record(0))).isZero();
            assertThatThrownBy(() -> HashChainedLog.open(directory, 1_000)).hasMessageContaining("another process");
        }
    }

    @Test
    void refusesWhatIsTooLarge() {
        try (HashChainedLog log = HashChainedLog.open(directory, 1_000)) {
            JsonNode large = JsonNodeFactory.instance.textNode("x".repeat(ChainedRecord.MAX_BYTES));
            assertThatThrownBy(() -> log.append(large)).isInstanceOf(LogFailureException.class);
            assertThat(log.append(record(0))).isZero();
        }
    }
}

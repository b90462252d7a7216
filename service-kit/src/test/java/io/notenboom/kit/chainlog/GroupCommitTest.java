// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.chainlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.notenboom.testkit.Await;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Appends that come while the disk is busy share its next synchronisation, and each of them is told what became of that one. */
class GroupCommitTest {

    @TempDir
    Path directory;

    private final Semaphore syncs = new Semaphore(0);
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger synced = new AtomicInteger();
    private volatile boolean broken;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void end() {
        syncs.release(1_000);
        threads.close();
    }

    private HashChainedLog open() {
        return HashChainedLog.open(
                directory, 1_000_000, file -> new HeldChannel(ActiveSegment.Files.ON_DISK.open(file)));
    }

    private static JsonNode record(int number) {
        return JsonNodeFactory.instance.objectNode().put("number", number);
    }

    private static List<Integer> numbers(HashChainedLog log) {
        return log.read(0, 1_000).stream()
                .map(one -> one.record().path("number").asInt())
                .toList();
    }

    /** One whose synchronisation is under way, and then so many others that wait. */
    private List<Future<Long>> appends(HashChainedLog log, int others) {
        List<Future<Long>> appends = new ArrayList<>();
        appends.add(threads.submit(() -> log.append(record(0))));
        Await.until(() -> waiting.get() == 1, "the first is written");
        AtomicInteger begun = new AtomicInteger();
        for (int number = 1; number <= others; number++) {
            int mine = number;
            appends.add(threads.submit(() -> {
                begun.incrementAndGet();
                return log.append(record(mine));
            }));
            Await.until(() -> begun.get() == mine, "it is about to wait");
        }
        return appends;
    }

    @Test
    void manyShareOneSynchronisationAndNoneIsToldBeforeIt() throws Exception {
        try (HashChainedLog log = open()) {
            List<Future<Long>> appends = appends(log, 20);
            assertThat(log.size()).as("nothing is durable").isZero();
            assertThat(appends).noneMatch(Future::isDone);
            syncs.release();
            assertThat(appends.getFirst().get()).isZero();
            syncs.release(1_000);
            List<Long> places = new ArrayList<>();
            for (Future<Long> append : appends) {
                places.add(append.get());
            }
            assertThat(places)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.rangeClosed(0, 20).mapToObj(Long::valueOf).toList());
            assertThat(synced.get()).as("not one for each").isLessThan(10);
            List<Integer> numbers = numbers(log);
            for (int number = 0; number <= 20; number++) {
                assertThat(numbers.get(Math.toIntExact(places.get(number))))
                        .as("each is where its writer was told")
                        .isEqualTo(number);
            }
        }
        assertThat(HashChainedLog.verify(directory)).isEqualTo(21);
    }

    @Test
    void recordsThatBelongTogetherStayTogether() throws Exception {
        try (HashChainedLog log = open()) {
            syncs.release(1_000);
            List<Future<Long>> appends = new ArrayList<>();
            for (int number = 0; number < 50; number++) {
                List<JsonNode> three = List.of(record(number), record(number), record(number));
                appends.add(threads.submit(() -> log.append(three)));
            }
            for (Future<Long> append : appends) {
                assertThat(append.get() % 3).isEqualTo(2);
            }
            List<Integer> numbers = numbers(log);
            for (int first = 0; first < numbers.size(); first += 3) {
                assertThat(numbers.subList(first, first + 3)).containsOnly(numbers.get(first));
            }
        }
        assertThat(HashChainedLog.verify(directory)).isEqualTo(150);
    }

    /** Nobody can tell what is on a disk that failed to synchronise: all who waited are told so, and whoever comes later. */
    @Test
    void aSynchronisationThatFailsFailsAllWhoWaitedForItAndTheNextOnes() throws Exception {
        try (HashChainedLog log = open()) {
            List<Future<Long>> appends = appends(log, 5);
            broken = true;
            syncs.release(1_000);
            for (Future<Long> append : appends) {
                assertThatThrownBy(append::get)
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(LogFailureException.class);
            }
            broken = false;
            assertThatThrownBy(() -> log.append(record(9))).isInstanceOf(LogFailureException.class);
            assertThat(log.size()).isZero();
        }
        assertThat(HashChainedLog.verify(directory)).isZero();
        syncs.release(1_000);
        try (HashChainedLog again = open()) {
            assertThat(again.append(record(1))).isZero();
        }
        assertThat(HashChainedLog.verify(directory)).isEqualTo(1);
    }

    /** The end of the process in the middle of a batch: what was told is there, of the rest a beginning that hangs together. */
    @Test
    void whatACrashLeavesOfABatchIsCutOffWhereItBreaks() throws Exception {
        syncs.release(1_000);
        try (HashChainedLog log = open()) {
            for (int number = 0; number < 10; number++) {
                assertThat(log.append(record(number))).isEqualTo(number);
            }
        }
        Path file = ChainReader.segments(directory).getFirst();
        byte[] whole = Files.readAllBytes(file);
        for (int length = whole.length; length > 0; length -= 37) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            int complete = lines(whole, length);
            try (HashChainedLog log = open()) {
                assertThat(log.size()).as("cut off at %d", length).isEqualTo(complete);
                assertThat(log.append(record(99))).isEqualTo(complete);
            }
            assertThat(HashChainedLog.verify(directory)).isEqualTo(complete + 1);
        }
    }

    private static int lines(byte[] bytes, int length) {
        return (int) IntStream.range(0, length).filter(at -> bytes[at] == '\n').count();
    }

    @Test
    void aLogThatIsClosedWritesWhatWaitsAndTakesNothingMore() throws Exception {
        HashChainedLog log = open();
        List<Future<Long>> appends = appends(log, 3);
        Future<?> closing = threads.submit(log::close);
        syncs.release(1_000);
        closing.get();
        for (Future<Long> append : appends.subList(0, 1)) {
            assertThat(append.get()).isZero();
        }
        assertThatThrownBy(() -> log.append(record(9)))
                .isInstanceOf(LogFailureException.class)
                .hasMessageContaining("closed");
        long told = appends.stream()
                .filter(append -> append.state() == Future.State.SUCCESS)
                .count();
        assertThat(HashChainedLog.verify(directory)).isEqualTo(told);
    }

    /** A file whose synchronisation waits for the test. */
    private final class HeldChannel extends DelegatingChannel {

        HeldChannel(FileChannel channel) {
            super(channel);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            waiting.incrementAndGet();
            syncs.acquireUninterruptibly();
            if (broken) {
                throw new IOException("Input/output error");
            }
            super.force(metaData);
            synced.incrementAndGet();
        }
    }
}

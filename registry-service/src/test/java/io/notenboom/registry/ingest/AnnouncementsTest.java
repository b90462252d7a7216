// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.ingest;

import static io.notenboom.registry.scenario.TestNetwork.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.registry.log.AnnouncementMark;
import io.notenboom.registry.log.LogEntry;
import io.notenboom.registry.scenario.TestNetwork;
import io.notenboom.registry.scenario.TestVendor;
import io.notenboom.registry.store.file.FileStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnouncementsTest {

    @TempDir
    Path folder;

    private final TestNetwork network = new TestNetwork();
    private final TestVendor vendor = network.vendor("Leverancier A", "11111111");
    private final BlockingQueue<Long> announced = new LinkedBlockingQueue<>();

    @Test
    void announcesWhatIsInTheLogAndWhatComes() throws InterruptedException {
        try (TestRegistry registry = registry();
                Announcements announcements =
                        new Announcements(registry.log, mark(), entries -> entries.forEach(this::take))) {
            registry.commits.listen(announcements);
            announcements.start();
            assertThat(registry.submit(vendor.register(START))).isInstanceOf(IngestVerdict.Accepted.class);
            assertThat(announced.poll(10, TimeUnit.SECONDS)).isZero();
        }
        assertThat(mark().next()).isEqualTo(1);
    }

    @Test
    void announcesAgainWhatTheBusDidNotTake() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        Announcer failsOnce = entries -> {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("the bus is away");
            }
            entries.forEach(this::take);
        };
        try (TestRegistry registry = registry();
                Announcements announcements = new Announcements(registry.log, mark(), failsOnce)) {
            registry.commits.listen(announcements);
            assertThat(registry.submit(vendor.register(START))).isInstanceOf(IngestVerdict.Accepted.class);
            announcements.start();
            assertThat(announced.poll(10, TimeUnit.SECONDS)).isZero();
        }
    }

    @Test
    void announcesEverythingWhenTheMarkIsOfALogThatWasThereBefore() throws InterruptedException {
        try (TestRegistry registry = registry();
                Announcements announcements =
                        new Announcements(registry.log, markAt(500), entries -> entries.forEach(this::take))) {
            assertThat(registry.submit(vendor.register(START))).isInstanceOf(IngestVerdict.Accepted.class);
            announcements.start();
            assertThat(announced.poll(10, TimeUnit.SECONDS)).isZero();
        }
    }

    /** A bus that keeps what it was told, and where it was; each step can fail. */
    private static final class FaultyBus implements Announcer {

        private final List<Long> stream = new ArrayList<>();
        private long last = -1;
        private int stepsUntilFailure = Integer.MAX_VALUE;

        private void step() {
            if (stepsUntilFailure-- == 0) {
                throw new IllegalStateException("the bus is away");
            }
        }

        @Override
        public void announce(List<LogEntry> entries) {
            for (LogEntry entry : entries) {
                step();
                stream.add(entry.index());
            }
            step();
            last = entries.getLast().index();
        }

        @Override
        public boolean remembers(LogEntry event) {
            step();
            return last >= event.index();
        }

        private void loseEverything() {
            stream.clear();
            last = -1;
        }
    }

    @Test
    void losesNothingWhereverItIsCutOffAndWhenTheBusLosesItsData() throws IOException {
        try (TestRegistry registry = registry()) {
            vendor.register(START);
            for (int i = 1; i < 6; i++) {
                vendor.replaceCa(vendor.ca(), vendor.ca(), START.plusSeconds(i));
            }
            vendor.events().subList(0, 3).forEach(registry::submit);
            for (int failure = 0; failure < 16; failure++) {
                FaultyBus bus = new FaultyBus();
                Path marks = Files.createDirectories(folder.resolve("mark" + failure));
                AnnouncementMark mark = new FileStores(marks).announcementMark();
                new Announcements(registry.log, mark, bus).announceAll();
                vendor.events().forEach(registry::submit);
                bus.stepsUntilFailure = failure;
                new Announcements(registry.log, mark, bus).announceAll();
                bus.stepsUntilFailure = Integer.MAX_VALUE;
                Announcements afterTheCrash = new Announcements(registry.log, mark, bus);
                afterTheCrash.announceAll();
                assertThat(new TreeSet<>(bus.stream)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
                assertThat(mark.next()).isEqualTo(6);
                bus.loseEverything();
                afterTheCrash.announceAll();
                assertThat(bus.stream).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
                afterTheCrash.announceAll();
                assertThat(bus.stream).hasSize(6);
            }
        }
    }

    private void take(LogEntry entry) {
        announced.add(entry.index());
    }

    private AnnouncementMark mark() {
        return new FileStores(folder.resolve("data")).announcementMark();
    }

    private AnnouncementMark markAt(long next) {
        AnnouncementMark mark = mark();
        mark.moveTo(next);
        return mark;
    }

    private TestRegistry registry() {
        return new TestRegistry(network, folder.resolve("data"), START.plusSeconds(60)).started();
    }
}

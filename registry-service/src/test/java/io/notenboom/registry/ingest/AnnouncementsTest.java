// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.ingest;

import static io.notenboom.registry.scenario.TestNetwork.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.registry.log.AnnouncementMark;
import io.notenboom.registry.log.LogEntry;
import io.notenboom.registry.scenario.TestNetwork;
import io.notenboom.registry.scenario.TestVendor;
import io.notenboom.registry.store.file.FileStores;
import java.nio.file.Path;
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

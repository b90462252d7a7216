// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api.live;

import static io.notenboom.registry.scenario.TestNetwork.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.notenboom.kit.live.LiveEvent;
import io.notenboom.registry.ingest.TestRegistry;
import io.notenboom.registry.log.LogEntry;
import io.notenboom.registry.scenario.TestNetwork;
import io.notenboom.registry.scenario.TestVendor;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log of six events: the Foundation's genesis, and those of a vendor. */
class EventSourceTest {

    private static final String ORGANISATION = "urn:oid:2.16.840.1.113883.2.4.6.1:00000001";

    @TempDir
    Path folder;

    private final TestNetwork network = new TestNetwork();
    private final TestVendor vendor = network.vendor("Leverancier A", "11111111");
    private final AtomicLong shown = new AtomicLong();
    private TestRegistry registry;

    @BeforeEach
    void sixEvents() {
        registry = new TestRegistry(network, folder, START.plusSeconds(60)).started();
        var certificate = vendor.contractCertificate("Ziekenhuis de Linde", START);
        var unused = registry.submit(network.foundation().register(START));
        unused = registry.submit(vendor.register(START));
        unused = registry.submit(vendor.propose(UUID.randomUUID(), ORGANISATION, certificate, START));
        for (int i = 1; i <= 3; i++) {
            unused = registry.submit(vendor.endpoint(ORGANISATION, "urn:uuid:" + i, certificate, START.plusSeconds(i)));
        }
        assertThat(registry.log.size()).isEqualTo(6);
        shown.set(6);
    }

    @AfterEach
    void close() {
        registry.close();
    }

    private EventSource source(Predicate<LogEntry> wanted) {
        return new EventSource(registry.log, registry.projection, new ObjectMapper(), shown::get, wanted);
    }

    @Test
    void theIdOfAnEventIsWhereTheHistoryGoesOnAfterIt() {
        EventSource all = source(entry -> true);
        assertThat(all.after(0, 4)).extracting(LiveEvent::id).containsExactly(1L, 2L, 3L, 4L);
        assertThat(all.after(4, 4)).extracting(LiveEvent::id).containsExactly(5L, 6L);
        assertThat(all.after(6, 4)).isEmpty();
        LiveEvent second = source(entry -> true).after(1, 1).getFirst();
        assertThat(second.json())
                .contains(registry.log.read(1, 1).getFirst().id().value(), "\"state\":\"valid\"");
    }

    @Test
    void whatIsNotShownYetIsNotTold() {
        shown.set(2);
        EventSource all = source(entry -> true);
        assertThat(all.after(0, 10)).hasSize(2);
        shown.set(6);
        assertThat(all.after(2, 10)).hasSize(4);
    }

    @Test
    void aFilterPassesOnWhatItLooksFor() {
        EventSource vendors = source(entry -> entry.type().equals("VendorRegistration"));
        assertThat(vendors.after(0, 10)).extracting(LiveEvent::id).containsExactly(2L);
        assertThat(vendors.after(2, 10)).isEmpty();
        assertThat(source(entry -> entry.stream().equals(vendor.stream())).after(0, 10))
                .hasSize(5);
    }

    @Test
    void aClientThatIsTooFarBackIsToldAndOneThatWantsLittleIsNot() {
        EventSource late = source(entry -> true);
        EventSource rare = source(entry -> false);
        assertThat(rare.after(0, 10)).isEmpty();
        shown.set(EventSource.KEPT + 5);
        assertThat(late.completeAfter()).isEqualTo(5);
        assertThat(rare.completeAfter()).isZero();
        shown.set(EventSource.KEPT + 7);
        assertThat(rare.completeAfter()).isEqualTo(7);
    }
}

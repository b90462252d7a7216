// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app.metrics;

import static io.notenboom.registry.scenario.TestNetwork.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.notenboom.registry.event.ContractApproval;
import io.notenboom.registry.ingest.IngestVerdict;
import io.notenboom.registry.ingest.TestRegistry;
import io.notenboom.registry.scenario.TestNetwork;
import io.notenboom.registry.scenario.TestVendor;
import io.quarkus.runtime.StartupEvent;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the figures say of a registry whose events are known. */
class RegistryFiguresTest {

    private static final String ORGANISATION = "urn:oid:2.16.840.1.113883.2.4.6.1:00000001";

    @TempDir
    Path folder;

    private final TestNetwork network = new TestNetwork();
    private final TestVendor vendor = network.vendor("Leverancier A", "11111111");
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private double gauge(String name, String... tags) {
        return meters.get(name).tags(tags).gauge().value();
    }

    @Test
    void countsByTypeAndStanding() {
        try (TestRegistry registry = new TestRegistry(network, folder, START.plusSeconds(60)).started()) {
            RegistryFigures figures =
                    new RegistryFigures(registry.projection, registry.ingest, registry.verifier, meters);
            figures.register(new StartupEvent());
            figures.count();
            registry.commits.listen(figures);
            AcceptedCounter counter = new AcceptedCounter(meters, registry.log);
            registry.commits.listen(counter);
            var certificate = vendor.contractCertificate("Ziekenhuis de Linde", START);
            UUID contract = UUID.randomUUID();
            take(registry, network.foundation().register(START));
            take(registry, vendor.register(START));
            take(registry, vendor.propose(contract, ORGANISATION, certificate, START));
            take(registry, vendor.endpoint(ORGANISATION, "urn:uuid:too-early", certificate, START));
            take(registry, vendor.approve(contract, certificate, START));
            take(registry, vendor.endpoint(ORGANISATION, "urn:uuid:in-time", certificate, START));
            String ahead = vendor.sign(new ContractApproval(contract), 9, vendor.id(4), START, certificate);
            assertThat(registry.submit(ahead)).isInstanceOf(IngestVerdict.Held.class);
            TestVendor stranger = new TestNetwork().vendor("Leverancier B", "22222222");
            assertThat(registry.submit(stranger.register(START))).isInstanceOf(IngestVerdict.Rejected.class);

            figures.count();
            assertThat(gauge("registry.events", "evt", "EndpointRegistration", "state", "valid"))
                    .isEqualTo(1);
            assertThat(gauge("registry.events", "evt", "EndpointRegistration", "state", "refused"))
                    .isEqualTo(1);
            assertThat(gauge("registry.events", "evt", "FoundationRegistration", "state", "valid"))
                    .isEqualTo(1);
            assertThat(gauge("registry.streams")).isEqualTo(2);
            assertThat(gauge("registry.events.held")).isEqualTo(1);
            assertThat(verifications("valid")).isEqualTo(6);
            assertThat(verifications("invalid")).isEqualTo(1);
            assertThat(meters.get("registry.events.accepted")
                            .tag("evt", "EndpointRegistration")
                            .counter()
                            .count())
                    .isEqualTo(2);
        }
    }

    private double verifications(String result) {
        return meters.get("registry.verifications")
                .tag("result", result)
                .functionCounter()
                .count();
    }

    @Test
    void whatWasInTheLogAtTheStartIsNotNew() {
        try (TestRegistry registry = new TestRegistry(network, folder, START.plusSeconds(60)).started()) {
            take(registry, vendor.register(START));
        }
        try (TestRegistry again = new TestRegistry(network, folder, START.plusSeconds(60))) {
            again.commits.listen(new AcceptedCounter(meters, again.log));
            again.started();
            assertThat(meters.find("registry.events.accepted").counter()).isNull();
        }
    }

    private static void take(TestRegistry registry, String event) {
        assertThat(registry.submit(event)).isInstanceOf(IngestVerdict.Accepted.class);
    }
}

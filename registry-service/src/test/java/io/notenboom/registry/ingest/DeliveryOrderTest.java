// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.ingest;

import static io.notenboom.registry.scenario.TestNetwork.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.registry.endpointtype.EndpointType;
import io.notenboom.registry.endpointtype.EndpointTypes;
import io.notenboom.registry.endpointtype.LocationHosts;
import io.notenboom.registry.event.EndpointRegistration;
import io.notenboom.registry.event.EndpointTypeTable;
import io.notenboom.registry.scenario.TestCertificates.Identity;
import io.notenboom.registry.scenario.TestFoundation;
import io.notenboom.registry.scenario.TestNetwork;
import io.notenboom.registry.scenario.TestVendor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Any delivery order of one set of valid events gives the same heads and the same projection. */
class DeliveryOrderTest {

    private static final Instant LATER = START.plusSeconds(100);
    private static final String TELEX = "urn:oid:1.3.6.1.4.1.54851.2:telex";
    private static final TestNetwork NETWORK = new TestNetwork();
    private static final List<String> EVENTS = events();

    private static List<String> events() {
        List<String> events = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            TestVendor vendor = NETWORK.vendor("Leverancier " + i, "1111111" + i);
            vendor.register(START);
            // The third vendor claims the organisation of the second: both are shown as contested.
            String organisation = "urn:oid:2.16.840.1.113883.2.4.6.1:0000000" + Math.min(i, 2);
            UUID contract = UUID.randomUUID();
            Identity certificate = vendor.contractCertificate("Organisatie " + i, START);
            vendor.propose(contract, organisation, certificate, START.plusSeconds(1));
            vendor.approve(contract, certificate, START.plusSeconds(2));
            vendor.endpoint(organisation, "urn:uuid:" + i, certificate, START.plusSeconds(3));
            vendor.endpoint(organisation, "urn:uuid:" + i, certificate, START.plusSeconds(4));
            vendor.approve(UUID.randomUUID(), certificate, START.plusSeconds(5));
            vendor.issue(telex(vendor, organisation, START.plusSeconds(6)), START.plusSeconds(6), certificate);
            vendor.issue(telex(vendor, organisation, START.plusSeconds(60)), START.plusSeconds(60), certificate);
            events.addAll(vendor.events());
        }
        // From the tenth second on the Foundation supports telex.
        TestFoundation foundation = NETWORK.foundation();
        foundation.register(START);
        EndpointTypes types = new EndpointTypes(
                List.of(new EndpointType(TELEX, List.of(), List.of("tcp"), LocationHosts.PUBLIC, null)));
        foundation.issue(new EndpointTypeTable(types), START.plusSeconds(10), NETWORK.root());
        events.addAll(foundation.stream().events());
        return List.copyOf(events);
    }

    private static EndpointRegistration telex(TestVendor vendor, String organisation, Instant start) {
        return new EndpointRegistration(
                organisation, vendor.oid(), "urn:telex:1", TELEX, "tcp://telex.example.nl:1", start, null);
    }

    /** What a registry shows, as text. */
    private static String shown(TestRegistry registry) {
        List<Object> all = new ArrayList<>();
        all.add(registry.ingest.heads());
        all.add(registry.projection.projectionHash());
        all.add(registry.projection.vendors());
        all.add(registry.projection.contracts());
        all.add(registry.projection.organisations(LATER));
        for (String organisation :
                registry.projection.knownOrganisations().stream().sorted().toList()) {
            all.add(registry.projection.endpoints(organisation, LATER));
        }
        return all.toString();
    }

    @Property(tries = 40)
    void deliveryOrderNeverShows(@ForAll long seed, @ForAll boolean oneByOne) {
        List<String> shuffled = new ArrayList<>(EVENTS);
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(delivered(shuffled, oneByOne)).isEqualTo(delivered(EVENTS, false));
    }

    private static String delivered(List<String> events, boolean oneByOne) {
        Path folder = temporaryFolder();
        try (TestRegistry registry = new TestRegistry(NETWORK, folder, LATER).started()) {
            List<List<String>> deliveries =
                    oneByOne ? events.stream().map(List::of).toList() : List.of(events);
            for (List<String> delivery : deliveries) {
                assertThat(registry.ingest.submit(delivery)).hasSameSizeAs(delivery);
            }
            assertThat(registry.log.size()).isEqualTo(EVENTS.size());
            return shown(registry);
        } finally {
            delete(folder);
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("delivery-order");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

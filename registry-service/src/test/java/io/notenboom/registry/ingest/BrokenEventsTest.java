// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.ingest;

import static io.notenboom.registry.scenario.TestNetwork.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.registry.event.EventCodec;
import io.notenboom.registry.event.MalformedEventException;
import io.notenboom.registry.scenario.TemporaryFolder;
import io.notenboom.registry.scenario.TestCertificates.Identity;
import io.notenboom.registry.scenario.TestFoundation;
import io.notenboom.registry.scenario.TestNetwork;
import io.notenboom.registry.scenario.TestVendor;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Events with something changed at random: each gets a verdict, none gets in, nothing else is thrown. */
class BrokenEventsTest {

    private static final Instant LATER = START.plusSeconds(100);
    private static final String ORGANISATION = "urn:oid:2.16.840.1.113883.2.4.6.1:00000001";
    private static final String ALPHABET = "ABCxyz019-_.={}[]\":, \u0000\u00e9";
    private static final TestNetwork NETWORK = new TestNetwork();
    private static final List<String> EVENTS = events();

    private static List<String> events() {
        TestVendor vendor = NETWORK.vendor("Leverancier A", "11111111");
        Identity certificate = vendor.contractCertificate("Ziekenhuis", START);
        UUID contract = UUID.randomUUID();
        vendor.register(START);
        vendor.propose(contract, ORGANISATION, certificate, START.plusSeconds(1));
        vendor.approve(contract, certificate, START.plusSeconds(2));
        vendor.endpoint(ORGANISATION, "urn:uuid:1", certificate, START.plusSeconds(3));
        TestFoundation foundation = NETWORK.foundation();
        foundation.register(START);
        foundation.revoke(vendor.ca(), vendor.stream(), 3, LATER, NETWORK.root());
        foundation.resolve(vendor.stream(), 3, vendor.id(3), LATER, NETWORK.root());
        List<String> events = new ArrayList<>(vendor.events());
        events.addAll(foundation.stream().events());
        return List.copyOf(events);
    }

    @Property(tries = 40)
    void aBrokenEventNeverGetsInAndNeverThrows(@ForAll long seed) {
        Random random = new Random(seed);
        try (TemporaryFolder folder = new TemporaryFolder();
                TestRegistry registry = new TestRegistry(NETWORK, folder.path(), LATER).started()) {
            for (String event : EVENTS) {
                for (int i = 0; i < 8; i++) {
                    String broken = random.nextBoolean() ? broken(event, random) : brokenInside(event, random);
                    if (!EVENTS.contains(broken)) {
                        assertThat(registry.submit(broken)).isNotInstanceOf(IngestVerdict.Accepted.class);
                        decoded(broken);
                    }
                }
                assertThat(registry.submit(event)).isInstanceOf(IngestVerdict.Accepted.class);
            }
            assertThat(registry.log.size()).isEqualTo(EVENTS.size());
            assertThat(registry.ingest.forks()).isEmpty();
        }
    }

    private static void decoded(String broken) {
        try {
            assertThat(EventCodec.decode(broken).compact()).isEqualTo(broken);
        } catch (MalformedEventException e) {
            assertThat(e.code()).matches("[a-z-]+");
        }
    }

    /** Changes the text itself: a character, a cut, a doubled or a swapped part. */
    private static String broken(String event, Random random) {
        int at = random.nextInt(event.length());
        int to = at + random.nextInt(event.length() - at);
        return switch (random.nextInt(4)) {
            case 0 ->
                event.substring(0, at) + ALPHABET.charAt(random.nextInt(ALPHABET.length())) + event.substring(at + 1);
            case 1 -> event.substring(0, at) + event.substring(to);
            case 2 -> event.substring(0, to) + event.substring(at);
            default -> {
                String other = EVENTS.get(random.nextInt(EVENTS.size()));
                yield event.substring(0, at) + other.substring(Math.min(at, other.length()));
            }
        };
    }

    /** Changes the JSON of header or payload, so that the form of the JWS stays whole. */
    private static String brokenInside(String event, Random random) {
        String[] parts = event.split("\\.");
        int part = random.nextInt(2);
        String json = new String(Base64.getUrlDecoder().decode(parts[part]), StandardCharsets.UTF_8);
        parts[part] = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(broken(json, random).getBytes(StandardCharsets.UTF_8));
        return String.join(".", parts);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.ingest;

import static io.notenboom.registry.scenario.TestNetwork.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.registry.event.ContractApproval;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.RegistryEvent;
import io.notenboom.registry.event.VendorRegistration;
import io.notenboom.registry.scenario.TestCertificates.Identity;
import io.notenboom.registry.scenario.TestFoundation;
import io.notenboom.registry.scenario.TestNetwork;
import io.notenboom.registry.scenario.TestVendor;
import io.notenboom.trust.x509.Pem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** One case for each verdict. What is not accepted leaves everything as it was. */
class VerdictsTest {

    private static final String ORGANISATION = "urn:oid:2.16.840.1.113883.2.4.6.1:00000001";
    private static final Instant NOW = START.plusSeconds(4L * 366 * 86_400);
    private static final Instant NEXT = START.plusSeconds(4);
    private static final RegistryEvent PAYLOAD = new ContractApproval(UUID.randomUUID());

    @TempDir
    Path folder;

    private final TestNetwork network = new TestNetwork();
    private final TestVendor vendor = network.vendor("Leverancier A", "11111111");
    private final TestVendor frozen = network.vendor("Leverancier B", "22222222");
    private final TestVendor resolved = network.vendor("Leverancier C", "33333333");
    private final Identity certificate = vendor.contractCertificate("Ziekenhuis", START);
    private TestRegistry registry;
    private String rival;
    private String lost;

    @BeforeEach
    void fill() {
        registry = new TestRegistry(network, folder, NOW).started();
        UUID contract = UUID.randomUUID();
        vendor.register(START);
        vendor.propose(contract, ORGANISATION, certificate, START.plusSeconds(1));
        vendor.approve(contract, certificate, START.plusSeconds(2));
        vendor.endpoint(ORGANISATION, "urn:uuid:1", certificate, START.plusSeconds(3));
        vendor.events().forEach(this::take);
        TestFoundation foundation = network.foundation();
        take(foundation.register(START));
        for (TestVendor other : List.of(frozen, resolved)) {
            take(other.register(START));
            take(renamed(other, 1, "Naam", true));
        }
        rival = renamed(frozen, 1, "Andere naam", false);
        assertThat(registry.submit(rival)).isInstanceOf(IngestVerdict.Fork.class);
        lost = renamed(resolved, 1, "Andere naam", false);
        take(foundation.resolve(resolved.stream(), 1, resolved.id(1), NOW, network.root()));
    }

    @AfterEach
    void close() {
        registry.close();
    }

    private static String renamed(TestVendor of, int sequence, String name, boolean next) {
        VendorRegistration payload =
                new VendorRegistration(of.oid(), name, Pem.write(of.ca().certificate()));
        Instant issuedAt = START.plusSeconds(sequence);
        return next
                ? of.issue(payload, issuedAt, of.ca())
                : of.sign(payload, sequence, of.id(sequence - 1), issuedAt, of.ca());
    }

    private void take(String event) {
        assertThat(registry.submit(event)).isInstanceOf(IngestVerdict.Accepted.class);
    }

    private Map<String, String> rejected() {
        Map<String, String> cases = new LinkedHashMap<>();
        String good = vendor.sign(PAYLOAD, 4, vendor.id(3), NEXT, certificate);
        String[] parts = good.split("\\.");
        Identity stranger = network.vendor("Leverancier X", "99999999").ca();
        cases.put("too-long", "A".repeat(16_385));
        cases.put("not-a-compact-jws", parts[0] + "." + parts[1]);
        cases.put("not-signed", parts[0] + "." + parts[1] + ".");
        cases.put("not-json", parts[0] + "." + base64("[]") + "." + parts[2]);
        cases.put("header-malformed", base64("{\"alg\":\"none\"}") + "." + parts[1] + "." + parts[2]);
        cases.put(
                "wrong-network",
                new TestNetwork().vendor("Leverancier A", "11111111").register(START));
        cases.put("signer-unknown", vendor.sign(PAYLOAD, 4, vendor.id(3), NEXT, stranger));
        cases.put("signer-may-not-sign-this", vendor.sign(PAYLOAD, 4, vendor.id(3), NEXT, vendor.ca()));
        cases.put("signer-not-trusted", vendor.sign(PAYLOAD, 4, vendor.id(3), NOW, certificate));
        cases.put("signature-invalid", parts[0] + "." + parts[1] + "." + "A".repeat(86));
        cases.put("wrong-predecessor", vendor.sign(PAYLOAD, 4, vendor.id(2), NEXT, certificate));
        cases.put("issued-before-predecessor", vendor.sign(PAYLOAD, 4, vendor.id(3), START, certificate));
        cases.put("fork-lost", lost);
        return cases;
    }

    private Map<String, IngestVerdict> others() {
        EventId stream = vendor.stream();
        Instant future = NOW.plusSeconds(301);
        String early = vendor.sign(PAYLOAD, 4, vendor.id(3), future, certificate);
        String ahead = vendor.sign(PAYLOAD, 9, vendor.id(3), NEXT, certificate);
        String waiting = renamed(frozen, 2, "Naam", false);
        Map<String, IngestVerdict> cases = new LinkedHashMap<>();
        cases.put(vendor.events().getFirst(), new IngestVerdict.Duplicate(stream));
        cases.put(rival, new IngestVerdict.Duplicate(id(rival)));
        cases.put(early, new IngestVerdict.Held(id(early), stream, HeldReason.ISSUED_IN_THE_FUTURE, 4));
        cases.put(ahead, new IngestVerdict.Held(id(ahead), stream, HeldReason.PREDECESSOR_MISSING, 4));
        cases.put(waiting, new IngestVerdict.Held(id(waiting), frozen.stream(), HeldReason.STREAM_FROZEN, 1));
        return cases;
    }

    @TestFactory
    Stream<DynamicTest> nothingChangesButTheVerdict() {
        Stream<DynamicTest> named = rejected().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(), () -> expect(entry.getValue(), new IngestVerdict.Rejected(entry.getKey()))));
        Stream<DynamicTest> kept = others().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getValue().toString(), () -> expect(entry.getKey(), entry.getValue())));
        return Stream.concat(named, kept);
    }

    private void expect(String event, IngestVerdict verdict) {
        long size = registry.log.size();
        var heads = registry.ingest.heads();
        var forks = registry.ingest.forks();
        String hash = registry.projection.projectionHash();
        assertThat(registry.submit(event)).isEqualTo(verdict);
        registry.ingest.retryHeld();
        assertThat(registry.log.size()).isEqualTo(size);
        assertThat(registry.ingest.heads()).isEqualTo(heads);
        assertThat(registry.ingest.forks()).isEqualTo(forks);
        assertThat(registry.projection.projectionHash()).isEqualTo(hash);
    }

    private static EventId id(String event) {
        return EventId.ofSigningInput(event.substring(0, event.lastIndexOf('.')));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}

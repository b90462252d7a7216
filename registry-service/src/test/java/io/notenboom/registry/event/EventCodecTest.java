// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.registry.endpointtype.EndpointTypesFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventCodecTest {

    private static final EventId STREAM = new EventId("A".repeat(43));
    private static final EventId OTHER = new EventId("B".repeat(42) + "E");
    private static final String THUMBPRINT = "C".repeat(42) + "I";
    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
    private static final String HEADER = """
            {"alg":"ES256","typ":"nuts-event+jose","crit":["net","sid","seq","prev","iat","evt"],"net":"n","sid":"%s",\
            "seq":3,"prev":"%s","iat":1767603600,"evt":"ContractApproval","ver":1,"x5t#S256":"%s"}""".formatted(STREAM, OTHER, THUMBPRINT);
    private static final String PAYLOAD = "{\"contractId\":\"7c9e6679-7425-40de-944b-e07fc1f90ae7\"}";

    static List<RegistryEvent> payloads() {
        UUID contract = UUID.fromString("7c9e6679-7425-40de-944b-e07fc1f90ae7");
        return List.of(
                new VendorRegistration("urn:oid:1.2.3:12345678", "Leverancier é", "PEM"),
                new ContractProposal(contract, "urn:oid:1.2:1", "urn:oid:1.2:2", START, null, "PEM"),
                new ContractProposal(contract, "urn:oid:1.2:1", "urn:oid:1.2:2", START, START.plusSeconds(9), "PEM"),
                new ContractApproval(contract),
                new EndpointRegistration(
                        "urn:oid:1.2:1",
                        "urn:oid:1.2:2",
                        "urn:uuid:1",
                        "urn:oid:1.2:fhir",
                        "https://a.nl/",
                        START,
                        null),
                new NodeRegistration("node", "https://a.nl:1", "PEM"),
                new FoundationRegistration("test", "PEM"),
                new FoundationRegistration("test", "PEM", "PEM2"),
                new EndpointTypeTable(EndpointTypesFormat.defaultTable()),
                new CertificateRevocation(THUMBPRINT, "key stolen", new CertificateRevocation.Cutoff(STREAM, 12)),
                new CertificateRevocation(THUMBPRINT, "never used", new CertificateRevocation.Cutoff(STREAM, -1)),
                new ForkResolution(STREAM, 7, OTHER));
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void readsWhatItWrote(RegistryEvent payload) throws MalformedEventException {
        for (long sequence : new long[] {0, 3}) {
            boolean genesis = sequence == 0;
            EventHeader header = new EventHeader(
                    "ES256",
                    "n",
                    genesis ? null : STREAM,
                    sequence,
                    genesis ? null : OTHER,
                    START,
                    payload.type(),
                    1,
                    THUMBPRINT);
            String input = EventCodec.signingInput(header, payload);
            String compact = EventCodec.compact(input, new byte[64]);
            UnverifiedEvent read = EventCodec.decode(compact);
            assertThat(read.header()).isEqualTo(header);
            assertThat(read.payload()).isEqualTo(payload);
            assertThat(read.compact()).isEqualTo(compact);
            assertThat(read.id()).isEqualTo(EventId.ofSigningInput(input));
            assertThat(read.stream()).isEqualTo(genesis ? read.id() : STREAM);
        }
    }

    @Test
    void theIdDoesNotDependOnTheSignature() throws MalformedEventException {
        String event = compact(HEADER, PAYLOAD);
        String input = event.substring(0, event.lastIndexOf('.'));
        byte[] other = new byte[64];
        other[0] = 1;
        assertThat(EventCodec.decode(EventCodec.compact(input, other)).id())
                .isEqualTo(EventCodec.decode(event).id());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"typ\":\"nuts-event+jose\"|\"typ\":\"JWT\"|typ has to be",
                "\"alg\":\"ES256\"|\"alg\":\"none\"|alg has to be",
                "\"alg\":\"ES256\"|\"alg\":\"ES512\"|alg has to be",
                "\"alg\":\"ES256\"|\"alg\":\"RS256\"|alg has to be",
                "\"alg\":\"ES256\"|\"alg\":\"ES256\",\"jwk\":{}|jwk has no place",
                "\"alg\":\"ES256\"|\"alg\":\"ES256\",\"x5c\":[]|x5c has no place",
                "\"alg\":\"ES256\"|\"alg\":\"ES256\",\"kid\":\"1\"|kid has no place",
                "\"alg\":\"ES256\"|\"alg\":\"ES256\",\"b64\":false|b64 has no place",
                "[\"net\",\"sid\",|[\"sid\",|crit has to list",
                "[\"net\",\"sid\",|[\"net\",\"net\",|crit has to list",
                "[\"net\",\"sid\",|[\"exp\",\"net\",\"sid\",|crit has to list",
                "\"seq\":3|\"seq\":-1|seq has to be",
                "\"seq\":3|\"seq\":3.0|seq has to be",
                "\"seq\":3|\"seq\":\"3\"|seq has to be",
                "\"seq\":3|\"seq\":2147483647|seq has to be",
                "\"seq\":3|\"seq\":99999999999999999999|seq has to be",
                "\"seq\":3|\"seq\":0|crit has to list",
                "\"iat\":1767603600|\"iat\":253402300800|iat has to be",
                "\"iat\":1767603600|\"iat\":1767603600.5|iat has to be",
                "\"ver\":1|\"ver\":0|ver is 1 or higher",
                "\"ver\":1|\"ver\":null|ver has to be",
                "\"evt\":\"ContractApproval\"|\"evt\":\"\"|evt has 1 to 64",
                "\"net\":\"n\"|\"net\":7|net has to be",
                "\"sid\":\"AAAA|\"sid\":\"AA|sid is the base64url",
                "\"prev\":\"BBBB|\"prev\":\"!BBB|prev is the base64url",
                "\"x5t#S256\":\"CC|\"x5t#S256\":\"C|x5t#S256 is the base64url",
            })
    void refusesAnotherHeader(String what, String instead, String problem) {
        assertThat(HEADER).contains(what);
        refused(compact(HEADER.replace(what, instead), PAYLOAD), "header-malformed", problem);
    }

    @Test
    void refusesAGenesisThatNamesAPredecessor() {
        String genesis =
                HEADER.replace("\"seq\":3", "\"seq\":0").replace("\"sid\",", "").replace("\"prev\",", "");
        refused(compact(genesis, PAYLOAD), "header-malformed", "neither sid nor prev");
    }

    @Test
    void refusesAnotherForm() {
        String event = compact(HEADER, PAYLOAD);
        refused(event.substring(0, event.lastIndexOf('.') + 1), "not-signed", "no signature");
        refused(event + "=", "not-a-compact-jws", "compact form");
        refused(event + ".x", "not-a-compact-jws", "compact form");
        refused("", "not-a-compact-jws", "compact form");
        refused("{\"payload\":\"\",\"signatures\":[]}", "not-a-compact-jws", "compact form");
        refused(compact(HEADER.replace("\"seq\":3", "\"seq\":3,\"seq\":3"), PAYLOAD), "not-a-compact-jws", "compact");
        refused(compact(HEADER, "[]"), "not-json", "JSON object");
        refused(compact(HEADER, "{\"a\":1,\"a\":1}"), "not-json", "JSON object");
        refused(compact(HEADER, "{\"a\":\"\\ud800\"}"), "not-json", "JSON object");
        refused(compact(HEADER, "{\"a\":".repeat(65) + "1" + "}".repeat(65)), "not-json", "JSON object");
        refused("A".repeat(16_385), "too-long", "16,384");
        refused(compact(HEADER, "{\"a\":\"" + "x".repeat(6_000) + "\"}"), "too-long", "8,192");
    }

    @Test
    void readsLongerEventsOfTypesThatCarryCertificatesOrAreNotKnown() throws MalformedEventException {
        for (String type : List.of("VendorRegistration", "SomethingNew")) {
            String event = compact(HEADER.replace("ContractApproval", type), "{\"a\":\"" + "x".repeat(6_000) + "\"}");
            assertThat(EventCodec.decode(event).payload()).isInstanceOf(NotUnderstood.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ContractApproval|{\"contractId\":\"7c9e6679-7425-10de-944b-e07fc1f90ae7\"}|version 4",
                "ContractApproval|{}|contractId",
                "ContractApproval|{\"contractId\":7}|contractId",
                "VendorRegistration|{\"vendor\":\"1.2.3\",\"name\":\"n\",\"caCertificate\":\"c\"}|OID",
                "VendorRegistration|{\"vendor\":\"urn:oid:1.2\",\"name\":\" \",\"caCertificate\":\"c\"}|name",
                "CertificateRevocation|{\"x5t#S256\":\"A\",\"reason\":\"r\",\"cutoff\":{}}|sid",
                "CertificateRevocation|{\"x5t#S256\":\"A\",\"reason\":\"r\"}|cutoff",
                "ForkResolution|{\"sid\":\"A\",\"seq\":1,\"winner\":\"A\"}|base64url",
                "EndpointTypeTable|{\"types\":{}}|types",
                "SomethingNew|{\"a\":1}|does not know the event type",
            })
    void keepsWhatItDoesNotUnderstand(String type, String payload, String problem) throws MalformedEventException {
        UnverifiedEvent event = EventCodec.decode(compact(HEADER.replace("ContractApproval", type), payload));
        assertThat(event.payload()).isInstanceOfSatisfying(NotUnderstood.class, unknown -> assertThat(unknown.problem())
                .contains(problem));
        assertThat(event.payload().type()).isEqualTo(type);
    }

    @Test
    void doesNotReadALaterVersionAsIfItWereThisOne() throws MalformedEventException {
        UnverifiedEvent event = EventCodec.decode(compact(HEADER.replace("\"ver\":1", "\"ver\":2"), PAYLOAD));
        assertThat(event.payload()).isInstanceOfSatisfying(NotUnderstood.class, unknown -> assertThat(unknown.known())
                .isTrue());
    }

    @Test
    void readsTheCertificatesOfSignersWhateverElseThePayloadSays() throws MalformedEventException {
        String header = HEADER.replace("ContractApproval", "VendorRegistration").replace("\"ver\":1", "\"ver\":2");
        UnverifiedEvent event = EventCodec.decode(compact(header, "{\"caCertificate\":\"PEM\",\"vendor\":7}"));
        assertThat(event.payload()).isInstanceOf(NotUnderstood.class);
        assertThat(event.certificates()).isEqualTo(new UnverifiedEvent.SignerCertificates("PEM", null));
    }

    private static void refused(String compact, String code, String problem) {
        assertThatThrownBy(() -> EventCodec.decode(compact))
                .isInstanceOfSatisfying(
                        MalformedEventException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(problem);
    }

    private static String compact(String header, String payload) {
        return base64(header) + "." + base64(payload) + "." + "A".repeat(86);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}

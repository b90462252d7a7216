// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.notenboom.registry.endpointtype.EndpointTypesFormat;
import io.notenboom.registry.event.EventCodec;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.MalformedEventException;
import io.notenboom.registry.event.NetworkId;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.projection.ProjectionStanding;
import io.notenboom.registry.projection.RegistryProjection;
import io.notenboom.registry.store.file.FileStores;
import io.notenboom.registry.verify.EventVerifier;
import io.notenboom.trust.x509.Pem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Signed events that were made once and never again: every later version has to find in them what the version found that made
 * them (seed: "new features don't break historical data").
 */
class EventFixturesTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = "events-1.json")
    void oldEventsKeepTheirVerdictsIdsAndStandings(String file) throws IOException {
        JsonNode fixtures = read(file);
        X509Certificate root = Pem.readFirstCertificate(fixtures.path("root").textValue());
        NetworkId network =
                NetworkId.of(root.getPublicKey(), fixtures.path("network").textValue());
        Instant clock = Instant.parse(fixtures.path("clock").textValue());
        FileStores stores = new FileStores(folder);
        RegistryProjection projection = new RegistryProjection(root, EndpointTypesFormat.defaultTable());
        try (EventLog log = stores.eventLog(EventFixturesTest::decoded)) {
            Commits commits = new Commits(log, stores.forkEvidence(), projection);
            IngestEvents ingest = new IngestEvents(new EventVerifier(network, root), () -> clock, commits);
            ingest.start();
            List<String> found = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            for (JsonNode event : fixtures.path("events")) {
                String jws = event.path("jws").textValue();
                IngestVerdict verdict = ingest.submit(List.of(jws)).getFirst();
                found.add(event.path("about").textValue() + ": " + String.join(" ", text(verdict)));
                expected.add(event.path("about").textValue() + ": "
                        + event.path("verdict").textValue() + " "
                        + event.path("detail").asText());
            }
            assertThat(found).isEqualTo(expected);
            for (JsonNode event : fixtures.path("events")) {
                if (event.has("id")) {
                    EventId id = new EventId(event.path("id").textValue());
                    String jws = event.path("jws").textValue();
                    assertThat(EventId.ofSigningInput(jws.substring(0, jws.lastIndexOf('.'))))
                            .isEqualTo(id);
                    assertThat(text(projection.event(id).orElseThrow().standing()))
                            .as(event.path("about").textValue())
                            .isEqualTo(event.path("standing").textValue());
                }
            }
        }
    }

    private static JsonNode read(String file) throws IOException {
        try (InputStream stream =
                Objects.requireNonNull(EventFixturesTest.class.getResourceAsStream("/fixtures/events/" + file))) {
            return new ObjectMapper().readTree(stream);
        }
    }

    private static UnverifiedEvent decoded(String compact) {
        try {
            return EventCodec.decode(compact);
        } catch (MalformedEventException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A verdict as the fixtures write it: its name, and the code or reason. */
    static String[] text(IngestVerdict verdict) {
        return switch (verdict) {
            case IngestVerdict.Accepted _ -> new String[] {"accepted", ""};
            case IngestVerdict.Duplicate _ -> new String[] {"duplicate", ""};
            case IngestVerdict.Held held -> new String[] {"held", held.reason().wireName()};
            case IngestVerdict.Rejected rejected -> new String[] {"rejected", rejected.code()};
            case IngestVerdict.Fork _ -> new String[] {"fork", ""};
        };
    }

    /** A standing as the fixtures write it. */
    static String text(ProjectionStanding standing) {
        return switch (standing) {
            case ProjectionStanding.Valid _ -> "valid";
            case ProjectionStanding.Refused refused -> "refused " + refused.rule();
            case ProjectionStanding.NotUnderstood _ -> "not-understood";
            case ProjectionStanding.Frozen _ -> "frozen";
            case ProjectionStanding.ForkLost _ -> "fork-lost";
            case ProjectionStanding.Revoked _ -> "revoked";
        };
    }
}

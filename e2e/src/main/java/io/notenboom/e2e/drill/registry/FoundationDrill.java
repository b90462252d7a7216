// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.e2e.client.ApiClient;
import io.notenboom.e2e.client.Await;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.drill.Drill;
import io.notenboom.e2e.drill.registry.SignedEvents.Hand;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the Foundation decides: on two writers of one stream, and on a contract key that was stolen. */
final class FoundationDrill {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration UNTIL_IN_FORCE = Duration.ofSeconds(2);
    private static final Duration SHOWN = Duration.ofSeconds(10);

    private final RegistryNetwork network;
    private final List<String> organisations;
    private final InstantSource clock;
    private final SignedEvents events;

    FoundationDrill(RegistryNetwork network, List<String> organisations, InstantSource clock) {
        this.network = network;
        this.organisations = organisations;
        this.clock = clock;
        this.events = new SignedEvents(clock);
    }

    void run(Drill drill) {
        drill.check("a contract key is stolen and used; the Foundation revokes its certificate", this::stolenKey);
        drill.check("a copy of a node's folder runs beside it and both write: a fork", this::twoWriters);
        drill.check("the Foundation decides; the stream goes on", this::resolve);
    }

    private String stolenKey() throws IOException {
        Vendor robbed = network.vendor(0);
        String organisation = organisations.get(0);
        String sid = robbed.register();
        String before = robbed.endpoint(organisation, "before-the-theft");
        long events0 = network.converge(network.all(), robbed.state().events()).events();
        String last = SignedEvents.last(robbed, sid);
        Hand stolen = events.contractKey(robbed, sid);
        ObjectNode location = SignedEvents.payload(last).deepCopy();
        location.put("endpointId", "urn:uuid:00000000-0000-4000-8000-00000000bad0")
                .put("location", "https://thief.example.nl/")
                .put(
                        "start",
                        clock.instant()
                                .truncatedTo(ChronoUnit.SECONDS)
                                .plus(UNTIL_IN_FORCE)
                                .toString());
        String forged = events.next(last, "EndpointRegistration", location, stolen);
        post(network.vendor(1), forged);
        network.converge(network.all(), events0 + 1);
        requireShown(organisation, before, true);
        requireShown(organisation, location.path("endpointId").asText(), true);

        long cutoff =
                robbed.registry().get("/registry/v1/streams/" + sid).path("seq").asLong() - 1;
        decide(
                "CertificateRevocation",
                JSON.valueToTree(Map.of(
                        "x5t#S256", stolen.thumbprint(),
                        "reason", "stolen",
                        "cutoff", Map.of("sid", sid, "seq", cutoff))));
        String seen = network.converge(network.all(), events0 + 2).inWords();
        requireShown(organisation, before, true);
        requireShown(organisation, location.path("endpointId").asText(), false);
        return "after seq " + cutoff + " nothing of it counts: " + standings(Lies.idOf(forged)) + "; " + seen;
    }

    private void requireShown(String organisation, String endpoint, boolean shown) {
        for (Vendor vendor : network.all()) {
            boolean _ = Await.until(
                    vendor.label() + (shown ? " shows " : " does not show ") + endpoint + " of " + organisation,
                    SHOWN,
                    () -> Optional.of(vendor.shows(organisation, endpoint)).filter(now -> now == shown));
        }
    }

    private String standings(String event) {
        return network.all().stream()
                .map(vendor -> vendor.registry()
                        .get("/registry/v1/events/" + event)
                        .path("standing")
                        .toString())
                .distinct()
                .collect(Collectors.joining(" and "));
    }

    private String twoWriters() throws IOException {
        Vendor original = network.vendor(2);
        String organisation = organisations.get(2);
        String sid = original.register();
        Vendor copy = network.startCopy(original);
        awaitWrite(copy, organisation, "by-the-copy-in-touch");
        network.converge(withAll(copy), 1);
        network.names().separate(Set.of(RegistryNetwork.COPY));
        var _ = original.endpoint(organisation, "by-the-original");
        ApiClient.Answer byTheCopy = copy.tryEndpoint(organisation, "by-the-copy");
        network.names().heal();
        if (byTheCopy.status() / 100 != 2) {
            throw new StepFailure("the copy did not write, so there is no fork to see: " + byTheCopy);
        }
        Await.until(
                "the fork at every node",
                PATIENCE,
                () -> network.all().stream().allMatch(vendor -> forked(vendor, sid))
                        ? Optional.of(true)
                        : Optional.empty());
        network.stopCopy(copy);
        ApiClient.Answer frozen = original.tryEndpoint(organisation, "while-frozen");
        if (frozen.status() / 100 == 2) {
            throw new StepFailure("the vendor still signs for a stream with a fork");
        }
        return "all " + network.all().size() + " nodes have the evidence; the vendor's next write is answered "
                + frozen.status() + " " + frozen.body().path("type").asText();
    }

    /** A node that was just started signs when it has heard from its peers where its stream stands. */
    private static String awaitWrite(Vendor vendor, String organisation, String path) {
        return Await.until("a write of " + vendor.label(), PATIENCE, () -> {
            ApiClient.Answer answer = vendor.tryEndpoint(organisation, path);
            return answer.status() / 100 == 2
                    ? Optional.of(answer.body().path("endpointId").asText())
                    : Optional.empty();
        });
    }

    private List<Vendor> withAll(Vendor copy) {
        return Stream.concat(network.all().stream(), Stream.of(copy)).toList();
    }

    private static boolean forked(Vendor vendor, String sid) {
        return vendor.registry()
                .get("/registry/v1/streams/" + sid)
                .path("forked")
                .asBoolean();
    }

    private String resolve() throws IOException {
        Vendor original = network.vendor(2);
        String sid = original.register();
        long place = original.registry()
                        .get("/registry/v1/streams/" + sid)
                        .path("seq")
                        .asLong()
                + 1;
        Set<String> rivals = new TreeSet<>();
        JsonNode listed = original.registry()
                .get("/registry/v1/events?branch=all&limit=1&sid=" + sid + "&from=" + place)
                .path("events");
        listed.forEach(event -> {
            if (event.path("seq").asLong() == place) {
                rivals.add(event.path("id").asText());
            }
        });
        if (rivals.size() < 2) {
            throw new StepFailure("the history does not show the events that contradict each other");
        }
        String winner = rivals.iterator().next();
        decide("ForkResolution", JSON.valueToTree(Map.of("sid", sid, "seq", place, "winner", winner)));
        Await.until(
                "the end of the fork at every node",
                PATIENCE,
                () -> network.all().stream().noneMatch(vendor -> forked(vendor, sid))
                        ? Optional.of(true)
                        : Optional.empty());
        String written = awaitWrite(original, organisations.get(2), "after-the-decision");
        String seen = network.converge(network.all(), 1).inWords();
        requireShown(organisations.get(2), written, true);
        return rivals.size() + " rivals at seq " + place + ", one wins; " + seen;
    }

    private void decide(String type, JsonNode payload) throws IOException {
        Vendor foundation = network.foundation();
        JsonNode streams = foundation.registry().get("/registry/v1/streams");
        for (JsonNode stream : streams.isArray() ? streams : streams.path("streams")) {
            if (SignedEvents.isFoundations(foundation, stream.path("sid").asText())) {
                post(
                        foundation,
                        events.next(
                                SignedEvents.last(foundation, stream.path("sid").asText()),
                                type,
                                payload,
                                events.foundation(foundation.party().node())));
                return;
            }
        }
        throw new StepFailure("the Foundation has no stream");
    }

    private static void post(Vendor vendor, String event) {
        ApiClient.Answer answer = vendor.registry().sendText("/registry/v1/events", "application/jose", event);
        if (answer.status() / 100 != 2) {
            throw new StepFailure("an event was not taken: " + answer);
        }
    }
}

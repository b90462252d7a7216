// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.e2e.client.Await;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.drill.Drill;
import io.notenboom.launcher.node.Node;
import io.notenboom.launcher.node.ServiceKind;
import io.notenboom.trust.jose.Base64Url;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A fifth vendor registers in order; then its node is replaced by one that stalls, lies and floods. */
final class HostilePeerDrill {

    static final String LABEL = "x";

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration QUIET = Duration.ofSeconds(15);
    private static final int FLOOD = 300;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RegistryNetwork network;
    private final List<String> organisations;
    private final InstantSource clock;
    private final List<Vendor> honest;
    private @Nullable HostilePeer peer;
    private @Nullable Lies lies;
    private @Nullable HttpClient client;

    HostilePeerDrill(RegistryNetwork network, List<String> organisations, InstantSource clock) {
        this.network = network;
        this.organisations = organisations;
        this.clock = clock;
        this.honest = network.all();
    }

    void run(Drill drill) {
        try {
            if (drill.check("a fifth vendor registers; its node is replaced by a hostile one", this::replace)) {
                drill.check("the hostile node never answers; the others write and converge", this::stall);
                drill.check("it lies in pages and forges events, until nobody calls it", this::lie);
                drill.check("it floods one node", this::flood);
                drill.check("nothing false was taken; the others write and converge", this::nothingFalse);
            }
        } finally {
            if (peer != null) {
                peer.close();
            }
        }
    }

    private String replace() throws Exception {
        network.start(List.of(LABEL));
        Vendor hostile = network.all().getLast();
        var converged = network.converge(network.all(), 1);
        Node node = hostile.party().node();
        NodeIdentityFiles identity = NodeIdentityFiles.of(node);
        client = HttpClient.newBuilder().sslContext(identity.tls()).build();
        JsonNode head = JSON.readTree(
                Base64Url.decode(get(node, "/gossip/v1/head").body().split("\\.")[1]));
        ObjectNode page = Lies.leafOf(
                get(node, "/gossip/v1/trie/root?root=" + head.path("headsRoot").asText(), BodyHandlers.ofByteArray())
                        .body());
        Vendor victim = network.vendor(0);
        String sid = victim.register();
        long last = seqOf(page, sid);
        String event = JSON.readTree(get(node, "/gossip/v1/streams/" + sid + "/events?from=" + last + "&limit=1")
                        .body())
                .path("events")
                .path(0)
                .asText();
        lies = new Lies(head, page, sid, event, identity.signer(), clock);
        if (!Lies.hashOf(page).equals(head.path("headsRoot").asText())) {
            throw new StepFailure("the drill does not hash pages as the nodes do");
        }
        network.supervision().stop(node.processName(ServiceKind.REGISTRY));
        peer = new HostilePeer(node.ports().peer(), identity.tls(), lies);
        return "stream of vendor " + victim.label() + " at seq " + last + ", " + converged.inWords();
    }

    private static long seqOf(JsonNode page, String sid) {
        for (JsonNode entry : page.path("entries")) {
            if (entry.path("sid").asText().equals(sid)) {
                return entry.path("seq").asLong();
            }
        }
        throw new StepFailure("the trie has no stream " + sid);
    }

    private HttpResponse<String> get(Node node, String path) throws IOException, InterruptedException {
        return get(node, path, BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> get(Node node, String path, HttpResponse.BodyHandler<T> body)
            throws IOException, InterruptedException {
        URI url = URI.create("https://127.0.0.1:" + node.ports().peer() + path);
        return started(client)
                .send(
                        HttpRequest.newBuilder(url)
                                .timeout(Duration.ofSeconds(20))
                                .build(),
                        body);
    }

    /** Says something to every honest node, so that each turns to the hostile one. */
    private void provoke() throws IOException, InterruptedException {
        for (Vendor vendor : honest) {
            var _ = sync(vendor);
        }
    }

    private int sync(Vendor vendor) throws IOException, InterruptedException {
        String body = JSON.createObjectNode()
                .put("head", started(lies).head(true))
                .set("hints", JSON.createArrayNode())
                .toString();
        URI url =
                URI.create("https://127.0.0.1:" + vendor.party().node().ports().peer() + "/gossip/v1/sync");
        return started(client)
                .send(
                        HttpRequest.newBuilder(url)
                                .timeout(Duration.ofSeconds(20))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    private String stall() throws IOException, InterruptedException {
        HostilePeer hostile = started(peer);
        hostile.stall(true);
        provoke();
        int stalled = Await.until("a call to the node that never answers", PATIENCE, () -> Optional.of(hostile.calls())
                .filter(calls -> calls > 0));
        long before = honest.getFirst().state().events();
        var _ = network.vendor(1).endpoint(organisations.get(1), "while-stalling");
        String seen = network.converge(honest, before + 1).inWords();
        hostile.stall(false);
        return stalled + " calls stalled and more; " + seen;
    }

    private String lie() throws IOException, InterruptedException {
        provoke();
        HostilePeer hostile = started(peer);
        return Await.until("that nobody calls the hostile node any more", PATIENCE, () -> {
            boolean enough = hostile.lied() >= honest.size() && hostile.quietMilliseconds() > QUIET.toMillis();
            return enough
                    ? Optional.of(hostile.lied() + " lies told in " + hostile.calls() + " calls, then none for "
                            + QUIET.toSeconds() + " s")
                    : Optional.empty();
        });
    }

    private String flood() throws IOException, InterruptedException {
        Map<Integer, Integer> statuses = new TreeMap<>();
        for (int call = 0; call < FLOOD; call++) {
            statuses.merge(sync(honest.get(2)), 1, Integer::sum);
        }
        if (statuses.getOrDefault(200, 0) > FLOOD / 2
                || statuses.keySet().stream().anyMatch(status -> status >= 500)) {
            throw new StepFailure(FLOOD + " syncs were answered with " + statuses);
        }
        return FLOOD + " syncs, answered with " + statuses + " (status=number)";
    }

    private String nothingFalse() {
        String forged = Lies.idOf(started(lies).forgedEvent());
        List<String> taken = new ArrayList<>();
        for (Vendor vendor : honest) {
            if (vendor.registry()
                            .send("GET", "/registry/v1/events/" + forged, null)
                            .status()
                    != 404) {
                taken.add(vendor.label());
            }
        }
        if (!taken.isEmpty()) {
            throw new StepFailure("the forged event " + forged + " is known to " + taken);
        }
        long before = honest.getFirst().state().events();
        var _ = network.vendor(2).endpoint(organisations.get(2), "after-the-lies");
        return network.converge(honest, before + 1).inWords();
    }

    private static <T> T started(@Nullable T value) {
        if (value == null) {
            throw new StepFailure("the hostile node was not started");
        }
        return value;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.notenboom.e2e.client.ApiClient;
import io.notenboom.e2e.demo.DemoWorld.Gateway;
import io.notenboom.e2e.report.DemoReport;
import io.notenboom.launcher.node.ApiTokens;
import io.notenboom.launcher.node.DevelopmentAuthority;
import io.notenboom.launcher.node.DevelopmentHttp;
import io.notenboom.launcher.node.Distribution;
import io.notenboom.launcher.node.NginxGateway;
import io.notenboom.launcher.node.Node;
import io.notenboom.launcher.node.NodeFolder;
import io.notenboom.launcher.node.NodeSpec;
import io.notenboom.launcher.node.ServiceKind;
import io.notenboom.launcher.process.Supervision;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Starts what the demo needs: the Foundation's node, the nodes of two vendors, and the sender's FHIR server, each service a
 * process of its own.
 */
public final class DemoSetup {

    private static final String NETWORK = "demo";
    private static final String ISSUER_SUBJECT = "nuts-foundation";

    private final DemoOptions options;
    private final Supervision supervision;
    private final Distribution distribution;
    private final DevelopmentAuthority authority;
    private final HttpClient http;

    /** Prepares; starts nothing. */
    public DemoSetup(DemoOptions options, Supervision supervision, InstantSource clock) {
        this.options = options;
        this.supervision = supervision;
        this.distribution = new Distribution(options.home());
        this.authority = new DevelopmentAuthority(clock);
        this.http = DevelopmentHttp.trusting(authority.certificatePem());
    }

    /** Starts everything and tells where it is. */
    public DemoWorld start(DemoReport report) {
        report.title("Starting two nodes, the Foundation and a FHIR server, each service a process of its own");
        long start = System.nanoTime();
        Node foundation =
                node("foundation", "nuts00", EnumSet.of(ServiceKind.REGISTRY, ServiceKind.AUTH), null, List.of(), null);
        String version = options.fhir().version();
        FhirServer fhir = FhirServer.prepare(options.folder().resolve("fhir"), supervision, version);
        together(List.of(foundation::start, () -> fhir.start(distribution)));

        Party foundationParty = new Party("Nuts Foundation", "", "", foundation, http);
        NodeSpec.FoundationAccess access = new NodeSpec.FoundationAccess(
                foundation.internalUrl(ServiceKind.REGISTRY),
                invitation(foundation),
                root(foundation, foundationParty));
        String issuer = issuer(foundationParty);
        List<String> peers = List.of(foundation.peerUrl());
        Node sender = node("a", "vendra", NodeSpec.allServices(), access, peers, fhir.access(useNginx()));
        Node receiver = node(
                "b",
                "vendrb",
                NodeSpec.allServices(),
                access,
                List.of(foundation.peerUrl(), sender.peerUrl()),
                receiversFhir());
        writePolicies(sender, issuer);
        writePolicies(receiver, issuer);
        together(List.of(sender::start, receiver::start));

        DemoWorld world = new DemoWorld(
                foundationParty,
                new Party("Vendor A", "urn:oid:1.3.6.1.4.1.54851.4:90000101", "90000101", sender, http),
                new Party("Vendor B", "urn:oid:1.3.6.1.4.1.54851.4:90000202", "90000202", receiver, http),
                gateway(sender),
                issuer);
        connectGateways(world);
        tell(report, world, fhir, start);
        return world;
    }

    private NodeSpec.@Nullable FhirServer receiversFhir() {
        if (!options.fhir().atReceiver()) {
            return null;
        }
        FhirServer fhir = FhirServer.prepare(
                options.folder().resolve("fhir-b"), supervision, options.fhir().version());
        fhir.startEmpty(distribution);
        return fhir.access(false);
    }

    private void tell(DemoReport report, DemoWorld world, FhirServer fhir, long start) {
        report.fact(
                "processes", supervision.processes().size() + " in " + (System.nanoTime() - start) / 1_000_000 + " ms");
        report.fact("Redis", world.sender().node().redisOrigin());
        report.fact(
                "FHIR server",
                "HAPI FHIR, " + options.fhir().version() + ", "
                        + fhir.access(useNginx()).baseUrl());
        report.fact(
                "gateway of A", world.gateway().kind() + ", " + world.gateway().url());
        report.fact("gateway of B", "proxy, " + world.receiver().node().proxyUrl());
        report.fact("files", options.folder());
    }

    private Node node(
            String label,
            String customer,
            Set<ServiceKind> services,
            NodeSpec.@Nullable FoundationAccess foundation,
            List<String> bootstrapPeers,
            NodeSpec.@Nullable FhirServer fhir) {
        NodeSpec spec = NodeSpec.of(label, customer, NETWORK, services, foundation, bootstrapPeers)
                .withFhir(fhir)
                .withTokenSeconds(Map.of(DemoScope.SHORT_LIVED, 1))
                .withPeerHost("localhost", javaOptions());
        NodeFolder folder = new NodeFolder(options.folder().resolve(label));
        return new Node(
                options.small().contains(label) ? spec.asSmall() : spec, folder, distribution, authority, supervision);
    }

    private List<String> javaOptions() {
        List<String> all = new ArrayList<>(options.javaOptions());
        all.add("-Dnotenboom.pdp.profile=" + options.profile());
        return all;
    }

    private static void together(List<Runnable> starts) {
        CompletableFuture<?>[] running = starts.stream()
                .map(start -> CompletableFuture.runAsync(start, Thread::startVirtualThread))
                .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(running).join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }

    /** The token with which vendors may apply at the Foundation. */
    private static Path invitation(Node foundation) {
        var unused = foundation.secrets().apiTokens().token("invitation", List.of("enrolment:request"));
        return foundation.secrets().apiTokens().file("invitation");
    }

    private static Path root(Node foundation, Party party) {
        JsonNode described = party.administrator(ServiceKind.REGISTRY).get("/enrolment/v1/foundation");
        return NodeFolder.writePrivate(
                foundation.folder().root().resolve("root.pem"),
                described.path("root").asText());
    }

    private static String issuer(Party foundation) {
        return foundation
                .administrator(ServiceKind.AUTH)
                .post("/internal/vdr/v2/subject", Map.of("subject", ISSUER_SUBJECT))
                .path("documents")
                .path(0)
                .path("id")
                .asText();
    }

    private static void writePolicies(Node node, String issuer) {
        try {
            NodeFolder.writePrivate(
                    node.folder().policies().resolve("demo.json"),
                    new ObjectMapper().writeValueAsString(DemoScope.policies(issuer)));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("the demo's policies cannot be written", impossible);
        }
    }

    private boolean useNginx() {
        return switch (options.gateway()) {
            case NGINX -> true;
            case PROXY -> false;
            case AUTO -> NginxGateway.isInstalled();
        };
    }

    private Gateway gateway(Node sender) {
        if (!useNginx()) {
            return new Gateway("proxy", sender.proxyUrl());
        }
        return new Gateway("nginx", new NginxGateway(sender).start());
    }

    private void connectGateways(DemoWorld world) {
        String audience = world.senderIssuer();
        register(
                world.sender(),
                Node.FHIR_PEP_BY_NGINX,
                pep("fhir", "none", "/fhir", world.gateway().url(), audience, CareOrganisation.SENDER));
        register(
                world.sender(),
                Node.FHIR_PEP_BY_PROXY,
                pep("fhir", "full", "/fhir", world.gateway().url(), audience, CareOrganisation.SENDER));
        Node receiver = world.receiver().node();
        register(
                world.receiver(),
                Node.NOTIFICATION_PEP,
                pep(
                        "notification",
                        "none",
                        "/notification",
                        receiver.proxyUrl(),
                        receiver.issuer(CareOrganisation.RECEIVER.subject()),
                        CareOrganisation.RECEIVER));
    }

    private static Map<String, Object> pep(
            String kind,
            String bodyMode,
            String basePath,
            String publicBaseUrl,
            String audience,
            CareOrganisation owner) {
        return Map.of(
                "kind", kind,
                "dialect", "original",
                "bodyMode", bodyMode,
                "basePath", basePath,
                "publicBaseUrl", publicBaseUrl,
                "audience", audience,
                "subject", owner.subject());
    }

    private void register(Party party, String pep, Map<String, Object> registration) {
        ApiClient pdp = party.administrator(ServiceKind.PDP);
        var unused = pdp.put("/pdp/v1/peps/" + pep, complete(party, pep, registration, options.profiles()));
    }

    private static Map<String, Object> complete(
            Party party, String pep, Map<String, Object> registration, List<String> profiles) {
        Map<String, Object> complete = new HashMap<>(registration);
        complete.put("profiles", profiles);
        complete.put("keySha256", ApiTokens.sha256(party.node().secrets().pepKey(pep)));
        return complete;
    }

    /** The registration of the receiver's gateway as one that is notified by a Task (TA-NP). */
    public static Map<String, Object> notifiedByTask(DemoWorld world, List<String> profiles) {
        Node receiver = world.receiver().node();
        String audience = receiver.issuer(CareOrganisation.RECEIVER.subject());
        Map<String, Object> registration =
                pep("ta_np", "full", "/notification", receiver.proxyUrl(), audience, CareOrganisation.RECEIVER);
        return complete(world.receiver(), Node.NOTIFICATION_PEP, registration, profiles);
    }
}

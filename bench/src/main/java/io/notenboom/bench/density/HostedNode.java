// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.density;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.launcher.node.DevelopmentAuthority;
import io.notenboom.launcher.node.Distribution;
import io.notenboom.launcher.node.Node;
import io.notenboom.launcher.node.NodeFolder;
import io.notenboom.launcher.node.NodeSpec;
import io.notenboom.launcher.node.ServiceKind;
import io.notenboom.launcher.process.DetachedSupervisor;
import io.notenboom.pdp.pep.PepRegister;
import io.notenboom.trust.json.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A customer's node as the control plane runs it on a machine: a supervisor, a Redis and the services, with one care organisation,
 * a credential in its wallet, and a flow that it may read.
 */
final class HostedNode implements AutoCloseable {

    private static final String SUBJECT = "care";
    private static final String SCOPE = "eOverdracht-receiver";
    private static final String PEP = "density";
    private static final String KEY = "density-key-0123456789abcdef012345678";
    private static final String POLICY = """
            {"eOverdracht-receiver":{"organization":{"id":"pd_density","name":"organisation",
              "format":{"jwt_vp":{"alg":["ES256"]},"jwt_vc":{"alg":["ES256"]},
                "ldp_vp":{"proof_type":["JsonWebSignature2020"]},"ldp_vc":{"proof_type":["JsonWebSignature2020"]}},
              "input_descriptors":[{"id":"organisation","constraints":{"fields":[
                {"path":["$.type"],"filter":{"type":"string","const":"NutsOrganizationCredential"}},
                {"path":["$.issuer"],"filter":{"type":"string","pattern":"^did:web:.*$"}},
                {"id":"organization_name",
                  "path":["$.credentialSubject.organization.name","$.credentialSubject[0].organization.name"],
                  "filter":{"type":"string"}}]}}]}}}
            """;
    private static final int MAX_ANSWER = 1_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DetachedSupervisor supervisor;
    private final Node node;
    private final HttpClient http;
    private Duration readyAfter = Duration.ZERO;

    private HostedNode(DetachedSupervisor supervisor, Node node, HttpClient http) {
        this.supervisor = supervisor;
        this.node = node;
        this.http = http;
    }

    /**
     * Starts it.
     *
     * @param folder of the node; has to be empty
     * @param number distinguishes it from others
     */
    static HostedNode start(Distribution distribution, Path folder, int number, Setting setting)
            throws IOException, InterruptedException {
        NodeFolder files = new NodeFolder(folder);
        Files.writeString(files.policies().resolve("density.json"), POLICY);
        Path password = NodeFolder.writePrivate(files.tokens().resolve("fhir.password"), "density");
        NodeSpec separate = NodeSpec.of(
                        "n" + number, "dens0" + number, "density", NodeSpec.allServices(), null, List.of())
                .withFhir(new NodeSpec.FhirServer("http://127.0.0.1:9/fhir", "stu3", "node", password, false))
                .withPeerHost("localhost", List.of("-Xmx" + setting.heapMib() + "m"));
        DetachedSupervisor supervisor = DetachedSupervisor.findOrStart(files.supervisor());
        HostedNode started = new HostedNode(
                supervisor,
                new Node(
                        setting.small() ? separate.asSmall() : separate,
                        files,
                        distribution,
                        new DevelopmentAuthority(InstantSource.system()),
                        supervisor),
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
        try {
            started.begin();
            return started;
        } catch (IOException | InterruptedException | RuntimeException failure) {
            started.close();
            throw failure;
        }
    }

    private void begin() throws IOException, InterruptedException {
        node.startRedis();
        node.fillKeyPool();
        long before = System.nanoTime();
        node.ensureRunning();
        readyAfter = Duration.ofNanos(System.nanoTime() - before);
        String issuer = subject("issuer");
        String holder = subject(SUBJECT);
        ObjectNode request = StrictJson.newObject()
                .put("type", "NutsOrganizationCredential")
                .put("issuer", issuer)
                .put("format", "jwt_vc")
                .put("expirationDate", "2099-01-01T00:00:00Z")
                .put("withStatusList2021Revocation", true);
        request.putObject("credentialSubject")
                .put("id", holder)
                .putObject("organization")
                .put("name", "Zorggroep De Linde")
                .put("city", "Utrecht");
        String credential = send(ServiceKind.AUTH, "POST", "/internal/vcr/v2/issuer/vc", request.toString());
        var _ = send(ServiceKind.AUTH, "POST", "/internal/vcr/v2/holder/" + SUBJECT + "/vc", credential);
        var _ = send(ServiceKind.PDP, "PUT", "/pdp/v1/peps/" + PEP, pep());
        var _ = send(ServiceKind.PDP, "POST", "/pdp/v1/flows", flow(holder));
    }

    private String subject(String name) throws IOException, InterruptedException {
        String created = send(
                ServiceKind.AUTH,
                "POST",
                "/internal/vdr/v2/subject",
                StrictJson.newObject().put("subject", name).toString());
        return parsed(created).path("documents").path(0).path("id").asText();
    }

    private String pep() {
        return StrictJson.newObject()
                .put("keySha256", PepRegister.keyHash(KEY))
                .put("kind", "fhir")
                .put("dialect", "original")
                .put("bodyMode", "none")
                .put("basePath", "/fhir")
                .put("publicBaseUrl", "https://sender.example")
                .put("profile", "seed/handoff-only")
                .put("audience", node.issuer(SUBJECT))
                .put("subject", SUBJECT)
                .toString();
    }

    private static String flow(String receiver) {
        ObjectNode flow = StrictJson.newObject().put("subject", SUBJECT).put("profile", "seed/handoff-only");
        flow.put("fhirBase", "https://sender.example/fhir");
        flow.putObject("sender").putArray("dids").add("did:web:sender.example");
        flow.putObject("receiver").putArray("dids").add(receiver);
        flow.putObject("task").put("id", "t1").put("state", "in-progress");
        flow.putArray("compositions")
                .addObject()
                .put("ref", "Composition/c1")
                .put("kind", "nursingHandoff")
                .put("user", "none");
        flow.putArray("resources").addObject().put("ref", "Patient/p1").put("user", "none");
        flow.put("notBefore", "2026-01-01T00:00:00Z").put("dataExpires", "2099-01-01T00:00:00Z");
        return flow.put("taskExpires", "2099-01-01T00:00:00Z").toString();
    }

    /**
     * What a request for care data costs a node: its wallet asks its own authorization server for a token, by HTTPS, and an
     * enforcement point asks for a decision with the token, which is introspected.
     */
    void tokenAndDecision() throws IOException, InterruptedException {
        ObjectNode request = StrictJson.newObject()
                .put("authorization_server", node.issuer(SUBJECT))
                .put("scope", SCOPE)
                .put("token_type", "Bearer");
        String path = "/internal/auth/v2/" + SUBJECT + "/request-service-access-token";
        String token = parsed(send(ServiceKind.AUTH, "POST", path, request.toString()))
                .path("access_token")
                .asText();
        HttpResponse<String> decision = http.send(
                HttpRequest.newBuilder(URI.create(node.internalUrl(ServiceKind.PDP) + "/authz/forward/" + PEP))
                        .timeout(PATIENCE)
                        .header("X-PEP-Key", KEY)
                        .header("X-Original-Method", "GET")
                        .header("X-Original-URI", "/fhir/Patient/p1")
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofString());
        if (decision.statusCode() != 200) {
            throw new IOException("a request was not permitted: " + decision.statusCode() + " " + decision.body());
        }
    }

    private String send(ServiceKind service, String verb, String path, String body)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(node.internalUrl(service) + path))
                        .timeout(PATIENCE)
                        .header(
                                "Authorization",
                                "Bearer " + node.secrets().administratorToken().reveal())
                        .header("Content-Type", "application/json")
                        // a new token each time, not the one that the wallet still has
                        .header("Cache-Control", "no-cache")
                        .method(verb, HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(path + " was answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    private static JsonNode parsed(String body) throws IOException {
        return StrictJson.parse(body, MAX_ANSWER);
    }

    /** From the start of the processes of its services until all were ready. */
    Duration readyAfter() {
        return readyAfter;
    }

    /** Memory of its services without the AAA-proxy. */
    Footprint services() throws IOException {
        List<Long> ids = new ArrayList<>();
        for (Map.Entry<String, Long> process : supervisor.processes().entrySet()) {
            String name = process.getKey();
            if (!name.equals(node.processName("redis")) && !name.equals(node.processName(ServiceKind.PROXY))) {
                ids.add(process.getValue());
            }
        }
        return Footprint.of(ids);
    }

    /** Memory of its AAA-proxy. */
    Footprint proxy() throws IOException {
        return Footprint.of(process(node.processName(ServiceKind.PROXY)));
    }

    /** Memory of what every node has beside its services: Redis and the supervisor. */
    Footprint beside() throws IOException {
        return Footprint.of(process(node.processName("redis"))).plus(Footprint.of(supervisor.pid()));
    }

    private long process(String name) {
        Long id = supervisor.processes().get(name);
        if (id == null) {
            throw new IllegalStateException(name + " does not run; see its log in the node's folder");
        }
        return id;
    }

    @Override
    public void close() {
        try {
            http.close();
        } finally {
            supervisor.close();
        }
    }
}

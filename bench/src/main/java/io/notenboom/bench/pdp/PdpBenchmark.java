// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.pdp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.bench.load.Load;
import io.notenboom.bench.load.LoadGenerator;
import io.notenboom.bench.load.LoadGenerator.Plan;
import io.notenboom.bench.load.LoadGenerator.Source;
import io.notenboom.bench.load.Usage;
import io.notenboom.trust.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The decision point over HTTP with 10,000 flows, each way to ask it, and the Open Policy Agent on the same core. */
public final class PdpBenchmark {

    /** How many flows there are. */
    public static final int FLOWS = 10_000;

    /** Connections at one time. */
    public static final int CONNECTIONS = 8;

    private static final int TOKENS_EACH = 8;
    private static final int ROUNDS = 8;
    private static final int BUSY_PART = 10;
    private static final long NOW = 1_780_315_200L;

    private final Map<String, Load> loads = new LinkedHashMap<>();
    private final Times times;

    /** How long to measure; short runs show that everything works, not how fast it is. */
    public record Times(Duration round, Duration warmUp, Duration measured) {

        /** For figures. */
        public static final Times FOR_FIGURES =
                new Times(Duration.ofSeconds(4), Duration.ofSeconds(2), Duration.ofSeconds(6));

        /** To see that everything works. */
        public static final Times SHORT =
                new Times(Duration.ofMillis(300), Duration.ofMillis(100), Duration.ofSeconds(1));
    }

    /**
     * What was found.
     *
     * @param loads by what was asked, in words
     * @param opa of the Open Policy Agent; empty when it is not installed
     * @param nginx through NGINX; empty when it is not installed
     * @param megabytes memory of the service after everything
     * @param pinned whether service and load each had a core for themselves
     */
    public record Figures(
            Map<String, Load> loads, Optional<Load> opa, Optional<Load> nginx, long megabytes, boolean pinned) {

        /** Copies the map, in order. */
        public Figures {
            loads = Collections.unmodifiableMap(new LinkedHashMap<>(loads));
        }
    }

    private PdpBenchmark(Times times) {
        this.times = times;
    }

    /**
     * Measures.
     *
     * @param home root of the built source tree
     * @param folder for the data; has to be empty
     */
    public static Figures measure(Path home, Path folder, Times times) throws Exception {
        return new PdpBenchmark(times).run(home, folder);
    }

    private Figures run(Path home, Path folder) throws Exception {
        try (PdpNode node = PdpNode.start(home, Files.createDirectory(folder.resolve("node")))) {
            node.flows(FLOWS);
            boolean pinned = node.pin();
            LoadGenerator generator = new LoadGenerator(node.port(), node.usage());
            measure("AuthZEN evaluation", generator, node.usage(), () -> authZen(node), PdpBenchmark::requirePermit);
            measure("OPA dialect", generator, node.usage(), PdpBenchmark::opaDialect, PdpBenchmark::requirePermit);
            measure(
                    "forward auth, token known",
                    generator,
                    node.usage(),
                    () -> forward("/authz/forward/" + PdpNode.PEP, false),
                    _ -> {});
            measure(
                    "forward auth, token introspected",
                    generator,
                    node.usage(),
                    () -> forward("/authz/forward/" + PdpNode.PEP, true),
                    _ -> {});
            Optional<Load> nginx = nginx(folder, node);
            long megabytes = node.usage().megabytes();
            return new Figures(loads, opa(folder), nginx, megabytes, pinned);
        }
    }

    private Load measure(String what, LoadGenerator generator, Usage usage, Source source, Consumer<String> answers)
            throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            long before = usage.compilerMillis();
            Load unused = generator.run(new Plan(CONNECTIONS, Duration.ZERO, times.round(), true), source, answers);
            if (usage.compilerMillis() - before < times.round().toMillis() / BUSY_PART) {
                break;
            }
        }
        Load load = generator.run(new Plan(CONNECTIONS, times.warmUp(), times.measured(), true), source, answers);
        System.out.println(what + ": " + load.inWords());
        loads.put(what, load);
        return load;
    }

    private Optional<Load> nginx(Path folder, PdpNode node) throws Exception {
        Optional<Path> program = NginxInFront.program();
        if (program.isEmpty()) {
            return Optional.empty();
        }
        try (NginxInFront nginx =
                NginxInFront.start(program.get(), Files.createDirectory(folder.resolve("nginx")), node.port())) {
            Load load = measure(
                    "through NGINX",
                    new LoadGenerator(nginx.port(), node.usage()),
                    node.usage(),
                    () -> forward("", false),
                    _ -> {});
            loads.remove("through NGINX");
            return Optional.of(load);
        }
    }

    private Optional<Load> opa(Path folder) throws Exception {
        Optional<Path> program = OpaServer.program();
        if (program.isEmpty()) {
            return Optional.empty();
        }
        try (OpaServer opa = OpaServer.start(program.get(), Files.createDirectory(folder.resolve("opa")), FLOWS)) {
            Load load = measure(
                    "Open Policy Agent",
                    new LoadGenerator(opa.port(), opa.usage()),
                    opa.usage(),
                    PdpBenchmark::opaQuestion,
                    PdpBenchmark::requirePermit);
            loads.remove("Open Policy Agent");
            return Optional.of(load);
        }
    }

    private static void requirePermit(String answer) {
        if (!answer.contains("true")) {
            throw new IllegalStateException("not permitted: " + answer);
        }
    }

    private static int anyFlow() {
        return ThreadLocalRandom.current().nextInt(FLOWS);
    }

    private static byte[] authZen(PdpNode node) {
        int flow = anyFlow();
        ObjectNode question = StrictJson.newObject();
        question.putObject("subject").put("type", "organization").put("id", SampleFlows.receiver(flow, FLOWS));
        question.putObject("action").put("name", "read");
        question.putObject("resource")
                .put("type", "Patient")
                .put("id", SampleFlows.patient(flow).substring("Patient/".length()));
        question.putObject("context").put("pep", PdpNode.PEP).put("scope", SampleFlows.SCOPE);
        return post("/access/v1/evaluation", node.authorization(), question);
    }

    private static byte[] opaDialect() {
        int flow = anyFlow();
        ObjectNode question = StrictJson.newObject();
        ObjectNode http = question.putObject("input")
                .putObject("attributes")
                .putObject("request")
                .putObject("http");
        http.put("method", "GET").put("path", "/fhir/" + SampleFlows.patient(flow));
        http.putObject("headers").put("authorization", "Bearer " + token(flow, false));
        return post(
                "/v1/data/nuts/authz", "X-PEP-Id: " + PdpNode.PEP + "\r\nX-PEP-Key: " + PdpNode.KEY + "\r\n", question);
    }

    private static byte[] opaQuestion() {
        int flow = anyFlow();
        ObjectNode input = StrictJson.newObject();
        ObjectNode asked = input.putObject("input");
        asked.put("action", "read").put("resource", SampleFlows.patient(flow)).put("now", NOW);
        asked.set("token", SampleFlows.token(SampleFlows.receiver(flow, FLOWS)));
        return post("/v1/data/nuts/authz", "", input);
    }

    private static byte[] forward(String path, boolean fresh) {
        int flow = anyFlow();
        String target = "/fhir/" + SampleFlows.patient(flow);
        return ("GET " + (path.isEmpty() ? target : path) + " HTTP/1.1\r\nHost: 127.0.0.1\r\nX-PEP-Key: " + PdpNode.KEY
                        + "\r\nX-Original-Method: GET\r\nX-Original-URI: " + target + "\r\nAuthorization: Bearer "
                        + token(flow, fresh) + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static final AtomicLong FRESH = new AtomicLong();

    /** A token is the DID of its client, for the stand-in of the authorization server, and a number. */
    private static String token(int flow, boolean fresh) {
        String client = SampleFlows.receiver(flow, FLOWS).replace(':', '~');
        return client + ".n" + (fresh ? TOKENS_EACH + FRESH.incrementAndGet() : flow % TOKENS_EACH);
    }

    private static byte[] post(String path, String headers, ObjectNode body) {
        byte[] json = StrictJson.write(body);
        byte[] head = ("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n" + headers
                        + "Content-Length: " + json.length + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] request = java.util.Arrays.copyOf(head, head.length + json.length);
        System.arraycopy(json, 0, request, head.length, json.length);
        return request;
    }
}

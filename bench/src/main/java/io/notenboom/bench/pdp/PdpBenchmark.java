// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.pdp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.bench.load.Load;
import io.notenboom.bench.load.LoadGenerator;
import io.notenboom.bench.load.LoadGenerator.Plan;
import io.notenboom.bench.load.LoadGenerator.Source;
import io.notenboom.bench.load.Usage;
import io.notenboom.pdp.opa.OpaProgram;
import io.notenboom.trust.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The decision point over HTTP with more and more flows, each way to ask it, and the Open Policy Agent on the same core. */
public final class PdpBenchmark {

    /** Connections at one time. */
    public static final int CONNECTIONS = 8;

    private static final int TOKENS_EACH = 8;
    private static final int ROUNDS = 16;
    private static final int BUSY_PART = 10;
    private static final long NOW = 1_780_315_200L;

    private final Map<String, Load> loads = new LinkedHashMap<>();
    private final Extent extent;
    private int flows;

    /**
     * How much to measure, and how long; a short run shows that everything works, not how fast it is.
     *
     * @param sizes how many flows there are, rising; with the middle one every way to ask is measured
     */
    public record Extent(List<Integer> sizes, Duration round, Duration warmUp, Duration measured) {

        /** For figures. */
        public static final Extent FOR_FIGURES = new Extent(
                List.of(1_000, 10_000, 100_000), Duration.ofSeconds(4), Duration.ofSeconds(2), Duration.ofSeconds(6));

        /** To see that everything works. */
        public static final Extent SHORT = new Extent(
                List.of(100, 1_000, 3_000), Duration.ofMillis(300), Duration.ofMillis(100), Duration.ofSeconds(1));

        /** Copies the list. */
        public Extent {
            sizes = List.copyOf(sizes);
        }

        /** With how many flows every way to ask is measured. */
        public int middle() {
            return sizes.get(sizes.size() / 2);
        }
    }

    /**
     * What was found.
     *
     * @param loads by what was asked, in words
     * @param peers of the Open Policy Agent and through NGINX, as far as they are installed
     * @param megabytes memory of the service by the number of flows
     * @param pinned whether service and load each had a core for themselves
     */
    public record Figures(Map<String, Load> loads, Peers peers, Map<Integer, Long> megabytes, boolean pinned) {

        /** Copies the maps, in order. */
        public Figures {
            loads = Collections.unmodifiableMap(new LinkedHashMap<>(loads));
            megabytes = Collections.unmodifiableMap(new LinkedHashMap<>(megabytes));
        }
    }

    /** What needs a program of somebody else. */
    public record Peers(Optional<Load> opa, Optional<Load> nginx) {}

    private PdpBenchmark(Extent extent) {
        this.extent = extent;
    }

    /**
     * Measures.
     *
     * @param home root of the built source tree
     * @param folder for the data; has to be empty
     */
    public static Figures measure(Path home, Path folder, Extent extent) throws Exception {
        return new PdpBenchmark(extent).run(home, folder);
    }

    /** Name of a row. */
    public static String row(String what, int flows) {
        return String.format(Locale.ROOT, "%s, %,d flows", what, flows);
    }

    private Figures run(Path home, Path folder) throws Exception {
        Map<Integer, Long> megabytes = new LinkedHashMap<>();
        Optional<Load> nginx = Optional.empty();
        boolean pinned;
        try (PdpNode node = PdpNode.start(home, Files.createDirectory(folder.resolve("node")))) {
            pinned = node.pin();
            for (int size : extent.sizes()) {
                node.flows(flows, size);
                flows = size;
                ours(node);
                if (size == extent.middle()) {
                    otherWays(node);
                    nginx = nginx(folder, node);
                }
                megabytes.put(size, node.usage().megabytes());
            }
        }
        return new Figures(loads, new Peers(opa(folder), nginx), megabytes, pinned);
    }

    private void ours(PdpNode node) throws Exception {
        keep("AuthZEN evaluation", measure(node, () -> authZen(node), PdpBenchmark::requirePermit));
        keep(
                "forward auth, token known",
                measure(node, () -> forward("/authz/forward/" + PdpNode.PEP, false), _ -> {}));
    }

    private void otherWays(PdpNode node) throws Exception {
        keep("OPA dialect", measure(node, this::opaDialect, PdpBenchmark::requirePermit));
        keep(
                "forward auth, token introspected",
                measure(node, () -> forward("/authz/forward/" + PdpNode.PEP, true), _ -> {}));
    }

    private void keep(String what, Load load) {
        loads.put(told(row(what, flows), load), load);
    }

    private static String told(String what, Load load) {
        System.out.println(what + ": " + load.inWords());
        return what;
    }

    private Load measure(PdpNode node, Source source, Consumer<String> answers) throws Exception {
        return measure(new LoadGenerator(node.port(), node.usage()), node.usage(), source, answers);
    }

    /** @throws IllegalStateException when not every request was answered as it should */
    private Load measure(LoadGenerator generator, Usage usage, Source source, Consumer<String> answers)
            throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            long before = usage.compilerMillis();
            Load unused = generator.run(new Plan(CONNECTIONS, Duration.ZERO, extent.round(), true), source, answers);
            if (usage.compilerMillis() - before < extent.round().toMillis() / BUSY_PART) {
                break;
            }
        }
        Load load = generator.run(new Plan(CONNECTIONS, extent.warmUp(), extent.measured(), true), source, answers);
        if (load.answered() == 0 || load.failed() > 0) {
            throw new IllegalStateException("not every request was permitted: " + load.inWords());
        }
        return load;
    }

    private Optional<Load> nginx(Path folder, PdpNode node) throws Exception {
        Optional<Path> program = NginxInFront.program();
        if (program.isEmpty()) {
            return Optional.empty();
        }
        try (ServerProcess nginx =
                NginxInFront.start(program.get(), Files.createDirectory(folder.resolve("nginx")), node.port())) {
            Load load = measure(
                    new LoadGenerator(nginx.port(), node.usage()), node.usage(), () -> forward("", false), _ -> {});
            String unused = told("through NGINX", load);
            return Optional.of(load);
        }
    }

    private Optional<Load> opa(Path folder) throws Exception {
        Optional<OpaProgram> program = OpaProgram.find();
        if (program.isEmpty()) {
            return Optional.empty();
        }
        flows = extent.middle();
        try (ServerProcess opa =
                OpaServer.start(program.get().path(), Files.createDirectory(folder.resolve("opa")), extent.middle())) {
            Usage usage = new Usage(opa.id());
            Load load = measure(
                    new LoadGenerator(opa.port(), usage), usage, this::opaQuestion, PdpBenchmark::requirePermit);
            String unused = told("Open Policy Agent", load);
            return Optional.of(load);
        }
    }

    private static void requirePermit(String answer) {
        if (!answer.contains("true")) {
            throw new IllegalStateException("not permitted: " + answer);
        }
    }

    private int anyFlow() {
        return ThreadLocalRandom.current().nextInt(flows);
    }

    private byte[] authZen(PdpNode node) {
        int flow = anyFlow();
        ObjectNode question = StrictJson.newObject();
        question.putObject("subject").put("type", "organization").put("id", SampleFlows.receiver(flow));
        question.putObject("action").put("name", "read");
        question.putObject("resource")
                .put("type", "Patient")
                .put("id", SampleFlows.patient(flow).substring("Patient/".length()));
        question.putObject("context").put("pep", PdpNode.PEP).put("scope", SampleFlows.SCOPE);
        return post("/access/v1/evaluation", node.authorization(), question);
    }

    private byte[] opaDialect() {
        int flow = anyFlow();
        ObjectNode question = StrictJson.newObject();
        ObjectNode http = question.putObject("input")
                .putObject("attributes")
                .putObject("request")
                .putObject("http");
        http.put("method", "GET").put("path", "/fhir/" + SampleFlows.patient(flow));
        http.putObject("headers").put("authorization", "Bearer " + token(flow, false));
        return post(
                "/v1/data/nuts/authz",
                "X-PEP-Id: " + PdpNode.OPA_PEP + "\r\nX-PEP-Key: " + PdpNode.OPA_KEY + "\r\n",
                question);
    }

    private byte[] opaQuestion() {
        int flow = anyFlow();
        ObjectNode input = StrictJson.newObject();
        ObjectNode asked = input.putObject("input");
        asked.put("action", "read").put("resource", SampleFlows.patient(flow)).put("now", NOW);
        asked.set("token", SampleFlows.token(SampleFlows.receiver(flow)));
        return post("/v1/data/nuts/authz", "", input);
    }

    private byte[] forward(String path, boolean fresh) {
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
        String client = SampleFlows.receiver(flow).replace(':', '~');
        return client + ".n" + (fresh ? TOKENS_EACH + FRESH.incrementAndGet() : flow % TOKENS_EACH);
    }

    private static byte[] post(String path, String headers, ObjectNode body) {
        byte[] json = StrictJson.write(body);
        byte[] head = ("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n" + headers
                        + "Content-Length: " + json.length + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] request = Arrays.copyOf(head, head.length + json.length);
        System.arraycopy(json, 0, request, head.length, json.length);
        return request;
    }
}

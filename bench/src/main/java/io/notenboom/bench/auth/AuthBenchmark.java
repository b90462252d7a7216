// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.auth;

import io.notenboom.bench.auth.BenchClient.Form;
import io.notenboom.bench.load.HttpConnection;
import io.notenboom.bench.load.Load;
import io.notenboom.bench.load.LoadGenerator;
import io.notenboom.bench.load.LoadGenerator.Plan;
import io.notenboom.bench.load.LoadGenerator.Source;
import io.notenboom.trust.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Tokens and introspection of one authorization server, with few and with many subjects. */
public final class AuthBenchmark {

    /** How many subjects there are, one size after the other. */
    public static final List<Integer> SIZES = List.of(10, 1_000, 100_000);

    /** Different clients, each with a credential of its own. */
    public static final int CLIENTS = 50;

    /** At which of {@link #SIZES} everything is measured, and not the least. */
    private static final int MIDDLE = 1_000;

    private static final List<Integer> CONNECTIONS = List.of(1, 8, 32);
    private static final int USUAL = 8;
    private static final int FLOOD = 2_000;
    private static final int KEPT_TOKENS = 1_000;
    private static final int MAX_ANSWER = 100_000;
    private static final int ROUNDS = 8;
    private static final int BUSY_PART = 10;
    private static final Duration ROUND = Duration.ofSeconds(4);
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration MEASURED = Duration.ofSeconds(6);

    private final AuthNode node;
    private final LoadGenerator generator;
    private final List<BenchClient> clients;
    private final BlockingQueue<String> tokens = new ArrayBlockingQueue<>(KEPT_TOKENS);
    private final Map<String, Load> loads = new LinkedHashMap<>();

    private AuthBenchmark(AuthNode node, List<BenchClient> clients) {
        this.node = node;
        this.generator = new LoadGenerator(node.port(), node.usage());
        this.clients = clients;
    }

    /**
     * What was found.
     *
     * @param loads by what was asked, in words
     * @param megabytesIdle memory of the service before
     * @param megabytesAfter memory of the service after everything
     * @param pinned whether service and load each had a core for themselves
     */
    public record Figures(Map<String, Load> loads, long megabytesIdle, long megabytesAfter, boolean pinned) {

        /** Copies the map, in order. */
        public Figures {
            loads = Collections.unmodifiableMap(new LinkedHashMap<>(loads));
        }
    }

    /**
     * Measures.
     *
     * @param home root of the built source tree
     * @param folder for the node's data; has to be empty
     */
    public static Figures measure(Path home, Path folder) throws Exception {
        if (!Files.isDirectory(Path.of("/proc/self/task"))) {
            throw new IOException("this benchmark reads processor time from /proc, which Linux has");
        }
        try (AuthNode node = AuthNode.start(home, folder)) {
            long idle = node.usage().megabytes();
            boolean pinned = node.pin();
            List<BenchClient> clients = new ArrayList<>();
            for (int number = 0; number < CLIENTS; number++) {
                clients.add(BenchClient.create(node));
            }
            AuthBenchmark benchmark = new AuthBenchmark(node, clients);
            benchmark.run();
            return new Figures(benchmark.loads, idle, node.usage().megabytes(), pinned);
        }
    }

    private void run() throws Exception {
        for (int size : SIZES) {
            node.growTo(size);
            if (size == SIZES.getFirst()) {
                warmUp();
            }
            if (size == MIDDLE) {
                everything(size);
            } else {
                token("token, JWT", Form.JWT, USUAL, size);
                introspect(USUAL, size);
            }
        }
    }

    private void warmUp() throws Exception {
        for (Form form : Form.values()) {
            warmUp(requests(form), this::keep);
        }
        warmUp(introspections(), _ -> {});
    }

    /** Until the compiler has little to do any more, or half a minute has passed. */
    private void warmUp(Source source, Consumer<String> answers) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            long before = node.usage().compilerMillis();
            Load unused = generator.run(new Plan(USUAL, Duration.ZERO, ROUND, true), source, answers);
            if (node.usage().compilerMillis() - before < ROUND.toMillis() / BUSY_PART) {
                return;
            }
        }
    }

    private void everything(int size) throws Exception {
        for (int connections : CONNECTIONS) {
            token("token, JWT", Form.JWT, connections, size);
        }
        for (int connections : CONNECTIONS) {
            token("token, JWT, DPoP", Form.JWT_WITH_PROOF, connections, size);
        }
        token("token, JWT, credentials never seen before", Form.JWT_NEW_CREDENTIAL, USUAL, size);
        token("token, JSON-LD", Form.LINKED_DATA, USUAL, size);
        token("token, JSON-LD, credentials never seen before", Form.LINKED_DATA_NEW_CREDENTIAL, USUAL, size);
        for (int connections : CONNECTIONS) {
            introspect(connections, size);
        }
        token("token, JWT, more than can be answered", Form.JWT, FLOOD, size);
    }

    private void token(String what, Form form, int connections, int size) throws Exception {
        note(what, connections, size, generator.run(plan(connections, true), requests(form), this::keep));
    }

    private void introspect(int connections, int size) throws Exception {
        note("introspection", connections, size, generator.run(plan(connections, false), introspections(), answer -> {
            if (!answer.startsWith("{\"active\":true")) {
                throw new IllegalStateException("a token that was just given is not active: " + answer);
            }
        }));
    }

    private static Plan plan(int connections, boolean makeAhead) {
        return new Plan(connections, WARM_UP, MEASURED, makeAhead);
    }

    private void note(String what, int connections, int size, Load load) {
        String name = String.format(Locale.ROOT, "%s; %d connections, %,d subjects", what, connections, size);
        System.out.println(name + ": " + load.inWords());
        loads.put(name, load);
    }

    private Source requests(Form form) {
        int subjects = node.subjects();
        AtomicInteger number = new AtomicInteger();
        return () -> clients.get(Math.floorMod(number.getAndIncrement(), CLIENTS))
                .request(node, ThreadLocalRandom.current().nextInt(subjects), form);
    }

    /** The tokens that were given last, one after the other, so that each is asked for several times. */
    private Source introspections() throws IOException {
        List<byte[]> requests = tokens.stream()
                .map(token -> HttpConnection.post(
                        "/internal/auth/v2/accesstoken/introspect", node.authorization(), "token=" + token))
                .toList();
        if (requests.isEmpty()) {
            throw new IOException("no token was given");
        }
        AtomicInteger number = new AtomicInteger();
        return () -> requests.get(Math.floorMod(number.getAndIncrement(), requests.size()));
    }

    private void keep(String answer) {
        String token = StrictJson.parse(answer, MAX_ANSWER).path("access_token").asText();
        while (!tokens.offer(token)) {
            String unusedOldest = tokens.poll();
        }
    }
}

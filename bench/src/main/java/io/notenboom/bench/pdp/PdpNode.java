// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.pdp;

import io.notenboom.bench.load.Cores;
import io.notenboom.bench.load.Usage;
import io.notenboom.launcher.node.DevelopmentAuthority;
import io.notenboom.launcher.node.Distribution;
import io.notenboom.launcher.node.Node;
import io.notenboom.launcher.node.NodeFolder;
import io.notenboom.launcher.node.NodeSpec;
import io.notenboom.launcher.node.ServiceKind;
import io.notenboom.launcher.process.LocalSupervisor;
import io.notenboom.pdp.pep.PepRegister;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** A decision point as {@code notenboom up} runs it, with a Redis, each a process of its own, and flows in it. */
final class PdpNode implements AutoCloseable {

    /** Id of the registered enforcement point. */
    static final String PEP = "bench";

    /** Its key. */
    static final String KEY = "bench-key-0123456789abcdef0123456789";

    /** Id of the one that asks as Envoy's OPA plugin does. */
    static final String OPA_PEP = "bench-opa";

    /** Its key. */
    static final String OPA_KEY = "bench-opa-key-0123456789abcdef01234567";

    /** Many at a time share each synchronisation of the disk. */
    private static final int LOADERS = 32;

    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(10);
    private static final int OK = 200;
    private static final int CREATED = 201;

    private final LocalSupervisor supervisor;
    private final Node node;
    private final Introspection introspection;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private PdpNode(LocalSupervisor supervisor, Node node, Introspection introspection) {
        this.supervisor = supervisor;
        this.node = node;
        this.introspection = introspection;
    }

    static PdpNode start(Path home, Path folder) throws Exception {
        Introspection introspection = Introspection.start();
        NodeSpec spec = NodeSpec.of("bench", "bench2", "bench", EnumSet.of(ServiceKind.PDP), null, List.of())
                .withPeerHost(
                        "localhost",
                        List.of(
                                "-XX:ActiveProcessorCount=1",
                                "-Dnotenboom.peer-service.auth.url=" + introspection.url()));
        LocalSupervisor supervisor = new LocalSupervisor(System.err::println);
        PdpNode started = new PdpNode(
                supervisor,
                new Node(
                        spec,
                        new NodeFolder(folder),
                        new Distribution(home),
                        new DevelopmentAuthority(InstantSource.system()),
                        supervisor),
                introspection);
        try {
            started.node.start();
            started.register(PEP, KEY, "original");
            started.register(OPA_PEP, OPA_KEY, "envoy-opa");
            return started;
        } catch (IOException | InterruptedException | RuntimeException failure) {
            started.close();
            throw failure;
        }
    }

    private void register(String pep, String key, String dialect) throws IOException, InterruptedException {
        String hash = PepRegister.keyHash(key);
        String body = "{\"keySha256\":\"" + hash + "\",\"kind\":\"fhir\",\"dialect\":\"" + dialect
                + "\",\"bodyMode\":\"none\","
                + "\"basePath\":\"/fhir\",\"publicBaseUrl\":\"https://sender.example\","
                + "\"profile\":\"seed/handoff-only\",\"audience\":\"" + SampleFlows.ISSUER + "\",\"subject\":\""
                + SampleFlows.SUBJECT + "\"}";
        call("PUT", "/pdp/v1/peps/" + pep, body);
    }

    /** Makes the flows with these numbers, and tells how far it is. */
    void flows(int from, int to) throws Exception {
        LongAdder made = new LongAdder();
        long began = System.nanoTime();
        AtomicLong toldAt = new AtomicLong(began);
        List<Callable<Void>> parts = IntStream.range(0, LOADERS)
                .mapToObj(part -> (Callable<Void>) () -> {
                    for (int number = from + part; number < to; number += LOADERS) {
                        call("POST", "/pdp/v1/flows", SampleFlows.flow(number).toString());
                        made.increment();
                        tell(made.sum(), to - from, began, toldAt);
                    }
                    return null;
                })
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> part : threads.invokeAll(parts)) {
                part.get();
            }
        }
    }

    private static void tell(long made, int wanted, long began, AtomicLong toldAt) {
        long now = System.nanoTime();
        long last = toldAt.get();
        boolean due = now - last >= BETWEEN_WORDS.toNanos() || made == wanted;
        if (due && toldAt.compareAndSet(last, now)) {
            double seconds = (now - began) / 1e9;
            System.out.printf(Locale.ROOT, "%,d of %,d flows made, %.0f/s%n", made, wanted, made / seconds);
        }
    }

    private void call(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(node.internalUrl(ServiceKind.PDP) + path))
                        .header(
                                "Authorization",
                                "Bearer " + node.secrets().administratorToken().reveal())
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != OK && answer.statusCode() != CREATED) {
            throw new IOException(path + " was answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    /** Gives the service a core for itself, and everything else, this process included, the other. */
    boolean pin() throws InterruptedException {
        boolean pinned = Cores.pin(process(ServiceKind.PDP.shortName()), Cores.SERVICE);
        pinned &= Cores.pin(process("redis"), Cores.OTHERS);
        return pinned & Cores.pin(ProcessHandle.current().pid(), Cores.OTHERS);
    }

    private long process(String name) {
        Long process = supervisor.processes().get(node.processName(name));
        if (process == null) {
            throw new IllegalStateException(name + " does not run; see its log in the node's folder");
        }
        return process;
    }

    Usage usage() {
        return new Usage(process(ServiceKind.PDP.shortName()));
    }

    int port() {
        return node.ports().internalOf(ServiceKind.PDP);
    }

    String authorization() {
        return "Authorization: Bearer " + node.secrets().administratorToken().reveal() + "\r\n";
    }

    @Override
    public void close() {
        http.close();
        supervisor.close();
        introspection.close();
        try {
            Cores.release(ProcessHandle.current().pid());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.proxy;

import io.notenboom.launcher.node.Distribution;
import io.notenboom.launcher.node.ServiceKind;
import io.notenboom.launcher.process.LocalSupervisor;
import io.notenboom.launcher.process.ProcessSpec;
import io.notenboom.testkit.http.LoopbackTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An AAA-proxy as a process of its own on 127.0.0.1, between a decision point and a FHIR server. */
public final class ProxyUnderTest implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";
    private static final String NAME = "proxy";
    private static final int START_SECONDS = 60;

    private final LocalSupervisor supervisor = new LocalSupervisor(restarted -> {});
    private final LoopbackTls tls;
    private final Path log;
    private final int port;
    private final long pid;

    /**
     * Between whom it stands.
     *
     * @param pdpUrl scheme, host and port of the decision point
     * @param pep as whom it asks there
     * @param keyFile file with the key of that enforcement point
     * @param backendUrl scheme, host and port of the FHIR server
     */
    public record Between(String pdpUrl, String pep, Path keyFile, String backendUrl) {}

    /**
     * How it is set.
     *
     * @param limits what follows {@code notenboom.proxy.limits.} in its properties
     * @param javaOptions further options for its JVM
     */
    public record Settings(Map<String, String> limits, List<String> javaOptions) {

        /** As a node has it. */
        public static final Settings USUAL = new Settings(Map.of(), List.of());

        public Settings {
            limits = Map.copyOf(limits);
            javaOptions = List.copyOf(javaOptions);
        }
    }

    /**
     * Starts it; returns when it serves.
     *
     * @param folder of its own, for configuration, certificate and log
     */
    public ProxyUnderTest(Distribution distribution, Path folder, Instant now, Between between, Settings settings)
            throws Exception {
        Files.createDirectories(folder.resolve("config"));
        tls = LoopbackTls.create(folder, now);
        log = folder.resolve("proxy.log");
        port = supervisor.reservePort();
        Files.writeString(
                folder.resolve("config/application.properties"),
                properties(folder, between, settings).entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining("\n")));
        pid = supervisor.start(new ProcessSpec(
                NAME,
                distribution.command(ServiceKind.PROXY, settings.javaOptions()),
                folder.toString(),
                Map.of(),
                log.toString(),
                ProcessSpec.SERVICE_READY,
                START_SECONDS,
                ProcessSpec.USUAL));
    }

    /** Why it cannot be started; empty if it can. */
    public static Optional<String> missing(Distribution distribution) {
        try {
            var unused = distribution.command(ServiceKind.PROXY, List.of());
            return Optional.empty();
        } catch (IllegalStateException notBuilt) {
            return Optional.of(String.valueOf(notBuilt.getMessage()));
        }
    }

    private Map<String, String> properties(Path folder, Between between, Settings settings) {
        Map<String, String> properties = new TreeMap<>();
        properties.put("notenboom.mode", "dev");
        properties.put("notenboom.data-dir", folder.resolve("data").toString());
        properties.put("quarkus.http.host", LOOPBACK);
        properties.put("quarkus.http.port", Integer.toString(supervisor.reservePort()));
        properties.put("quarkus.management.host", LOOPBACK);
        properties.put("quarkus.management.port", Integer.toString(supervisor.reservePort()));
        properties.put("notenboom.listener.public.host", LOOPBACK);
        properties.put("notenboom.listener.public.port", Integer.toString(port));
        properties.put(
                "notenboom.listener.public.certificate", tls.certificate().toString());
        properties.put("notenboom.listener.public.key", tls.key().toString());
        properties.put("notenboom.proxy.pdp-url", between.pdpUrl());
        properties.put("notenboom.proxy.pep", between.pep());
        properties.put(
                "notenboom.proxy.pep-key-file",
                between.keyFile().toAbsolutePath().toString());
        properties.put("notenboom.proxy.backend-url", between.backendUrl());
        settings.limits().forEach((name, value) -> properties.put("notenboom.proxy.limits." + name, value));
        return properties;
    }

    /** Whom its clients trust. */
    public LoopbackTls tls() {
        return tls;
    }

    /** Its public port. */
    public int port() {
        return port;
    }

    /** Its process. */
    ProcessHandle process() {
        return ProcessHandle.of(pid).orElseThrow(() -> new IllegalStateException("the proxy has ended: see " + log));
    }

    /** Memory in use (resident set), in kB. */
    long kilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow(() -> new IOException("/proc does not tell how much memory the proxy has"));
    }

    /** What it has logged. */
    String log() throws IOException {
        return Files.readString(log);
    }

    /** Asks it to end (SIGTERM) and waits until it has; once it is gone this does nothing. */
    @Override
    public void close() {
        supervisor.close();
    }
}

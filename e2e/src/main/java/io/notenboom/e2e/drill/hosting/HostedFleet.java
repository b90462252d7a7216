// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.hosting;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.e2e.client.ApiClient;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.launcher.hosting.HostingLaunch;
import io.notenboom.launcher.node.DevelopmentHttp;
import io.notenboom.launcher.process.DetachedSupervisor;
import io.notenboom.launcher.process.SupervisorFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The customers of the drill, as two operators of the host work with them. */
final class HostedFleet {

    private static final String CUSTOMERS = "/hosting/v1/customers";
    private static final String ALL = CUSTOMERS + "?limit=1000";

    /** Nobody waits for a fleet in which nothing has changed for so long. */
    private static final Duration STILL = Duration.ofMinutes(5);

    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final HostingLaunch launch;
    private final HttpClient plain = HttpClient.newHttpClient();
    private final List<String> ids;
    private final HostingOptions options;
    private final Map<String, String> settings;
    private final String version;
    private final InstantSource clock;
    private @Nullable HttpClient http;

    /**
     * Nobody yet.
     *
     * @param launch a control plane that serves
     * @param settings of the control plane
     * @param version of the software that they run at first
     */
    HostedFleet(
            HostingLaunch launch,
            HostingOptions options,
            Map<String, String> settings,
            String version,
            InstantSource clock) {
        this.settings = Map.copyOf(settings);
        this.launch = launch;
        this.options = options;
        this.version = version;
        this.clock = clock;
        this.ids = IntStream.range(0, options.customers())
                .mapToObj("cust%02d"::formatted)
                .toList();
    }

    /** The clock of the drill. */
    InstantSource clock() {
        return clock;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    List<String> ids() {
        return ids;
    }

    /** Trusts the certificates of the nodes' public listeners; to be had when there is a node. */
    HttpClient http() {
        if (http == null) {
            http = DevelopmentHttp.trusting(read(launch.nodesAuthority()));
        }
        return http;
    }

    HostingLaunch launch() {
        return launch;
    }

    ApiClient as(String person) {
        return new ApiClient(plain, launch.url(), launch.token(person));
    }

    /** Takes a customer, and gives its node who it is to the network. */
    void create(String id) {
        int number = ids.indexOf(id);
        String kvk = "900%05d".formatted(number + 1);
        var _ = as("alice")
                .post(
                        CUSTOMERS,
                        Map.of(
                                "id",
                                id,
                                "publicHost",
                                id + ".nuts.example.nl",
                                "peerHost",
                                "peer-" + id + ".nuts.example.nl",
                                "network",
                                HostingLaunch.NETWORK,
                                "version",
                                version,
                                "plan",
                                options.plan(),
                                "gateway",
                                "customer",
                                "keys",
                                keys(),
                                "resources",
                                resources()));
        ApiClient.Answer registered = as("alice")
                .send(
                        "PUT",
                        CUSTOMERS + "/" + id + "/registration",
                        Map.of(
                                "name", "Leverancier " + number,
                                "kvk", kvk,
                                "vendor", "urn:oid:1.3.6.1.4.1.54851.4:" + kvk));
        if (registered.status() != 204) {
            throw new StepFailure("the registration of " + id + " was not taken: " + registered);
        }
        TokenTrials.givePolicy(folder(id));
    }

    private Map<String, Object> keys() {
        return options.vault()
                ? Map.of(
                        "custody",
                        "transit",
                        "address",
                        String.valueOf(settings.get("notenboom.hosting.vault.address")),
                        "login",
                        "approle")
                : Map.of("custody", "sealed-file");
    }

    /** Settings of the control plane. */
    Map<String, String> settings() {
        return settings;
    }

    /** Whether the keys of customers are in a Vault. */
    boolean hasVault() {
        return options.vault();
    }

    /** Nodes without traffic; twenty of them share the machine. */
    private Map<String, Object> resources() {
        return options.plan().equals("standard") ? Map.of("heapMib", 128, "memoryMib", 1_344) : Map.of();
    }

    JsonNode show(String id) {
        return as("alice").get(CUSTOMERS + "/" + id);
    }

    /** The node of a customer. */
    HostedNode node(String id) {
        return new HostedNode(id, folder(id), show(id).path("node"), clock);
    }

    /** The nodes of all customers but these. */
    List<HostedNode> nodesWithout(List<String> left) {
        return ids.stream().filter(id -> !left.contains(id)).map(this::node).toList();
    }

    /** Waits until a customer is in a phase, as long as something changes in the fleet; answers what it is then. */
    JsonNode await(String id, String phase) {
        long began = System.nanoTime();
        long changed = began;
        JsonNode before = as("alice").get(ALL);
        while (true) {
            JsonNode customer = show(id);
            if (customer.path("phase").asText().equals(phase)) {
                return customer;
            }
            JsonNode now = as("alice").get(ALL);
            if (!now.equals(before)) {
                before = now;
                changed = System.nanoTime();
            }
            if (Thread.currentThread().isInterrupted()
                    || System.nanoTime() - changed > STILL.toNanos()
                    || System.nanoTime() - began > LONGEST.toNanos()) {
                throw new StepFailure(id + " is " + customer.path("phase").asText() + ", not " + phase + ": "
                        + customer.path("conditions"));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    void desire(String id, String state) {
        var _ = as("alice").put(CUSTOMERS + "/" + id + "/desired-state", Map.of("desiredState", state));
    }

    /** From the first step of its plan to the last. */
    static Duration provisioned(JsonNode customer) {
        Instant first = Instant.MAX;
        Instant last = Instant.MIN;
        for (JsonNode condition : customer.path("conditions")) {
            Instant since = Instant.parse(condition.path("lastTransitionTime").asText());
            first = since.isBefore(first) ? since : first;
            last = since.isAfter(last) ? since : last;
        }
        return Duration.between(first, last);
    }

    Path folder(String id) {
        return launch.nodes().resolve(id);
    }

    /** The processes of a customer's node. */
    Map<String, Long> processes(String id) {
        return DetachedSupervisor.find(new SupervisorFiles(folder(id).resolve("run")))
                .map(DetachedSupervisor::processes)
                .orElse(Map.of());
    }

    /** The processes of all customers but these. */
    Map<String, Map<String, Long>> processesWithout(List<String> left) {
        Map<String, Map<String, Long>> all = new LinkedHashMap<>();
        ids.stream().filter(id -> !left.contains(id)).forEach(id -> all.put(id, processes(id)));
        return all;
    }

    /** The DIDs of a customer, which its node serves to everybody; fails if it does not answer. */
    List<String> dids(String id) {
        HostedNode node = node(id);
        JsonNode dids = node.client(http(), "auth", "administrator").get("/internal/vdr/v2/subject/" + id);
        JsonNode organisations = node.client(http(), "registry", "ehr").get("/registry/v1/convergence");
        if (dids.isEmpty() || organisations.path("streams").asLong() == 0) {
            throw new StepFailure(id + " has " + dids + " and " + organisations);
        }
        return IntStream.range(0, dids.size())
                .mapToObj(index -> dids.path(index).asText())
                .toList();
    }

    /** The DIDs of all customers but these. */
    Map<String, List<String>> didsWithout(List<String> left) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        ids.stream().filter(id -> !left.contains(id)).forEach(id -> all.put(id, dids(id)));
        return all;
    }

    /** Memory that a customer's processes have, its Redis and its supervisor included, MiB; shared pages count in part. */
    long memoryMib(String id) {
        SupervisorFiles files = new SupervisorFiles(folder(id).resolve("run"));
        long kib =
                files.find().map(ProcessHandle::pid).map(HostedFleet::memoryKib).orElse(0L);
        for (long process : processes(id).values()) {
            kib += memoryKib(process);
        }
        return kib >> 10;
    }

    private static long memoryKib(long process) {
        Path rollup = Path.of("/proc/" + process + "/smaps_rollup");
        try {
            return Files.isReadable(rollup)
                    ? Files.readAllLines(rollup).stream()
                            .filter(line -> line.startsWith("Pss:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                            .sum()
                    : 0;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

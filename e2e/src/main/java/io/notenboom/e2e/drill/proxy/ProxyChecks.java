// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.proxy;

import com.sun.management.UnixOperatingSystemMXBean;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.drill.Drill;
import io.notenboom.e2e.drill.proxy.ProxyUnderTest.Between;
import io.notenboom.e2e.drill.proxy.ProxyUnderTest.Settings;
import io.notenboom.launcher.node.Distribution;
import io.notenboom.testkit.http.Permits;
import io.notenboom.testkit.http.RecordingServer;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the AAA-proxy bears: many connections at once, slow clients, broken FHIR servers, and its own end. All on 127.0.0.1. */
public final class ProxyChecks {

    private static final int CONNECTIONS = 10_000;
    private static final int SHARE = 4_000;
    private static final List<String> ADDRESSES = List.of("127.0.0.11", "127.0.0.12", "127.0.0.13");
    private static final int FILES = 12_000;
    private static final int TOO_MANY = 20;
    private static final int WARMING = 300;
    private static final int EACH = (CONNECTIONS - WARMING) / ADDRESSES.size();
    private static final long MILLION = 1_000_000;
    private static final Settings MANY =
            new Settings(Map.of("idle-seconds", "300", "connections-per-address", "" + SHARE), List.of("-Xmx1g"));
    private static final Settings IMPATIENT = new Settings(
            Map.of(
                    "header-seconds", "2",
                    "idle-seconds", "3",
                    "pdp-seconds", "2",
                    "backend-seconds", "2"),
            List.of());

    private final Path folder;
    private final InstantSource clock;
    private final Distribution distribution;

    /** @param folder for configurations and logs */
    public ProxyChecks(Path folder, InstantSource clock, Distribution distribution) {
        this.folder = folder;
        this.clock = clock;
        this.distribution = distribution;
    }

    /** Runs them all; without a built proxy it says so. */
    public void run(Drill drill) {
        Optional<String> missing = ProxyUnderTest.missing(distribution);
        if (missing.isPresent()) {
            drill.notRun("what the AAA-proxy bears", missing.get());
            return;
        }
        many(drill);
        boolean unused = drill.check("an AAA-proxy with a patience of two seconds", () -> {
            try (FaultyServer backend = new FaultyServer();
                    RecordingServer pdp = permitting();
                    ProxyUnderTest proxy = started("proxy-impatient", pdp, backend.url(), IMPATIENT)) {
                new SlowClients(proxy, backend, pdp).run(drill);
                new BrokenServers(proxy, backend).run(drill);
                new Draining(proxy, backend).run(drill);
                return "it served all of the above";
            }
        });
    }

    private static RecordingServer permitting() {
        return new RecordingServer(null, Permits.everything("X-Decision-Id: d-1"));
    }

    private ProxyUnderTest started(String name, RecordingServer pdp, String backendUrl, Settings settings)
            throws Exception {
        Path own = Files.createDirectories(folder.resolve(name));
        Path key = Files.writeString(own.resolve("pep-key"), "the-pep-key-0123456789");
        return new ProxyUnderTest(
                distribution, own, clock.instant(), new Between(pdp.url(), "drill", key, backendUrl), settings);
    }

    private void many(Drill drill) {
        String what = CONNECTIONS + " connections at once through the AAA-proxy";
        long files = files();
        if (files < FILES) {
            drill.notRun(what, "ulimit -n is " + files + ": raise it to " + FILES + " at least");
            return;
        }
        boolean unused = drill.check(what, () -> {
            try (FaultyServer backend = new FaultyServer();
                    RecordingServer pdp = permitting();
                    ProxyUnderTest proxy = started("proxy-many", pdp, backend.url(), MANY);
                    OpenClients clients = new OpenClients(proxy.tls().context(), proxy.port())) {
                String seen = many(proxy, clients, pdp);
                boolean further =
                        drill.check("one address gets no more connections than its share", () -> share(clients));
                return further ? seen : seen + "; but not the share of an address";
            }
        });
    }

    /** Files that a process of this user may have open; the proxy inherits the limit. */
    private static long files() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : 0;
    }

    private static String many(ProxyUnderTest proxy, OpenClients clients, RecordingServer pdp) throws Exception {
        int open = clients.connect(ADDRESSES.getFirst(), WARMING);
        require(WARMING, open, "of the first " + WARMING + " clients were answered");
        pdp.forget();
        long before = proxy.kilobytes();
        for (String address : ADDRESSES) {
            int more = address.equals(ADDRESSES.getLast()) ? CONNECTIONS - open : EACH;
            require(more, clients.connect(address, more), "clients at " + address + " were answered");
            open += more;
            pdp.forget();
        }
        long after = proxy.kilobytes();
        require(CONNECTIONS, clients.askAll(), "connections were answered once more while all were open");
        long start = System.nanoTime();
        try (var socket = OpenClients.connect(proxy.tls().context(), "127.0.0.21", proxy.port())
                .socket()) {
            require(200, new OpenClients.Client(socket, socket.getInputStream()).ask(), "is the answer to one more");
        }
        return "all answered, twice; %d kB of memory for each connection (%d MB before, %d MB after); one more client got its answer in %d ms"
                .formatted(
                        (after - before) / (CONNECTIONS - WARMING),
                        before / 1024,
                        after / 1024,
                        (System.nanoTime() - start) / MILLION);
    }

    private static String share(OpenClients clients) throws Exception {
        String full = ADDRESSES.getFirst();
        int room = SHARE - WARMING - EACH;
        require(room, clients.connect(full, room + TOO_MANY), "more clients of one address were answered");
        require(TOO_MANY, clients.connect("127.0.0.14", TOO_MANY), "clients of another address were answered");
        return TOO_MANY + " beyond " + SHARE + " were closed; clients of another address were answered";
    }

    static void require(int expected, int seen, String what) {
        if (seen != expected) {
            throw new StepFailure(seen + " instead of " + expected + " " + what);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.e2e.client.Await;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.drill.Drill;
import io.notenboom.e2e.drill.auth.ShownCertificate;
import io.notenboom.launcher.process.Supervision;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Rotates the certificate that a vendor's registry shows to peers, while it is read and talks with the Foundation's. */
public final class NodeCertificateChecks {

    private static final String API = "/registry/v1/rotations";
    private static final String KIND = "node-certificate";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int HEXADECIMAL = 16;

    private final Path folder;
    private final Path home;
    private final Supervision supervision;
    private final InstantSource clock;
    private final AtomicReference<@Nullable RegistryNetwork> started = new AtomicReference<>();

    /** @param folder for the nodes */
    public NodeCertificateChecks(Path folder, Path home, Supervision supervision, InstantSource clock) {
        this.folder = folder;
        this.home = home;
        this.supervision = supervision;
        this.clock = clock;
    }

    /** Runs them. */
    public void run(Drill drill) {
        try {
            if (drill.check("the registries of a Foundation and a vendor", this::start)) {
                drill.check("the certificate for peers: another one, and the registries go on talking", this::rotate);
                drill.check("a lost one is replaced at once", this::lose);
            }
        } finally {
            RegistryNetwork network = started.get();
            if (network != null) {
                network.close();
            }
        }
    }

    private String start() {
        RegistryNetwork network = new RegistryNetwork(folder, home, supervision, clock, List.of("a"));
        started.set(network);
        network.start(List.of("a"));
        var unused = vendor().contract("47472001", "Zorggroep Eerst");
        return network.converge(network.all(), 1).events() + " events at both";
    }

    private RegistryNetwork network() {
        return Objects.requireNonNull(started.get(), "not started");
    }

    private Vendor vendor() {
        return network().vendor(0);
    }

    private JsonNode rotation() {
        return vendor().registry().get(API + "?kind=" + KIND).path("rotations").path(0);
    }

    private static String serial(JsonNode rotation) {
        return rotation.path("keys").path(0).path("id").asText();
    }

    private String rotate() {
        JsonNode before = rotation();
        AtomicInteger read = new AtomicInteger();
        AtomicReference<String> refused = new AtomicReference<>("");
        Thread reader = Thread.ofVirtual().start(() -> readAgainAndAgain(read, refused));
        JsonNode after = vendor().registry()
                .post(API, Map.of("kind", KIND, "id", before.path("id").asText()));
        JsonNode again = vendor().registry()
                .post(API, Map.of("kind", KIND, "id", before.path("id").asText()));
        if (serial(after).equals(serial(before)) || !serial(again).equals(serial(after))) {
            throw new StepFailure("beginning twice did not begin once: " + serial(before) + ", " + serial(after) + ", "
                    + serial(again));
        }
        String talked = talks(after, "47472002");
        reader.interrupt();
        String why = refused.get();
        if (why != null && !why.isEmpty()) {
            throw new StepFailure("a reader was refused: " + why);
        }
        if (read.get() == 0) {
            throw new StepFailure("nobody read meanwhile");
        }
        return talked + "; " + read.get() + " calls meanwhile, none refused";
    }

    private void readAgainAndAgain(AtomicInteger read, AtomicReference<String> refused) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                var unused = vendor().registry().get("/registry/v1/organisations?query=Zorggroep");
                read.incrementAndGet();
                Thread.sleep(Duration.ofMillis(50));
            } catch (InterruptedException ended) {
                return;
            } catch (RuntimeException failure) {
                if (!Thread.currentThread().isInterrupted()) {
                    refused.set(String.valueOf(failure.getMessage()));
                }
                return;
            }
        }
    }

    /** New connections see the certificate, and what the vendor says afterwards reaches the Foundation. */
    private String talks(JsonNode rotation, String agb) {
        BigInteger serial = new BigInteger(serial(rotation), HEXADECIMAL);
        Await.until("the peer listener shows the certificate", PATIENCE, () -> Optional.of(
                        ShownCertificate.ofPeerListener(vendor().party().node()).getSerialNumber())
                .filter(serial::equals));
        var unused = vendor().contract(agb, "Zorggroep " + agb);
        long events = vendor().state().events();
        return network().converge(network().all(), events).events() + " events at both";
    }

    private String lose() {
        JsonNode before = rotation();
        String path = API + "/" + KIND + "/" + before.path("id").asText() + "/emergency";
        JsonNode after = vendor().registry().post(path, Map.of("key", serial(before)));
        if (serial(after).equals(serial(before))) {
            throw new StepFailure("the certificate is the same");
        }
        int again = vendor().registry()
                .send("POST", path, Map.of("key", serial(before)))
                .status();
        if (again != 404 || !serial(rotation()).equals(serial(after))) {
            throw new StepFailure("repeating it replaced the certificate again: " + again);
        }
        return talks(after, "47472003");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.registry;

import io.notenboom.e2e.client.ApiClient;
import io.notenboom.e2e.client.Await;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.demo.RunFolder;
import io.notenboom.e2e.drill.Drill;
import io.notenboom.e2e.drill.registry.BackupProgram.Outcome;
import io.notenboom.e2e.drill.registry.Issuing.Issued;
import io.notenboom.launcher.node.Node;
import io.notenboom.launcher.node.NodeFolder;
import io.notenboom.launcher.node.ServiceKind;
import io.notenboom.launcher.process.RemoteSupervisor;
import io.notenboom.launcher.process.Supervision;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A vendor's node is backed up, goes on, loses everything, and is restored from the backup that is too old: what it revoked stays
 * revoked, no entry of a status list is given twice, and its stream goes on after what its peers have.
 */
public final class RestoreDrill {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Exit status of a process that got SIGKILL. */
    private static final int KILLED = 128 + 9;

    private final Path home;
    private final InstantSource clock;
    private final boolean small;
    private final List<Issued> issued = new ArrayList<>();
    private @Nullable RegistryNetwork network;
    private @Nullable Issuing issuing;
    private @Nullable BackupProgram backup;
    private String organisation = "";
    private String endpointAfter = "";
    private Path published = Path.of("published.json");

    /**
     * The drill.
     *
     * @param home root of the built source tree
     * @param small whether the node is of one process
     */
    public RestoreDrill(Path home, InstantSource clock, boolean small) {
        this.home = home;
        this.clock = clock;
        this.small = small;
    }

    /** Runs it alone; answers the exit status. */
    public int run(PrintStream out) {
        Drill drill = new Drill(out);
        Path folder = RunFolder.create(home);
        try (RemoteSupervisor supervisor = RemoteSupervisor.start(RunFolder.supervisor(folder))) {
            run(drill, folder, supervisor);
        }
        drill.note("logs in " + folder);
        return drill.finish();
    }

    /** Runs it as part of a larger one. */
    public void run(Drill drill, Path folder, Supervision supervision) {
        try {
            boolean made = drill.check(
                            "a Foundation and two vendors run, one with an authorization server",
                            () -> start(folder, supervision))
                    && drill.check("a backup is made while the node runs", this::backUp);
            if (made) {
                beforeTheLoss(drill);
                if (drill.check("the node goes on after the backup: revokes, issues, appends", this::goOn)
                        && drill.check("it loses everything", this::lose)) {
                    restore(drill);
                }
            }
        } finally {
            if (network != null) {
                network.close();
            }
        }
    }

    private void beforeTheLoss(Drill drill) {
        drill.check(
                "each of the two recipients alone reads it",
                () -> backup().run("verify", "--identity=" + file("customer.age"))
                                .wentWell()
                                .last()
                        + "; "
                        + backup().run("verify", "--identity=" + file("host.age"))
                                .wentWell()
                                .last());
        drill.check("one flipped byte is refused, in every file of the backup", this::flip);
        drill.check("it restores into a place that is thrown away", () -> backup().run(
                        "drill", "--identity=" + file("host.age"))
                .wentWell()
                .last());
    }

    private void restore(Drill drill) {
        drill.check("the older of two backups is refused without a reason", () -> backup().run(
                        "restore", "--number=1", "--identity=" + file("host.age"))
                .refused("older than checkpoint 2"));
        if (drill.check("killed in three states, the restore goes on", this::put)
                && drill.check("meanwhile the services answer what reads, and sign and issue nothing", this::asks)
                && drill.check("two peers agree about its stream, and it is active", this::activate)) {
            drill.check("what was revoked after the backup is revoked still", this::stillRevoked);
            drill.check("no entry of a status list is given twice", this::noEntryTwice);
            drill.check("its stream goes on after what its peers have, without a fork", this::noFork);
            drill.check(
                    "the next backup has the next number",
                    () -> backup().run("export").wentWell().lines().getFirst());
        }
    }

    private RegistryNetwork network() {
        return Objects.requireNonNull(network, "not started");
    }

    private Issuing issuing() {
        return Objects.requireNonNull(issuing, "not started");
    }

    private BackupProgram backup() {
        return Objects.requireNonNull(backup, "not started");
    }

    private Vendor vendor() {
        return network().vendor(0);
    }

    private Node node() {
        return vendor().party().node();
    }

    private LosableNode losable() {
        return new LosableNode(node(), network().supervision());
    }

    private Path file(String name) {
        return network().folder().resolve(name);
    }

    private String start(Path folder, Supervision supervision) throws IOException, InterruptedException {
        RegistryNetwork started = new RegistryNetwork(folder, home, supervision, clock, List.of("a", "b"));
        network = started;
        started.start(List.of("a", "b"), small ? Set.of("a") : Set.of());
        losable().start();
        issuing = new Issuing(vendor().party(), clock);
        organisation = vendor().contract("47472001", "Zorggroep Oud");
        var _ = vendor().endpoint(organisation, "before-the-backup");
        issued.add(issuing().issue());
        backup = new BackupProgram(home, configure());
        return network().converge(network().all(), 1).inWords();
    }

    private Path configure() throws IOException, InterruptedException {
        BackupProgram program = new BackupProgram(home, file("backup.properties"));
        String customer = program.run("keygen", file("customer.age").toString())
                .wentWell()
                .last();
        String host =
                program.run("keygen", file("host.age").toString()).wentWell().last();
        var _ = NodeFolder.writePrivate(
                file("redis.url"),
                node().secrets().redisOperatorUrl(node().ports().redis()));
        Path token = NodeFolder.writePrivate(
                file("restore.token"), node().secrets().administratorToken().reveal());
        Path folder = node().folder().root();
        return NodeFolder.writePrivate(
                file("backup.properties"),
                String.join(
                        "\n",
                        "customer=" + node().spec().customer(),
                        "node=" + folder,
                        "work=" + file("backup-work"),
                        "guard=" + file("guard.json"),
                        "signer=" + file("signer.pem"),
                        "recipients=" + customer + "," + host,
                        "target=" + file("backups"),
                        "redis-file=" + file("redis.url"),
                        "redis-restore-file=" + file("redis.url"),
                        "registry=" + node().internalUrl(ServiceKind.REGISTRY),
                        "auth=" + node().internalUrl(ServiceKind.AUTH),
                        "token-file=" + token,
                        "custody.dir=" + folder.resolve("custody"),
                        "custody.passphrase-file=" + node().secrets().passphraseFile(),
                        "foundation-root=" + file("root.pem"),
                        "patience-seconds=90",
                        "settle-seconds=1",
                        ""));
    }

    private String backUp() throws IOException, InterruptedException {
        node().fillKeyPool();
        return backup().run("export").wentWell().last();
    }

    private String flip() throws IOException, InterruptedException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(file("backups"))) {
            files = found.filter(Files::isRegularFile).toList();
        }
        for (Path flipped : files) {
            byte[] bytes = Files.readAllBytes(flipped);
            byte[] changed = bytes.clone();
            changed[changed.length / 2] ^= 1;
            Files.write(flipped, changed);
            Outcome outcome = backup().run("verify", "--identity=" + file("host.age"));
            Files.write(flipped, bytes);
            if (outcome.status() != 1) {
                throw new StepFailure("a flipped byte in " + flipped.getFileName() + " was not found: " + outcome);
            }
        }
        return files.size() + " files";
    }

    private String goOn() throws IOException, InterruptedException {
        Issued before = issued.getFirst();
        issuing().revoke(before);
        issued.add(issuing().issue());
        endpointAfter = vendor().endpoint(organisation, "after-the-backup");
        published = file("published.json");
        Files.writeString(published, issuing().published(before.list()).body());
        if (!Issuing.isRevoked(Files.readString(published), before.index())) {
            throw new StepFailure("the status list does not show the revocation");
        }
        network().converge(network().all(), vendor().state().events());
        return "and " + backup().run("export").wentWell().last();
    }

    private String lose() throws IOException {
        losable().lose();
        return "data folders and Redis are empty";
    }

    private String put() throws IOException, InterruptedException {
        String identity = "--identity=" + file("customer.age");
        for (String state : List.of("FETCHING", "PLACING", "LOADING")) {
            Outcome outcome = state.equals("FETCHING")
                    ? backup().killAt(
                                    state,
                                    "restore",
                                    identity,
                                    "--number=1",
                                    "--older=the newer one is said to be lost in this drill",
                                    "--published-list=" + published)
                    : backup().killAt(state, "restore", identity, "--resume");
            if (outcome.status() != KILLED) {
                throw new StepFailure("it was not killed in " + state + ", but ended: " + outcome);
            }
        }
        Outcome put = backup().run("restore", identity, "--resume", "--stop-at=CATCHING_UP")
                .wentWell();
        if (!losable().unmarked().isEmpty()) {
            throw new StepFailure("data have no mark: " + losable().unmarked());
        }
        return "killed 3 times; " + put.last();
    }

    private String asks() throws IOException, InterruptedException {
        losable().start();
        int append = vendor().tryEndpoint(organisation, "while-restoring").status();
        int issue = issuing().tryIssue().status();
        int list = issuing().published(issued.getFirst().list()).statusCode();
        int read = vendor().registry().send("GET", "/registry/v1/vendors", null).status();
        int flows = small
                ? vendor().party()
                        .administrator(ServiceKind.PDP)
                        .send("GET", "/pdp/v1/flows", null)
                        .status()
                : 503;
        if (append != 503 || issue != 503 || list != 503 || flows != 503 || read != 200) {
            throw new StepFailure("append " + append + ", issue " + issue + ", status list " + list + ", flows " + flows
                    + ", read " + read);
        }
        return "appending, issuing, status lists" + (small ? ", flows" : "") + " 503, reading 200";
    }

    private String activate() throws IOException, InterruptedException {
        return backup().run("restore", "--identity=" + file("customer.age"), "--resume").wentWell().lines().stream()
                .filter(line -> line.contains("CATCHING_UP:") || line.contains("RECONCILING:"))
                .toList()
                .toString();
    }

    private String stillRevoked() throws IOException, InterruptedException {
        Issued before = issued.getFirst();
        HttpResponse<String> list = issuing().published(before.list());
        if (list.statusCode() != 200 || !Issuing.isRevoked(list.body(), before.index())) {
            throw new StepFailure("entry " + before.index() + " is not revoked: status " + list.statusCode());
        }
        return "entry " + before.index();
    }

    private String noEntryTwice() {
        for (int again = 0; again < 20; again++) {
            Issued next = issuing().issue();
            boolean given = issued.stream().anyMatch(other -> other.list().equals(next.list()));
            if (given) {
                throw new StepFailure("an entry of a list that gave entries before: " + next.list());
            }
        }
        return "20 credentials, all in a list that gave none before";
    }

    private String noFork() {
        String written = Await.until("a write after the restore", PATIENCE, () -> {
            ApiClient.Answer answer = vendor().tryEndpoint(organisation, "after-the-restore");
            return answer.status() / 100 == 2
                    ? Optional.of(answer.body().path("endpointId").asText())
                    : Optional.empty();
        });
        String seen =
                network().converge(network().all(), vendor().state().events()).inWords();
        for (Vendor each : network().all()) {
            if (!each.shows(organisation, endpointAfter) || !each.shows(organisation, written)) {
                throw new StepFailure(
                        each.label() + " does not show what was written after the backup and the restore");
            }
            if (!each.registry().get("/registry/v1/forks").path("forks").isEmpty()) {
                throw new StepFailure(each.label() + " knows a fork");
            }
        }
        return seen;
    }
}

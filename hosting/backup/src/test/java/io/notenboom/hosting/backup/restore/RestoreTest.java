// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.hosting.backup.BackupException;
import io.notenboom.hosting.backup.export.NodeAround;
import io.notenboom.hosting.backup.file.DurableFiles;
import io.notenboom.trust.secret.Secret;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class RestoreTest {

    private static final String JOURNAL = "auth/data/status-lists.journal";

    @TempDir
    Path folder;

    private NodeAround around;
    private StandInServices standIn;
    private NodeServices services;
    private final List<String> progress = new ArrayList<>();

    @BeforeEach
    void backup() throws IOException {
        around = new NodeAround(folder);
        standIn = new StandInServices();
        standIn.standings.add(StandInServices.standing(2, 0));
        services = standIn.services();
        var unusedCheckpoint = around.export();
    }

    @AfterEach
    void stop() {
        services.close();
        standIn.close();
    }

    private Restore restore() {
        return restore(Duration.ofSeconds(5), Duration.ZERO);
    }

    private Restore restore(Duration patience, Duration settle) {
        RestoreSettings settings = new RestoreSettings(
                NodeAround.CUSTOMER,
                around.node,
                folder.resolve("restoring"),
                Optional.empty(),
                patience,
                Duration.ofMillis(10),
                settle);
        return new Restore(
                settings,
                new Restore.Source(around.target, around.checkpoints(), around.guard),
                services,
                InstantSource.system(),
                progress::add);
    }

    private RestoreRecord run(RestoreState stopAt) throws IOException {
        return restore().run(around::identities, stopAt);
    }

    private RestoreRecord whole(RestoreOptions options) throws IOException {
        var unusedBegun = restore().begin(OptionalLong.empty(), options);
        return run(RestoreState.ACTIVE);
    }

    private String read(String path) throws IOException {
        return Files.readString(around.node.resolve(path));
    }

    private boolean has(String path) {
        return Files.exists(around.node.resolve(path));
    }

    private void requireRestored() throws IOException {
        assertThat(read("registry/data/log/wal/1.wal")).isEqualTo("frame one\n");
        assertThat(has("registry/data/log/key"))
                .as("the log goes on under another key")
                .isFalse();
        assertThat(has("registry/data/log/checkpoint")).isFalse();
        assertThat(has("pdp/data/flows")).as("what gave access").isFalse();
        assertThat(has("pdp/data/decisions/0000000000000000.jsonl")).isTrue();
        assertThat(has("registry/data/restoring")).isFalse();
        assertThat(has("auth/data/restoring")).isFalse();
        assertThat(has(".restore")).isFalse();
        assertThat(standIn.asked).contains("registry", "{\"skipPages\":16}");
    }

    @Test
    void aNodeThatIsGoneComesBack() throws IOException {
        DurableFiles.deleteFolder(around.node);
        RestoreRecord ended = whole(RestoreOptions.cautious());
        assertThat(ended.state()).isEqualTo(RestoreState.ACTIVE);
        requireRestored();
        assertThat(read("restored-configuration/auth/config/application.properties"))
                .contains("notenboom.customer");
        assertThat(read("policy/eoverdracht.json")).isEqualTo("{}");
        assertThat(ended.report()).anyMatch(line -> line.contains("2 peers agree"));
        assertThatThrownBy(() -> restore().begin(OptionalLong.of(9), RestoreOptions.cautious()))
                .hasMessageContaining("no checkpoint 9");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "ACTIVE")
    void killedAfterTheWorkOfAStateAndBeforeItWasNotedItGoesOn(RestoreState state) throws IOException {
        around.append("registry/data/log/wal/1.wal", "frame after the backup\n");
        var unusedBegun = restore().begin(OptionalLong.empty(), RestoreOptions.cautious());
        RestoreRecord before = run(state);
        assertThat(before.state()).isEqualTo(state);
        RestoreRecord after = run(state.next());
        assertThat(after.state()).isEqualTo(state.next());
        new RestoreFile(folder.resolve("restoring")).write(before);
        assertThat(run(RestoreState.ACTIVE).state()).isEqualTo(RestoreState.ACTIVE);
        requireRestored();
        assertThat(read("before-restore-" + before.id() + "/registry/data/log/wal/1.wal"))
                .contains("frame after the backup");
    }

    @Test
    void killedBetweenTwoStepsOfPlacingItGoesOnAndNoServiceEverHasUnmarkedData() throws IOException {
        var unusedBegun = restore().begin(OptionalLong.empty(), RestoreOptions.cautious());
        RestoreRecord placing = run(RestoreState.PLACING);
        Path aside = Placement.aside(around.node, placing);
        DurableFiles.folder(aside.resolve("registry"));
        Files.move(around.node.resolve("registry/data"), aside.resolve("registry/data"));
        RestoreRecord placed = run(RestoreState.LOADING);
        assertThat(placed.state()).isEqualTo(RestoreState.LOADING);
        for (String service : List.of("registry", "auth", "pdp")) {
            assertThat(read(service + "/data/restoring")).contains(placing.id());
        }
        var unusedEnded = run(RestoreState.ACTIVE);
        requireRestored();
    }

    @Test
    void aFetchThatWasKilledFetchesWhatIsMissing() throws IOException {
        var unusedBegun = restore().begin(OptionalLong.empty(), RestoreOptions.cautious());
        Path part = around.targetFolder.resolve(around.target.list("parts").getFirst());
        byte[] kept = Files.readAllBytes(part);
        Files.delete(part);
        assertThatThrownBy(() -> run(RestoreState.PLACING)).hasMessageContaining("missing");
        assertThat(has("registry/data/restoring")).as("nothing was touched").isFalse();
        Files.write(part, kept);
        assertThat(run(RestoreState.PLACING).state()).isEqualTo(RestoreState.PLACING);
    }

    @Test
    void revocationsAndEntriesAfterTheBackupThatAJournalStillShowsStay() throws IOException {
        String issuer = NodeAround.ISSUER;
        around.append(JOURNAL, "taken " + issuer + " 1 18\nrevoked " + issuer + " 1 18\ntaken " + issuer + " 2 1\nrev");
        around.append(
                "auth/data/audit/0000000000000000.jsonl",
                NodeAround.audit(
                                1,
                                "credential.revoke",
                                "/internal/vcr/v2/issuer/vc/did:web:node.example:iam:i#x",
                                around.now.plusSeconds(5))
                        + NodeAround.audit(
                                2, "subject.deactivate", "/internal/vdr/v2/subject/a", around.now.plusSeconds(6))
                        + NodeAround.audit(
                                3,
                                "credential.revoke",
                                "/internal/vcr/v2/issuer/vc/did:web:x:iam:i#old",
                                around.now.minusSeconds(400))
                        + NodeAround.audit(
                                4,
                                "credential.revoke",
                                "/internal/vcr/v2/issuer/vc/did:web:node.example:iam:i#y",
                                around.now.minusSeconds(30)));
        RestoreRecord ended = whole(RestoreOptions.cautious());
        assertThat(read(JOURNAL))
                .isEqualTo("taken " + issuer + " 1 17\nrevoked " + issuer + " 1 17\ntaken " + issuer + " 1 18\nrevoked "
                        + issuer + " 1 18\ntaken " + issuer + " 2 1\n");
        assertThat(standIn.asked)
                .contains(
                        "{\"revokedCredentials\":[\"did:web:node.example:iam:i#x\",\"did:web:node.example:iam:i#y\"]}");
        assertThat(ended.report()).anyMatch(line -> line.contains("subject.deactivate /internal/vdr/v2/subject/a"));
    }

    @Test
    void publishedListsAreShownToTheAuthorizationServer() throws IOException {
        Path json = folder.resolve("list.json");
        Path jwt = folder.resolve("list.jwt");
        Files.writeString(json, "{\"id\":\"x\"}");
        Files.writeString(jwt, "a.b.c\n");
        RestoreOptions cautious = RestoreOptions.cautious();
        var unusedEnded = whole(new RestoreOptions(
                cautious.peers(),
                cautious.alone(),
                cautious.older(),
                cautious.withoutGuard(),
                cautious.keepGrants(),
                false,
                false,
                List.of(json.toString(), jwt.toString()),
                List.of(),
                3));
        assertThat(standIn.asked)
                .containsSubsequence(
                        "{\"publishedList\":{\"id\":\"x\"}}", "{\"publishedList\":\"a.b.c\"}", "{\"skipPages\":3}");
    }

    @Test
    void aNodeOfOneProcessComesBack() throws IOException {
        around.becomeSmall();
        var unusedCheckpoint = around.export();
        DurableFiles.deleteFolder(around.node);
        around.write("node/data/status-lists.journal", "revoked " + NodeAround.ISSUER + " 1 18\n");
        RestoreRecord placed = begunUntil(RestoreState.LOADING);
        assertThat(read("node/data/restoring")).contains(placed.id());
        assertThat(run(RestoreState.ACTIVE).state()).isEqualTo(RestoreState.ACTIVE);
        assertThat(read("node/data/log/wal/1.wal")).isEqualTo("frame one\n");
        assertThat(has("node/data/log/key")).isFalse();
        assertThat(has("node/data/log/checkpoint")).isFalse();
        assertThat(has("node/data/flows")).isFalse();
        assertThat(has("node/data/restoring")).isFalse();
        assertThat(read("node/data/status-lists.journal")).contains(" 1 17\n", " 1 18\n");
        assertThat(read("before-restore-" + placed.id() + "/node/data/status-lists.journal"))
                .contains(" 1 18\n");
    }

    @Test
    void aNodeOfOneProcessIsNotPutOverOneOfSeveral() throws IOException {
        DurableFiles.deleteFolder(around.node);
        around.write("node/data/identity.json", "{}");
        var unusedBegun = restore().begin(OptionalLong.empty(), RestoreOptions.cautious());
        assertThatThrownBy(() -> run(RestoreState.ACTIVE)).hasMessageContaining("restore into another folder");
        assertThat(read("node/data/identity.json")).isEqualTo("{}");
    }

    private RestoreRecord begunUntil(RestoreState state) throws IOException {
        var unusedBegun = restore().begin(OptionalLong.empty(), RestoreOptions.cautious());
        return run(state);
    }

    @Test
    void itWaitsUntilEnoughPeersAgree() throws IOException {
        standIn.standings.clear();
        standIn.standings.addAll(List.of(
                StandInServices.standing(0, 2), StandInServices.standing(1, 0), StandInServices.standing(2, 0)));
        var unusedEnded = whole(RestoreOptions.cautious());
        assertThat(progress)
                .anyMatch(line -> line.contains("2 peers have more of it"))
                .anyMatch(line -> line.contains("1 of 2 peers agree"));
    }

    @Test
    void withTooFewPeersTheNodeStaysMarked() throws IOException {
        standIn.standings.clear();
        standIn.standings.add(StandInServices.standing(1, 0));
        var unusedBegun = restore().begin(OptionalLong.empty(), RestoreOptions.cautious());
        assertThatThrownBy(() ->
                        restore(Duration.ofMillis(200), Duration.ZERO).run(around::identities, RestoreState.ACTIVE))
                .hasMessageContaining("1 of 2 peers agree");
        assertThat(has("auth/data/restoring")).isTrue();
        assertThatThrownBy(() -> restore().begin(OptionalLong.empty(), RestoreOptions.cautious()))
                .hasMessageContaining("--resume");
    }

    @Test
    void aServiceThatRunsWithoutTheMarkIsNotTakenForTheRestoredOne() throws IOException {
        standIn.restoring = false;
        var unusedBegun = restore().begin(OptionalLong.empty(), RestoreOptions.cautious());
        assertThatThrownBy(() -> run(RestoreState.ACTIVE)).hasMessageContaining("without the mark");
    }

    @Test
    void aServiceWithDataThatCannotBeAskedDoesNotActAgain() throws IOException {
        NodeServices known = services;
        try (NodeServices none = new NodeServices(Optional.empty(), Optional.empty(), Secret.of("none"))) {
            services = none;
            var unusedBegun = restore().begin(OptionalLong.empty(), RestoreOptions.cautious());
            assertThatThrownBy(() -> run(RestoreState.ACTIVE)).hasMessageContaining("'registry'");
            services = known;
            assertThat(run(RestoreState.RECONCILING).state()).isEqualTo(RestoreState.RECONCILING);
            services = none;
            assertThatThrownBy(() -> run(RestoreState.ACTIVE)).hasMessageContaining("'auth'");
            assertThat(has("registry/data/restoring")).isTrue();
            assertThat(has("auth/data/restoring")).isTrue();
        } finally {
            services = known;
        }
        assertThat(run(RestoreState.ACTIVE).state()).isEqualTo(RestoreState.ACTIVE);
        requireRestored();
    }

    @Test
    void servicesHaveToBeStopped() throws IOException {
        var unusedBegun = restore().begin(OptionalLong.empty(), RestoreOptions.cautious());
        try (FileChannel channel =
                        FileChannel.open(around.node.resolve("registry/data/log/lock"), StandardOpenOption.WRITE);
                FileLock unusedLock = channel.lock()) {
            assertThatThrownBy(() -> run(RestoreState.ACTIVE))
                    .isInstanceOfAny(BackupException.class, OverlappingFileLockException.class);
        }
        assertThat(read("registry/data/log/key")).as("untouched").isNotEmpty();
    }

    @Test
    void keysOfASealedCustodyThatComesBackAreNeverGivenToAnother() throws IOException {
        var unusedCheckpoint = around.exporter(true, 1_000_000, 400).run(Optional.empty(), false);
        DurableFiles.deleteFolder(around.node);
        var unusedEnded = whole(RestoreOptions.cautious());
        try (Stream<Path> files = Files.list(around.node.resolve("custody"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains("kabc.key", "kabc.claimed", "kdef.key", "kdef.claimed");
        }
    }

    @Test
    void grantsComeBackOnlyWithAReason() throws IOException {
        RestoreOptions cautious = RestoreOptions.cautious();
        RestoreRecord ended = whole(new RestoreOptions(
                2,
                cautious.alone(),
                cautious.older(),
                cautious.withoutGuard(),
                Optional.of("nothing was withdrawn since"),
                false,
                false,
                List.of(),
                List.of(),
                16));
        assertThat(has("pdp/data/flows/flows.ndjson")).isTrue();
        assertThat(ended.report()).anyMatch(line -> line.contains("nothing was withdrawn since"));
    }
}

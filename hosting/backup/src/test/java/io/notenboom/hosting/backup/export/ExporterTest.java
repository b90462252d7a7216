// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.hosting.backup.BackupException;
import io.notenboom.hosting.backup.checkpoint.Checkpoint;
import io.notenboom.hosting.backup.checkpoint.SignedCheckpoint;
import io.notenboom.hosting.backup.destination.BackupTarget;
import io.notenboom.hosting.backup.part.Identities;
import io.notenboom.hosting.backup.part.Part;
import io.notenboom.hosting.backup.redis.RedisRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExporterTest {

    @TempDir
    Path folder;

    private NodeAround around;

    @BeforeEach
    void node() throws IOException {
        around = new NodeAround(folder);
    }

    private Map<String, String> restored(SignedCheckpoint signed, Identities identities) throws IOException {
        return around.restored(signed, identities);
    }

    @Test
    void aBackupHoldsTheDataAndNoKeyOrSecret() throws IOException {
        SignedCheckpoint signed = around.export();
        Map<String, String> files = restored(signed, around.identities());
        assertThat(files)
                .containsOnlyKeys(
                        "auth/config/application.properties",
                        "auth/data/audit/0000000000000000.jsonl",
                        "auth/data/status-lists.journal",
                        "pdp/data/decisions/0000000000000000.jsonl",
                        "pdp/data/flows/flows.ndjson",
                        "policy/eoverdracht.json",
                        "registry/data/identity.json",
                        "registry/data/log/checkpoint",
                        "registry/data/log/key",
                        "registry/data/log/tile/1/000.p/1",
                        "registry/data/log/tile/entries/000",
                        "registry/data/log/tile/entries/001.p/48",
                        "registry/data/log/wal/1.wal",
                        "tls/server.pem");
        assertThat(files.values()).noneMatch(content -> content.contains("hush"));
        assertThat(files.get("auth/config/application.properties"))
                .contains("notenboom.customer=c7f3k2", "custody.passphrase-file=/srv/n1/tokens");
        assertThat(restored(signed, Identities.of(List.of(around.hostKey.identity()))))
                .isEqualTo(files);
    }

    @Test
    void theCheckpointTellsHowFarTheNodeWas() throws IOException {
        Checkpoint.Standing standing = around.export().checkpoint().standing();
        assertThat(standing.logEntries()).isEqualTo(304);
        assertThat(standing.logRoot()).isEqualTo("CsUY=");
        assertThat(standing.streams()).isEqualTo("2 5Dk8=");
        assertThat(standing.chains()).containsEntry("auth/data/audit", "1:h0").containsKey("pdp/data/decisions");
        assertThat(standing.statusLists()).singleElement().satisfies(mark -> {
            assertThat(mark.page()).isEqualTo(1);
            assertThat(mark.taken()).isEqualTo(1);
            assertThat(mark.revoked()).isEqualTo(1);
        });
        assertThat(around.guard.highest().orElseThrow().number()).isEqualTo(1);
    }

    @Test
    void theFilesOfANodeOfOneProcessAreTheSameInOneFolder() throws IOException {
        around.becomeSmall();
        SignedCheckpoint signed = around.export();
        assertThat(restored(signed, around.identities()))
                .containsOnlyKeys(
                        "node/data/audit/0000000000000000.jsonl",
                        "node/data/decisions/0000000000000000.jsonl",
                        "node/data/flows/flows.ndjson",
                        "node/data/identity.json",
                        "node/data/log/checkpoint",
                        "node/data/log/key",
                        "node/data/log/tile/1/000.p/1",
                        "node/data/log/tile/entries/000",
                        "node/data/log/tile/entries/001.p/48",
                        "node/data/log/wal/1.wal",
                        "node/data/status-lists.journal",
                        "policy/eoverdracht.json",
                        "tls/server.pem");
        Checkpoint.Standing standing = signed.checkpoint().standing();
        assertThat(standing.logEntries()).isEqualTo(304);
        assertThat(standing.chains()).containsKeys("node/data/audit", "node/data/decisions");
        assertThat(standing.statusLists()).hasSize(1);
    }

    @Test
    void theNextBackupCopiesWhatIsNew() throws IOException {
        SignedCheckpoint first = around.export();
        around.append("registry/data/log/wal/1.wal", "frame two\n");
        around.write("registry/data/log/tile/entries/001", "bundle");
        Files.delete(around.node.resolve("registry/data/identity.json"));
        SignedCheckpoint second = around.export();
        assertThat(second.checkpoint().previous()).contains(first.asPrevious());
        assertThat(second.checkpoint().parts())
                .hasSize(2)
                .contains(first.checkpoint().parts().getFirst());
        Part added = second.checkpoint().parts().getLast();
        assertThat(added.plainBytes()).isEqualTo("frame two\n".length() + "bundle".length());
        Map<String, String> files = restored(second, around.identities());
        assertThat(files)
                .containsEntry("registry/data/log/wal/1.wal", "frame one\nframe two\n")
                .doesNotContainKey("registry/data/identity.json");
        around.checkpoints().requireFollows(second);
    }

    @Test
    void aFileThatWasReplacedByALongerOneIsCopiedWhole() throws IOException {
        var unusedFirst = around.export();
        around.write("registry/data/log/wal/1.wal", "another frame, longer than the one before\n");
        assertThat(restored(around.export(), around.identities()))
                .containsEntry("registry/data/log/wal/1.wal", "another frame, longer than the one before\n");
    }

    @Test
    void aBackupOfManyPartsBeginsAnew() throws IOException {
        Exporter exporter = around.exporter(false, 100, 400);
        int parts = exporter.run(Optional.empty(), false).checkpoint().parts().size();
        assertThat(parts).isGreaterThan(3);
        around.append("registry/data/log/wal/1.wal", "frame two\n");
        List<Part> again = around.exporter(false, 1_000_000, 3)
                .run(Optional.empty(), false)
                .checkpoint()
                .parts();
        assertThat(again).singleElement().satisfies(part -> assertThat(part.name())
                .startsWith("parts/0000000002-"));
    }

    @Test
    void sealedKeysAreInABackupOnlyWhenThatIsAskedFor() throws IOException {
        SignedCheckpoint signed = around.exporter(true, 1_000_000, 400).run(Optional.empty(), false);
        assertThat(restored(signed, around.identities()))
                .containsKeys("custody/seal.json", "custody/kabc.key", "custody/kdef.claimed")
                .doesNotContainKey("tokens/custody.passphrase");
    }

    @Test
    void recordsOfRedisAreAFileOfTheBackup() throws IOException {
        List<RedisRecord> records = List.of(
                new RedisRecord("{c7f3k2}:auth:subject:a", RedisRecord.Kind.STRING, true, null, List.of("{}")),
                new RedisRecord("{c7f3k2}:auth:subject:b", RedisRecord.Kind.STRING, true, 5L, List.of("\u00ff")));
        SignedCheckpoint signed = around.exporter(false, 1_000_000, 400).run(Optional.of(records::forEach), false);
        assertThat(signed.checkpoint().standing().redisRecords()).containsExactly(Map.entry("auth:subject", 2L));
        assertThat(restored(signed, around.identities()).get(Exporter.REDIS))
                .hasLineCount(2)
                .contains("base64");
    }

    @Test
    void aBackupThatWasKilledGoesOnWithThePartsThatAreThere() throws IOException {
        BackupTarget sound = around.target;
        for (int attempt = 0; attempt < 4; attempt++) {
            around.write("registry/data/log/tile/entries/1" + attempt, "bundle".repeat(50));
        }
        List<String> put = new ArrayList<>();
        around.target = new Failing(around.targetFolder, 2, put);
        assertThatThrownBy(() -> around.exporter(false, 300, 400).run(Optional.empty(), false))
                .isInstanceOf(IOException.class);
        assertThat(around.checkpoints().numbers())
                .as("no checkpoint, no backup")
                .isEmpty();
        int before = put.size();
        assertThat(before).isEqualTo(2);
        around.target = new Failing(around.targetFolder, Integer.MAX_VALUE, put);
        SignedCheckpoint signed = around.exporter(false, 300, 400).run(Optional.empty(), false);
        assertThat(put).as("no part was put twice").doesNotHaveDuplicates();
        assertThat(signed.checkpoint().parts())
                .extracting(Part::name)
                .as("parts of the first try count")
                .contains(put.getFirst());
        around.target = sound;
        assertThat(restored(signed, around.identities()))
                .containsEntry("registry/data/log/tile/entries/13", "bundle".repeat(50));
    }

    @Test
    void oneFlippedByteAnywhereIsRefused() throws IOException {
        SignedCheckpoint signed = around.export();
        List<Path> objects;
        try (Stream<Path> found = Files.walk(around.targetFolder)) {
            objects = found.filter(Files::isRegularFile).toList();
        }
        assertThat(objects).hasSize(3);
        for (Path object : objects) {
            byte[] bytes = Files.readAllBytes(object);
            for (int at = 0; at < bytes.length; at += Math.max(1, bytes.length / 40)) {
                byte[] flipped = bytes.clone();
                flipped[at] ^= 4;
                Files.write(object, flipped);
                assertThatThrownBy(() -> {
                            SignedCheckpoint read = around.checkpoints().read(1);
                            var unusedFiles = restored(read, around.identities());
                        })
                        .as("byte %d of %s", at, object.getFileName())
                        .isInstanceOf(BackupException.class);
            }
            Files.write(object, bytes);
        }
        assertThat(restored(signed, around.identities())).isNotEmpty();
    }

    @Test
    void aCheckpointOfAnotherKeyCustomerOrNumberIsRefused() throws IOException {
        var unusedFirst = around.export();
        NodeAround other = new NodeAround(folder.resolve("other"));
        var unusedOther = other.export();
        Path first = around.targetFolder.resolve("checkpoints/0000000001.jws");
        byte[] kept = Files.readAllBytes(first);
        Files.copy(
                other.targetFolder.resolve("checkpoints/0000000001.jws"), first, StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> around.checkpoints().read(1)).hasMessageContaining("not signed with the key");
        Files.write(around.targetFolder.resolve("checkpoints/0000000002.jws"), kept);
        assertThatThrownBy(() -> around.checkpoints().read(2)).hasMessageContaining("in truth number 1");
    }

    /** Fails after some files. */
    private static final class Failing extends ForwardingTarget {

        private final List<String> put;
        private int left;

        Failing(Path folder, int left, List<String> put) {
            super(folder);
            this.left = left;
            this.put = put;
        }

        @Override
        public void put(String name, Path content) throws IOException {
            if (left-- <= 0) {
                throw new IOException("the network is gone");
            }
            super.put(name, content);
            put.add(name);
        }
    }
}

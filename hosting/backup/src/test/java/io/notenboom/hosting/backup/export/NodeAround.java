// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.export;

import io.notenboom.custody.CustodianSigner;
import io.notenboom.custody.InMemoryCustodian;
import io.notenboom.hosting.backup.checkpoint.Checkpoints;
import io.notenboom.hosting.backup.checkpoint.SignedCheckpoint;
import io.notenboom.hosting.backup.destination.BackupTarget;
import io.notenboom.hosting.backup.destination.FolderTarget;
import io.notenboom.hosting.backup.file.DurableFiles;
import io.notenboom.hosting.backup.guard.FileRollbackGuard;
import io.notenboom.hosting.backup.guard.RollbackGuard;
import io.notenboom.hosting.backup.part.Identities;
import io.notenboom.hosting.backup.part.Recipients;
import io.notenboom.hosting.backup.restore.Staging;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The folder of a node with files as its services have them, and all that backs it up. */
public final class NodeAround {

    public static final String CUSTOMER = "c7f3k2";
    public static final String ISSUER = "did:web:node.example:iam:i";

    public final Path root;
    public final Path node;
    public final Path targetFolder;
    public final Identities.Pair customerKey = Identities.generate();
    public final Identities.Pair hostKey = Identities.generate();
    public final InMemoryCustodian custodian = new InMemoryCustodian(InstantSource.system());
    public final KeyId key = custodian.create(KeyPurpose.BACKUP);
    public final RollbackGuard guard;
    public Instant now = Instant.parse("2026-11-22T10:00:00Z");
    public BackupTarget target;
    public List<String> recipients;

    public NodeAround(Path root) throws IOException {
        this.root = root;
        this.node = root.resolve("node");
        this.targetFolder = root.resolve("target");
        this.target = new FolderTarget(targetFolder);
        this.recipients = List.of(customerKey.recipient(), hostKey.recipient());
        this.guard = new FileRollbackGuard(root.resolve("guard/" + CUSTOMER + ".json"));
        write("registry/data/log/checkpoint", "nuts-registry/n/x\n304\nCsUY=\nstreams 2 5Dk8=\n\n— x Az3g\n");
        write("registry/data/log/key", "nuts-registry/n/x+1+abc\n");
        write("registry/data/log/wal/1.wal", "frame one\n");
        write("registry/data/log/tile/entries/000", "bundle");
        write("registry/data/log/tile/entries/001.p/47", "partial before");
        write("registry/data/log/tile/entries/001.p/48", "partial of 304 entries");
        write("registry/data/log/tile/1/000.p/1", "partial of 304 entries");
        write("registry/data/log/lock", "");
        write("registry/data/search-index/_0.cfs", "index");
        write("registry/data/identity.json", "{}");
        write("auth/data/status-lists.journal", "taken " + ISSUER + " 1 17\nrevoked " + ISSUER + " 1 17\n");
        write("auth/data/audit/0000000000000000.jsonl", audit(0, "credential.issue", "/x", now.minusSeconds(60)));
        write("auth/config/application.properties", """
                notenboom.customer=c7f3k2
                quarkus.redis.hosts=redis://:hush@127.0.0.1:6379
                notenboom.api-password=hush
                notenboom.custody.passphrase-file=/srv/n1/tokens/custody.passphrase
                """);
        write("pdp/data/flows/flows.ndjson", "{}\n");
        write("pdp/data/decisions/0000000000000000.jsonl", audit(0, "decide", "/x", now));
        write("tls/server.pem", "-----BEGIN CERTIFICATE-----\n");
        write("tls/server.key", "-----BEGIN PRIVATE KEY-----\nhush\n-----END PRIVATE KEY-----\n");
        write("policy/eoverdracht.json", "{}");
        write("tokens/custody.passphrase", "hush");
        write("custody/seal.json", "{}");
        write("custody/kabc.key", "{\"sealed\":{}}");
        write("custody/kdef.key", "{\"sealed\":{}}");
        write("custody/kdef.claimed", "");
    }

    /** All files of its services move to one folder. */
    public void becomeSmall() throws IOException {
        Path together = Files.createDirectories(node.resolve("node/data"));
        for (String service : List.of("registry", "auth", "pdp")) {
            Path data = node.resolve(service).resolve("data");
            List<Path> moved;
            try (Stream<Path> files = Files.list(data)) {
                moved = files.toList();
            }
            for (Path file : moved) {
                Files.move(file, together.resolve(data.relativize(file)));
            }
            DurableFiles.deleteFolder(node.resolve(service));
        }
    }

    public static String audit(long sequence, String what, String object, Instant time) {
        return "{\"seq\":" + sequence + ",\"prev\":\"\",\"record\":{\"time\":\"" + time + "\",\"who\":\"x\",\"what\":\""
                + what + "\",\"object\":\"" + object + "\",\"outcome\":\"done\"},\"hash\":\"h" + sequence + "\"}\n";
    }

    public void write(String path, String content) throws IOException {
        Path file = node.resolve(path);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, content);
    }

    public void append(String path, String content) throws IOException {
        Files.writeString(node.resolve(path), content, StandardOpenOption.APPEND);
    }

    public Checkpoints checkpoints() {
        return new Checkpoints(target, custodian.publicKey(key), CUSTOMER);
    }

    public Exporter exporter(boolean withCustody, long partBytes, int mostParts) {
        return new Exporter(
                new ExportSettings(CUSTOMER, node, root.resolve("work"), withCustody, partBytes, mostParts),
                new Exporter.Destination(target, checkpoints(), guard),
                Recipients.of(recipients),
                CustodianSigner.of(custodian, key, KeyPurpose.BACKUP),
                () -> now);
    }

    public SignedCheckpoint export() throws IOException {
        return exporter(false, 1_000_000, 400).run(Optional.empty(), false);
    }

    /** The files of a backup as they are restored, by path. */
    public Map<String, String> restored(SignedCheckpoint signed, Identities identities) throws IOException {
        Path place = Files.createTempDirectory(root, "restored");
        Staging staging = new Staging(place, target, done -> {});
        staging.fetch(signed.checkpoint());
        var unusedManifest = staging.assemble(signed.checkpoint(), identities);
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(staging.files())) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                files.put(staging.files().relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }

    public Identities identities() {
        return Identities.of(List.of(customerKey.identity()));
    }
}

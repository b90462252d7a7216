// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.hosting;

import io.notenboom.e2e.drill.registry.BackupProgram;
import io.notenboom.e2e.drill.registry.BackupProgram.Outcome;
import io.notenboom.launcher.node.NodeFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A customer's backup, and the key of another customer's backups. */
final class BackupTrials {

    private final Path home;
    private final Path work;

    /** @param work an own folder */
    BackupTrials(Path home, Path work) throws IOException {
        this.home = home;
        this.work = Files.createDirectories(work);
    }

    /** Backs a node up; its own key reads it, the other's does not. */
    String run(HostedNode owner, HostedNode other) throws IOException, InterruptedException {
        Path configuration = work.resolve("backup.properties");
        BackupProgram program = new BackupProgram(home, configuration);
        String recipients = key(program, owner.id()) + "," + key(program, "host");
        var _ = key(program, other.id());
        configure(configuration, owner, recipients);
        String made = program.run("export").wentWell().last();
        var _ = program.run("verify", "--identity=" + file(owner.id())).wentWell();
        Outcome foreign = program.run("verify", "--identity=" + file(other.id()));
        return made + "; the other's key: " + foreign.refused("is not for this identity");
    }

    private Path file(String name) {
        return work.resolve(name + ".age");
    }

    /** Makes a key; answers its public part. */
    private String key(BackupProgram program, String name) throws IOException, InterruptedException {
        return program.run("keygen", file(name).toString()).wentWell().last();
    }

    private void configure(Path configuration, HostedNode node, String recipients) {
        Path redis = NodeFolder.writePrivate(
                work.resolve("redis.url"),
                "redis://operator:" + node.secret("redis-operator.password").reveal() + "@127.0.0.1:"
                        + node.redisPort());
        var _ = NodeFolder.writePrivate(
                configuration,
                String.join(
                        "\n",
                        "customer=" + node.id(),
                        "node=" + node.folder(),
                        "work=" + work.resolve("backup-work"),
                        "guard=" + work.resolve("guard.json"),
                        "signer=" + work.resolve("signer.pem"),
                        "recipients=" + recipients,
                        "target=" + work.resolve("backups"),
                        "redis-file=" + redis,
                        "registry=" + node.url("registry"),
                        "auth=" + node.url("auth"),
                        "token-file=" + node.folder().resolve("tokens/administrator.token"),
                        "custody.dir=" + node.custody(),
                        "custody.passphrase-file=" + node.passphrase(),
                        ""));
    }
}

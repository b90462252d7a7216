// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.node;

import io.notenboom.launcher.redis.RedisConfiguration;
import io.notenboom.trust.redis.PasswordHash;
import io.notenboom.trust.redis.RedisUser;
import io.notenboom.trust.rotation.LiveSignatures;
import io.notenboom.trust.rotation.RotatedKey;
import io.notenboom.trust.rotation.RotationState;
import io.notenboom.trust.secret.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The Redis of one node, or of the control plane, in its folder: its configuration, and the passwords of the user that is the
 * customer's. There is the one that services are given when they start; while it is replaced there is another one too, its
 * successor or its predecessor, and Redis has to accept both. Every change is one step on disk: who does it again after a crash
 * finds where it was. Not safe for several threads that change passwords of one node.
 */
public final class NodeRedis {

    private static final int SHOWN = 12;

    private final NodeFolder folder;
    private final NodeSecrets secrets;
    private final String customer;
    private final Path next;
    private final Path former;

    /** The Redis of a customer's node in this folder. */
    public NodeRedis(NodeFolder folder, NodeSecrets secrets, String customer) {
        this.folder = folder;
        this.secrets = secrets;
        this.customer = customer;
        this.next = folder.tokens().resolve("redis.password.next");
        this.former = folder.tokens().resolve("redis.password.former");
    }

    /** Writes its users and its configuration; answers the configuration's file. */
    public Path configure(int port) {
        Path users = NodeFolder.writePrivate(
                folder.redis().resolve("users.acl"), RedisConfiguration.users(user(), secrets.redisOperatorPassword()));
        return NodeFolder.writePrivate(
                folder.redis().resolve("redis.conf"), RedisConfiguration.render(folder.redis(), port, users));
    }

    /** The customer's user with every password that is to be accepted now. */
    public RedisUser user() {
        RedisUser user = RedisUser.ofCustomer(customer, hash(secrets.redisPasswordFile()));
        for (Path other : List.of(next, former)) {
            if (Files.exists(other) && !user.passwords().contains(hash(other))) {
                return user.andPassword(hash(other));
            }
        }
        return user;
    }

    /**
     * The passwords: the one that services get is active, its successor published, its predecessor retiring. Each goes by the
     * beginning of its hash; {@code since} is when it was made, or for the retiring one when it was replaced.
     */
    public List<RotatedKey> passwords() {
        List<RotatedKey> passwords = new ArrayList<>();
        passwords.add(password(secrets.redisPasswordFile(), RotationState.ACTIVE));
        if (Files.exists(next)) {
            passwords.add(password(next, RotationState.PUBLISHED));
        }
        if (hasFormer()) {
            passwords.add(password(former, RotationState.RETIRING));
        }
        return passwords;
    }

    private static RotatedKey password(Path file, RotationState state) {
        try {
            Instant since = Files.getLastModifiedTime(file).toInstant();
            return new RotatedKey(
                    hash(file).sha256().substring(0, SHOWN), state, since, since, null, LiveSignatures.NONE);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file, failure);
        }
    }

    /** Makes a successor, in place of one that there may be. */
    public void makeNext() {
        var _ = NodeFolder.writeDurably(next, RandomSecrets.password().reveal());
    }

    /** Whether there is a successor that services do not get yet. */
    public boolean hasNext() {
        return Files.exists(next);
    }

    /** From now on services that start get the successor; the one before is kept as the former one. Nothing without a successor. */
    public void useNext() {
        if (hasNext()) {
            var _ = NodeFolder.writeDurably(former, secrets.redisPassword().reveal());
            useNextAlone();
        }
    }

    /** The same, and the one before is not accepted any more. */
    public void useNextAlone() {
        if (hasNext()) {
            NodeFolder.moveDurably(next, secrets.redisPasswordFile());
        }
    }

    /** Whether a password is still accepted that services do not get any more. */
    public boolean hasFormer() {
        return Files.exists(former) && !hash(former).equals(hash(secrets.redisPasswordFile()));
    }

    /** The former password is not to be accepted any more. */
    public void forgetFormer() {
        delete(former);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot delete " + file, failure);
        }
    }

    private static PasswordHash hash(Path file) {
        return PasswordHash.of(read(file).reveal());
    }

    private static Secret read(Path file) {
        try {
            return Secret.of(Files.readString(file).strip());
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file, failure);
        }
    }
}

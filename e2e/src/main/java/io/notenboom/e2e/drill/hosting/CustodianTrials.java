// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.hosting;

import io.notenboom.custody.CustodyException;
import io.notenboom.custody.KeyCustodian;
import io.notenboom.custody.KeyDescription;
import io.notenboom.custody.SealedFileCustodian;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.trust.key.KeyId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What one customer's custodian does with another's key: sealed files. */
final class CustodianTrials {

    private static final byte[] INPUT = "drill".getBytes(StandardCharsets.UTF_8);

    private final Path work;

    /** @param work an own folder for copies of custodians */
    CustodianTrials(Path work) {
        this.work = work;
    }

    /** All trials; answers how many there were. */
    int refused(HostedNode owner, HostedNode other) throws IOException {
        KeyCustodian own = open(owner.custody(), owner, owner);
        KeyDescription stranger = inUse(open(other.custody(), other, other));
        KeyDescription mine = inUse(own);
        mustFail("the other's kid at the own custodian", () -> own.sign(stranger.keyId(), stranger.purpose(), INPUT));
        mustFail("the other's passphrase", () -> open(owner.custody(), owner, other)
                .sign(mine.keyId(), mine.purpose(), INPUT));
        mustFail("the own passphrase at the other's keys", () -> open(other.custody(), owner, owner)
                .sign(stranger.keyId(), stranger.purpose(), INPUT));
        Path copy = copy(owner);
        bring(other, stranger.keyId(), copy, stranger.keyId());
        mustFail("the other's file beside the own ones", () -> open(copy, owner, owner)
                .sign(stranger.keyId(), stranger.purpose(), INPUT));
        bring(other, stranger.keyId(), copy, mine.keyId());
        mustFail("the other's file in place of an own one", () -> open(copy, owner, owner)
                .sign(mine.keyId(), mine.purpose(), INPUT));
        if (own.sign(mine.keyId(), mine.purpose(), INPUT).length == 0) {
            throw new StepFailure("the custodian of " + owner.id() + " does not sign with its own key");
        }
        return 5;
    }

    private static KeyCustodian open(Path folder, HostedNode customer, HostedNode passphraseOf) {
        return SealedFileCustodian.open(folder, customer.id(), passphraseOf.passphrase());
    }

    private static KeyDescription inUse(KeyCustodian custodian) {
        return custodian.list().stream()
                .filter(KeyDescription::claimed)
                .findFirst()
                .orElseThrow(() -> new StepFailure("a node uses none of its keys"));
    }

    private Path copy(HostedNode node) throws IOException {
        Path copy = Files.createTempDirectory(Files.createDirectories(work), node.id());
        List<Path> files;
        try (Stream<Path> all = Files.list(node.custody())) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Files.copy(file, copy.resolve(file.getFileName()));
        }
        return copy;
    }

    private static void bring(HostedNode from, KeyId key, Path copy, KeyId as) throws IOException {
        Files.write(copy.resolve(as + ".key"), Files.readAllBytes(from.custody().resolve(key + ".key")));
    }

    /** Fails if a trial succeeds. */
    static void mustFail(String what, Runnable trial) {
        try {
            trial.run();
        } catch (CustodyException refused) {
            return;
        }
        throw new StepFailure(what + " was accepted");
    }
}

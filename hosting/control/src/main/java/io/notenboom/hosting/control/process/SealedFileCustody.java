// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.process;

import io.notenboom.custody.KeyDescription;
import io.notenboom.custody.SealedFileCustodianAdmin;
import io.notenboom.hosting.control.execute.StepOutcome;
import io.notenboom.hosting.control.state.CustomerRecord;
import io.notenboom.launcher.node.NodeFolder;
import io.notenboom.launcher.node.NodeSecrets;
import io.notenboom.trust.customer.CustomerId;
import io.notenboom.trust.key.KeyPurpose;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A custodian of sealed files in the folder of the node, with a passphrase of the customer's own beside it. An identity is taken
 * away by taking the passphrase out of the node's folder; keys are destroyed by destroying their files and the passphrase.
 */
final class SealedFileCustody implements Custody {

    private static final String PASSPHRASE = "custody.passphrase";

    private final Function<CustomerId, NodeFolder> folders;
    private final Path withheld;
    private final DestroyedKeys destroyed;

    /** @param data folder of the control plane: withheld passphrases are kept there */
    SealedFileCustody(Function<CustomerId, NodeFolder> folders, Path data, DestroyedKeys destroyed) {
        this.folders = folders;
        this.withheld = new NodeFolder(data.resolve("withheld")).tokens();
        this.destroyed = destroyed;
    }

    @Override
    public StepOutcome ensure(CustomerRecord customer) {
        Path used = used(customer.id());
        Path kept = kept(customer.id());
        if (Files.exists(kept)) {
            move(kept, used);
        }
        var unused = new NodeSecrets(folders.apply(customer.id())).passphraseFile();
        var opened = open(customer.id(), used);
        return new StepOutcome.Done("Opened", opened.custodian().list().size() + " keys in sealed files");
    }

    @Override
    public StepOutcome keepReady(CustomerRecord customer, Map<KeyPurpose, Integer> unused) {
        SealedFileCustodianAdmin admin = open(customer.id(), used(customer.id()));
        Map<KeyPurpose, Long> ready = admin.custodian().list().stream()
                .filter(key -> !key.claimed())
                .collect(Collectors.groupingBy(KeyDescription::purpose, Collectors.counting()));
        unused.forEach((purpose, wanted) -> {
            for (long have = ready.getOrDefault(purpose, 0L); have < wanted; have++) {
                var _ = admin.create(purpose);
            }
        });
        return StepOutcome.done();
    }

    @Override
    public StepOutcome revokeIdentity(CustomerRecord customer) {
        Path used = used(customer.id());
        if (Files.exists(used)) {
            move(used, kept(customer.id()));
        }
        return new StepOutcome.Done("Withheld", "the passphrase is out of the node's reach");
    }

    @Override
    public StepOutcome destroyKeys(CustomerRecord customer) {
        CustomerId id = customer.id();
        Path kept = kept(customer.id());
        Path folder = folders.apply(customer.id()).custody();
        if (Files.exists(kept)) {
            SealedFileCustodianAdmin admin = open(customer.id(), kept);
            List<KeyDescription> keys = admin.custodian().list();
            destroyed.note(id, keys.stream().map(KeyDescription::keyId).toList());
            keys.forEach(key -> admin.destroy(key.keyId()));
            delete(kept);
        }
        delete(used(customer.id()));
        deleteAll(folder);
        if (!destroyed.knows(id)) {
            destroyed.note(id, List.of());
        }
        return new StepOutcome.Done("Destroyed", destroyed.of(id).size() + " keys were destroyed");
    }

    @Override
    public List<String> destroyed(CustomerRecord customer) {
        return destroyed.of(customer.id());
    }

    private SealedFileCustodianAdmin open(CustomerId id, Path passphrase) {
        return SealedFileCustodianAdmin.open(folders.apply(id).custody(), id.value(), passphrase);
    }

    private Path used(CustomerId id) {
        return folders.apply(id).tokens().resolve(PASSPHRASE);
    }

    private Path kept(CustomerId id) {
        return withheld.resolve(id.value() + ".passphrase");
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot move the passphrase to " + to, failure);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot delete " + file, failure);
        }
    }

    private static void deleteAll(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(SealedFileCustody::delete);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot empty " + folder, failure);
        }
    }
}

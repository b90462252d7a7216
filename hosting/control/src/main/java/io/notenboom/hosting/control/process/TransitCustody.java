// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.process;

import io.notenboom.custody.KeyDescription;
import io.notenboom.hosting.control.execute.StepOutcome;
import io.notenboom.hosting.control.state.CustomerRecord;
import io.notenboom.launcher.node.NodeFolder;
import io.notenboom.launcher.node.NodeVault;
import io.notenboom.launcher.node.ServiceKind;
import io.notenboom.trust.customer.CustomerId;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.vault.CustomerNames;
import io.notenboom.vault.TransitCustodianAdmin;
import io.notenboom.vault.VaultClient;
import io.notenboom.vault.customer.CustomerMounts;
import io.notenboom.vault.customer.NodeIdentity;
import io.notenboom.vault.customer.WrappedSecretId;
import io.notenboom.vault.http.VaultServer;
import io.notenboom.vault.login.TokenFileLogin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A custodian in the host's Vault: an engine, policies and roles of the customer's own, and a wrapped secret id for each service
 * of its node. An identity is taken away by removing its policy and role; keys are destroyed one by one, and then their engine.
 * The host's identity makes and removes; it does not sign.
 */
final class TransitCustody implements Custody, AutoCloseable {

    private static final String SETTINGS = "notenboom.custody.vault.";
    private static final Duration TO_BE_UNWRAPPED = Duration.ofHours(1);
    private static final Duration CUSTODIAN = Duration.ofMinutes(10);

    private final Function<CustomerId, NodeFolder> folders;
    private final HostVault vault;
    private final VaultClient host;
    private final CustomerMounts mounts;
    private final DestroyedKeys destroyed;
    private final InstantSource clock;
    private final Map<CustomerId, Custodian> custodians = new HashMap<>();

    /** Who makes a customer's keys, logged in until a time. */
    private record Custodian(TransitCustodianAdmin admin, Instant until) {}

    /** Calls nothing yet. */
    TransitCustody(
            Function<CustomerId, NodeFolder> folders, HostVault vault, DestroyedKeys destroyed, InstantSource clock) {
        this.folders = folders;
        this.vault = vault;
        this.host = VaultClient.of(
                new VaultServer(vault.address(), vault.namespace(), vault.authorities()),
                new TokenFileLogin(vault.tokenFile()),
                clock);
        this.mounts = new CustomerMounts(host);
        this.destroyed = destroyed;
        this.clock = clock;
    }

    private static CustomerNames names(CustomerRecord customer) {
        return new CustomerNames(customer.id().value());
    }

    @Override
    public StepOutcome ensure(CustomerRecord customer) {
        host.maintain();
        mounts.provision(names(customer), new NodeIdentity.AppRole());
        NodeFolder folder = folders.apply(customer.id());
        for (ServiceKind service : ServiceKind.values()) {
            if (service != ServiceKind.PROXY && needsSecretId(folder, service)) {
                deliver(customer, folder, service);
            }
        }
        return new StepOutcome.Done(
                "Provisioned", names(customer).keysMount() + " at " + vault.address() + ", of this customer alone");
    }

    /** Without one, or with one that nobody unwrapped in time. */
    private boolean needsSecretId(NodeFolder folder, ServiceKind service) {
        Path wrapped = NodeVault.wrappedSecretId(folder, service);
        if (NodeVault.of(folder).isEmpty() || !Files.exists(wrapped)) {
            return true;
        }
        try {
            Instant end = Files.getLastModifiedTime(wrapped).toInstant().plus(TO_BE_UNWRAPPED.dividedBy(2));
            return !Files.exists(NodeVault.secretId(folder, service))
                    && clock.instant().isAfter(end);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot look at " + wrapped, failure);
        }
    }

    private void deliver(CustomerRecord customer, NodeFolder folder, ServiceKind service) {
        WrappedSecretId wrapped = mounts.wrap(names(customer), service.shortName(), TO_BE_UNWRAPPED);
        Map<String, String> settings = new HashMap<>(Map.of(
                SETTINGS + "address", vault.address().toString(), SETTINGS + "app-role.role-id", wrapped.roleId()));
        if (vault.namespace() != null) {
            settings.put(SETTINGS + "namespace", vault.namespace());
        }
        if (vault.authorities() != null) {
            settings.put(SETTINGS + "ca-file", vault.authorities().toString());
        }
        var _ = NodeFolder.writePrivate(
                NodeVault.wrappedSecretId(folder, service), wrapped.token().reveal());
        new NodeVault(settings).write(folder);
    }

    @Override
    public StepOutcome keepReady(CustomerRecord customer, Map<KeyPurpose, Integer> unused) {
        TransitCustodianAdmin admin = custodian(customer);
        Map<KeyPurpose, Long> ready = admin.list().stream()
                .filter(key -> !key.claimed())
                .collect(Collectors.groupingBy(KeyDescription::purpose, Collectors.counting()));
        unused.forEach((purpose, wanted) -> {
            for (long have = ready.getOrDefault(purpose, 0L); have < wanted; have++) {
                var _ = admin.create(purpose);
            }
        });
        return StepOutcome.done();
    }

    /** Logged in once for several looks: each needs a secret id of its own. */
    private synchronized TransitCustodianAdmin custodian(CustomerRecord customer) {
        Custodian known = custodians.get(customer.id());
        if (known != null && clock.instant().isBefore(known.until())) {
            return known.admin();
        }
        forget(customer.id());
        Custodian opened = new Custodian(
                mounts.openCustodian(names(customer), clock), clock.instant().plus(CUSTODIAN));
        custodians.put(customer.id(), opened);
        return opened.admin();
    }

    private synchronized void forget(CustomerId id) {
        Custodian known = custodians.remove(id);
        if (known != null) {
            known.admin().close();
        }
    }

    @Override
    public StepOutcome revokeIdentity(CustomerRecord customer) {
        host.maintain();
        forget(customer.id());
        NodeFolder folder = folders.apply(customer.id());
        for (ServiceKind service : ServiceKind.values()) {
            delete(NodeVault.wrappedSecretId(folder, service));
            delete(NodeVault.secretId(folder, service));
        }
        mounts.revokeNode(names(customer));
        return new StepOutcome.Done("Revoked", "the role and the policy of the node are gone, its keys are left");
    }

    @Override
    public StepOutcome destroyKeys(CustomerRecord customer) {
        host.maintain();
        CustomerNames names = names(customer);
        if (mounts.isProvisioned(names)) {
            // what a removal that broke off took away is needed once more
            mounts.provision(names, new NodeIdentity.AppRole());
            mounts.revokeNode(names);
            TransitCustodianAdmin admin = custodian(customer);
            List<KeyId> keys = admin.all();
            destroyed.note(customer.id(), keys);
            keys.forEach(admin::destroy);
            forget(customer.id());
        }
        mounts.remove(names, true);
        if (!destroyed.knows(customer.id())) {
            destroyed.note(customer.id(), List.of());
        }
        return new StepOutcome.Done(
                "Destroyed", destroyed.of(customer.id()).size() + " keys were destroyed, and their engine");
    }

    @Override
    public List<String> destroyed(CustomerRecord customer) {
        return destroyed.of(customer.id());
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot delete " + file, failure);
        }
    }

    @Override
    public synchronized void close() {
        custodians.values().forEach(custodian -> custodian.admin().close());
        custodians.clear();
        host.close();
    }
}

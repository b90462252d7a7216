// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.process;

import io.notenboom.hosting.control.state.CustomerRecord;
import io.notenboom.hosting.control.state.Customers;
import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.DesiredState;
import io.notenboom.hosting.customer.FhirUpstream;
import io.notenboom.hosting.customer.GatewayKind;
import io.notenboom.hosting.customer.HostName;
import io.notenboom.hosting.customer.KeyCustody;
import io.notenboom.hosting.customer.RedisMode;
import io.notenboom.hosting.customer.SpecProblem;
import io.notenboom.hosting.customer.status.Phase;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What this machine can give a customer, beside what the others have. */
final class Admission {

    private final ProcessSettings settings;
    private final Customers customers;

    Admission(ProcessSettings settings, Customers customers) {
        this.settings = settings;
        this.customers = customers;
    }

    List<SpecProblem> problems(CustomerSpec spec) {
        List<SpecProblem> problems = new ArrayList<>();
        List<CustomerRecord> others = customers.all().stream()
                .filter(other -> !other.id().equals(spec.id()) && other.phase() != Phase.DESTROYED)
                .toList();
        hosts(spec, others, problems);
        room(spec, others, problems);
        if (!settings.networks().containsKey(spec.network())) {
            problems.add(new SpecProblem(
                    "network",
                    "is not served here; there are " + settings.networks().keySet()));
        }
        if (!settings.software().containsKey(spec.version())) {
            problems.add(new SpecProblem(
                    "version",
                    "is not on this machine; there are " + settings.software().keySet()));
        }
        samePlan(spec, problems);
        unsupported(spec, problems);
        fhir(spec.fhir(), problems);
        return problems;
    }

    private static void hosts(CustomerSpec spec, List<CustomerRecord> others, List<SpecProblem> problems) {
        for (CustomerRecord other : others) {
            List<HostName> taken =
                    List.of(other.spec().publicHost(), other.spec().peerHost());
            if (taken.contains(spec.publicHost())) {
                problems.add(new SpecProblem("publicHost", "belongs to another customer"));
            }
            if (taken.contains(spec.peerHost())) {
                problems.add(new SpecProblem("peerHost", "belongs to another customer"));
            }
        }
    }

    private void room(CustomerSpec spec, List<CustomerRecord> others, List<SpecProblem> problems) {
        int promised = others.stream()
                .map(CustomerRecord::spec)
                .filter(other -> other.desiredState() != DesiredState.ARCHIVED)
                .mapToInt(Admission::memory)
                .sum();
        boolean needsRoom = spec.desiredState() != DesiredState.ARCHIVED;
        if (needsRoom && promised + memory(spec) > settings.memoryMib()) {
            problems.add(new SpecProblem(
                    "resources.memoryMib",
                    "this machine has room for " + Math.max(0, settings.memoryMib() - promised)
                            + " MiB more: take less, archive a customer, or use another machine"));
        }
    }

    private void vault(KeyCustody.Transit transit, List<SpecProblem> problems) {
        HostVault vault = settings.vault();
        if (vault == null) {
            problems.add(new SpecProblem(
                    "keys.custody", "there is no Vault for nodes of this machine: sealed-file, or set one"));
        } else if (!vault.is(transit)) {
            problems.add(new SpecProblem("keys.address", "nodes of this machine have the Vault at " + vault.address()));
        }
        if (transit.login() != KeyCustody.TransitLogin.APPROLE) {
            problems.add(new SpecProblem("keys.login", "nodes of this machine have no pods: approle"));
        }
    }

    /** What a node may take here: of a customer with the small plan fewer processes run. */
    private static int memory(CustomerSpec spec) {
        return switch (spec.plan()) {
            case SMALL -> spec.resources().memoryOf(spec.gateway() == GatewayKind.AAA_PROXY ? 2 : 1);
            case STANDARD -> spec.resources().memoryMib();
        };
    }

    private void samePlan(CustomerSpec spec, List<SpecProblem> problems) {
        customers
                .find(spec.id())
                .filter(known -> known.phase() != Phase.DESTROYED
                        && known.spec().plan() != spec.plan()
                        && Files.isDirectory(settings.nodes().resolve(spec.id().value())))
                .ifPresent(known -> problems.add(new SpecProblem(
                        "plan",
                        "is for life on this machine, because the files of a small node are laid out otherwise; it is "
                                + known.spec().plan().wireName())));
    }

    private void unsupported(CustomerSpec spec, List<SpecProblem> problems) {
        if (spec.keys() instanceof KeyCustody.Transit transit) {
            vault(transit, problems);
        }
        if (spec.redis() == RedisMode.SHARED) {
            problems.add(new SpecProblem("redis", "nodes of this machine have a dedicated Redis only"));
        }
        if (spec.gateway() == GatewayKind.NGINX) {
            problems.add(new SpecProblem("gateway", "nodes of this machine have aaa-proxy, or customer"));
        }
        if (spec.backup() != null) {
            problems.add(new SpecProblem("backup", "nodes of this machine are not backed up: leave it out"));
        }
    }

    private void fhir(@Nullable FhirUpstream fhir, List<SpecProblem> problems) {
        if (fhir == null) {
            return;
        }
        if (fhir.passwordSecret() == null) {
            problems.add(new SpecProblem("fhir.username", "nodes of this machine log in: give it, and passwordSecret"));
        } else if (!Files.isReadable(settings.secrets().resolve(fhir.passwordSecret()))) {
            problems.add(new SpecProblem(
                    "fhir.passwordSecret",
                    "is not there: put the password into a file of this name in " + settings.secrets()));
        }
    }
}

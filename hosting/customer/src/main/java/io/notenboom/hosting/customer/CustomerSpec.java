// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.customer;

import io.notenboom.trust.customer.CustomerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the host wants for one customer: one hosting contract, one node. It has no legal name: who the customer is, is known
 * to the host's administration alone, so that the name cannot come into a key, path, host, label or log.
 *
 * @param id opaque and immutable
 * @param publicHost host of the authorization server and the gateway; immutable, because DIDs are made of it
 * @param peerHost host under which peers reach its registry; not the public host, because TLS ends elsewhere
 * @param network registry network; immutable
 * @param plan what it took
 * @param resources what the node may use
 * @param keys who holds its private keys; immutable
 * @param redis whose Redis it uses
 * @param gateway what stands before its FHIR server
 * @param version software of the node
 * @param desiredState what the host wants of the node
 * @param backup where and when it is backed up; null = not at all, and its condition says so
 * @param limits what it takes from outside
 * @param fhir its FHIR server; null = none
 */
public record CustomerSpec(
        CustomerId id,
        HostName publicHost,
        HostName peerHost,
        NetworkName network,
        ServicePlan plan,
        Resources resources,
        KeyCustody keys,
        RedisMode redis,
        GatewayKind gateway,
        SoftwareVersion version,
        DesiredState desiredState,
        @Nullable BackupPolicy backup,
        RequestLimits limits,
        @Nullable FhirUpstream fhir) {

    /** @throws InvalidCustomerException if values do not go together */
    public CustomerSpec {
        if (publicHost.equals(peerHost)) {
            throw new InvalidCustomerException(List.of(new SpecProblem(
                    "peerHost",
                    "give another host than publicHost: peers end TLS in the node, browsers at the gateway")));
        }
    }

    /** The names that follow from the id. */
    public DerivedNames names() {
        return new DerivedNames(id);
    }

    /** The same, wanted otherwise. */
    public CustomerSpec withDesiredState(DesiredState state) {
        return new CustomerSpec(
                id,
                publicHost,
                peerHost,
                network,
                plan,
                resources,
                keys,
                redis,
                gateway,
                version,
                state,
                backup,
                limits,
                fhir);
    }

    /** The same with other software. */
    public CustomerSpec withVersion(SoftwareVersion other) {
        return new CustomerSpec(
                id,
                publicHost,
                peerHost,
                network,
                plan,
                resources,
                keys,
                redis,
                gateway,
                other,
                desiredState,
                backup,
                limits,
                fhir);
    }

    /** What of a new specification may not replace this one; empty if it may. */
    public List<SpecProblem> refusedChanges(CustomerSpec next) {
        List<SpecProblem> problems = new ArrayList<>();
        refuse(problems, "id", id, next.id, "an id is for life: create another customer");
        refuse(problems, "publicHost", publicHost, next.publicHost, "its DIDs are made of it: create another customer");
        refuse(problems, "network", network, next.network, "its streams belong to it: create another customer");
        refuse(problems, "keys", keys, next.keys, "its keys cannot be moved: create another customer");
        refuse(problems, "redis", redis, next.redis, "its state cannot be moved while it runs: archive and restore it");
        return List.copyOf(problems);
    }

    private static void refuse(List<SpecProblem> problems, String field, Object was, Object is, String why) {
        if (!Objects.equals(was, is)) {
            problems.add(new SpecProblem(field, "cannot be changed: " + why));
        }
    }
}

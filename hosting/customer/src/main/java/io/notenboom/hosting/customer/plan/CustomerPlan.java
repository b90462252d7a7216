// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.customer.plan;

import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.status.Condition;
import io.notenboom.hosting.customer.status.Condition.Status;
import io.notenboom.hosting.customer.status.Phase;
import io.notenboom.trust.key.KeyPurpose;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The ordered steps from whatever is there to what a specification wants. A pure function: the same specification has the
 * same plan, whoever carries it out. Steps are done in order, each only after the one before it; what is done already is
 * done again without effect, so that carrying out the whole plan also repairs.
 *
 * @param goal phase of the customer when every step is done
 * @param steps at most one of each kind
 */
public record CustomerPlan(Phase goal, List<Step> steps) {

    /** Keys that are kept ready, by purpose; the Foundation's own are no customer's. */
    private static final Map<KeyPurpose, Integer> UNUSED_KEYS = new EnumMap<>(Map.of(
            KeyPurpose.NODE_CA, 4,
            KeyPurpose.NODE_IDENTITY, 4,
            KeyPurpose.VENDOR_CA, 4,
            KeyPurpose.CONTRACT, 16,
            KeyPurpose.DID, 16,
            KeyPurpose.AUDIT, 4,
            KeyPurpose.LOG, 2,
            KeyPurpose.BACKUP, 2));

    public CustomerPlan {
        steps = List.copyOf(steps);
        if (steps.stream().map(Step::kind).distinct().count() != steps.size()) {
            throw new IllegalArgumentException("a plan has at most one step of a kind");
        }
    }

    /**
     * The plan of a specification.
     *
     * @param start how the node begins if it has no data
     */
    public static CustomerPlan of(CustomerSpec spec, NodeStart start) {
        return switch (spec.desiredState()) {
            case ACTIVE -> active(spec, start);
            case PAUSED -> paused(spec, start);
            case ARCHIVED -> archived(spec);
        };
    }

    private static CustomerPlan active(CustomerSpec spec, NodeStart start) {
        return new CustomerPlan(
                Phase.READY,
                List.of(
                        new Step.Validate(spec),
                        new Step.Place(spec.names().namespace(), spec.resources()),
                        new Step.Custody(spec.keys(), spec.names()),
                        new Step.Redis(
                                spec.redis(), spec.names(), spec.resources().redisMib()),
                        new Step.Keys(UNUSED_KEYS),
                        new Step.Certificates(spec.publicHost(), spec.peerHost()),
                        new Step.RunNode(start, spec.version(), NodePart.all()),
                        new Step.SyncRegistry(spec.network()),
                        new Step.Routes(spec.publicHost(), RouteSet.ALL),
                        new Step.PublishDid(spec.publicHost()),
                        new Step.Backup(spec.backup(), false)));
    }

    /** Routes come first, so that no request meets a service that is being stopped. */
    private static CustomerPlan paused(CustomerSpec spec, NodeStart start) {
        return new CustomerPlan(
                Phase.PAUSED,
                List.of(
                        new Step.Validate(spec),
                        new Step.Place(spec.names().namespace(), spec.resources()),
                        new Step.Routes(spec.publicHost(), RouteSet.VERIFIERS),
                        new Step.Custody(spec.keys(), spec.names()),
                        new Step.Redis(
                                spec.redis(), spec.names(), spec.resources().redisMib()),
                        new Step.Keys(UNUSED_KEYS),
                        new Step.Certificates(spec.publicHost(), spec.peerHost()),
                        new Step.RunNode(start, spec.version(), NodePart.forVerifiers())));
    }

    private static CustomerPlan archived(CustomerSpec spec) {
        return new CustomerPlan(
                Phase.ARCHIVED,
                List.of(
                        new Step.Validate(spec),
                        new Step.Routes(spec.publicHost(), RouteSet.NONE),
                        new Step.Backup(spec.backup(), true),
                        new Step.StopNode(),
                        new Step.RevokeIdentity(spec.keys(), spec.names())));
    }

    /** How a customer ends. Whoever carries it out made sure that two people asked for it. */
    public static CustomerPlan destruction(CustomerSpec spec) {
        return new CustomerPlan(
                Phase.DESTROYED,
                List.of(
                        new Step.Routes(spec.publicHost(), RouteSet.NONE),
                        new Step.StopNode(),
                        new Step.RevokeIdentity(spec.keys(), spec.names()),
                        new Step.DestroyKeys(spec.keys(), spec.names()),
                        new Step.DestroyData(spec.names()),
                        new Step.Certify(spec.names())));
    }

    /**
     * Where a customer with this plan is.
     *
     * @param conditions its conditions
     * @param generation generation of the specification that the plan is of; older conditions count as not known
     */
    public Phase phase(List<Condition> conditions, long generation) {
        List<Status> statuses = steps.stream()
                .map(step -> status(step.kind(), conditions, generation))
                .toList();
        if (statuses.contains(Status.FALSE)) {
            return Phase.DEGRADED;
        }
        if (statuses.stream().allMatch(Status.TRUE::equals)) {
            return goal;
        }
        return conditions.isEmpty() ? Phase.PENDING : Phase.PROGRESSING;
    }

    private static Status status(StepKind kind, List<Condition> conditions, long generation) {
        return conditions.stream()
                .filter(condition -> condition.type().equals(kind.condition()) && condition.generation() == generation)
                .map(Condition::status)
                .findFirst()
                .orElse(Status.UNKNOWN);
    }
}

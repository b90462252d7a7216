// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.notenboom.hosting.customer.BackupPolicy;
import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.DesiredState;
import io.notenboom.hosting.customer.plan.RouteSet;
import io.notenboom.hosting.customer.plan.Step;
import io.notenboom.hosting.customer.plan.StepKind;
import io.notenboom.hosting.kubernetes.manifest.NodeManifests;
import io.notenboom.hosting.kubernetes.manifest.NodeRenderer;
import io.notenboom.hosting.kubernetes.manifest.NodeSecret;
import io.notenboom.hosting.kubernetes.platform.UnsupportedSpecException;
import io.notenboom.hosting.kubernetes.policy.ManifestPolicy;
import io.notenboom.hosting.kubernetes.policy.Violation;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/**
 * The steps of a plan in a cluster. What is of Kubernetes is rendered and applied; what is outside of it (custodian, keys,
 * the network's consent, DIDs) is done by the host's control plane, which says so in the condition of the step.
 */
public final class KubernetesSteps implements PlanExecution.Steps {

    private final NodeRenderer renderer;
    private final Cluster cluster;
    private final Neighbours neighbours;
    private final RandomSecrets secrets;
    private final Readiness readiness;
    private final RouteAcceptance acceptance;
    private final BackupJobs backups;
    private final Pruning pruning;

    /**
     * Over a cluster.
     *
     * @param neighbours what other customers have
     */
    public KubernetesSteps(NodeRenderer renderer, Cluster cluster, Neighbours neighbours, Clock clock) {
        this.renderer = renderer;
        this.cluster = cluster;
        this.neighbours = neighbours;
        this.secrets = new RandomSecrets(new SecureRandom());
        this.readiness = new Readiness(cluster);
        this.acceptance = new RouteAcceptance(cluster);
        this.backups = new BackupJobs(cluster, clock);
        this.pruning = new Pruning(cluster);
    }

    @Override
    public StepOutcome carryOut(Step step, CustomerSpec spec, OutsideReports outside, long generation) {
        return switch (step) {
            case Step.Validate unused -> validate(spec);
            case Step.Place unused -> place(spec);
            case Step.Redis unused -> run(renderer.render(spec), StepKind.REDIS);
            case Step.RunNode unused -> node(spec);
            case Step.Routes routes -> routes(spec, routes.routes());
            case Step.Certificates unused ->
                new StepOutcome.Done(
                        "InPods",
                        "keys of listeners are made in the memory of their pods; the gateway has that of the public host");
            case Step.Backup backup -> backup(spec, backup, generation);
            case Step.StopNode unused -> stop(spec);
            case Step.Custody it -> outside.of(it, generation);
            case Step.Keys it -> outside.of(it, generation);
            case Step.SyncRegistry it -> outside.of(it, generation);
            case Step.PublishDid it -> outside.of(it, generation);
            case Step.RevokeIdentity it -> outside.of(it, generation);
            case Step.DestroyKeys refused -> neverHere(refused);
            case Step.DestroyData refused -> neverHere(refused);
            case Step.Certify refused -> neverHere(refused);
        };
    }

    private StepOutcome validate(CustomerSpec spec) {
        try {
            List<Violation> violations =
                    ManifestPolicy.violations(renderer.render(spec).all());
            if (!violations.isEmpty()) {
                return new StepOutcome.Failed(
                        "PolicyBroken", violations.getFirst().toString());
            }
        } catch (UnsupportedSpecException unsupported) {
            return new StepOutcome.Failed("Unsupported", String.valueOf(unsupported.getMessage()));
        }
        return neighbours
                .conflict(spec)
                .<StepOutcome>map(conflict -> new StepOutcome.Failed("HostTaken", conflict))
                .orElseGet(() -> new StepOutcome.Done("Valid", "can be run on this platform"));
    }

    private StepOutcome place(CustomerSpec spec) {
        NodeManifests manifests = renderer.render(spec);
        manifests.of(StepKind.PLACE).forEach(cluster::apply);
        pruning.prune(spec, manifests, StepKind.PLACE);
        manifests.secrets().stream()
                .filter(secret -> secret.origin() == NodeSecret.Origin.OPERATOR)
                .forEach(secret -> cluster.createIfAbsent(secrets.make(spec, secret)));
        return new StepOutcome.Done("Bounded", "namespace, quota, limits, network policies and accounts are there");
    }

    private StepOutcome node(CustomerSpec spec) {
        NodeManifests manifests = renderer.render(spec);
        StepOutcome outcome = run(manifests, StepKind.NODE);
        pruning.prune(spec, manifests, StepKind.NODE);
        if (spec.desiredState() == DesiredState.PAUSED) {
            // its plan has no step for backups: those of what goes on running go on, the others wait
            manifests.of(StepKind.BACKUP).forEach(cluster::apply);
            pruning.prune(spec, manifests, StepKind.BACKUP);
        }
        return outcome;
    }

    private StepOutcome run(NodeManifests manifests, StepKind step) {
        List<HasMetadata> objects = manifests.of(step);
        objects.forEach(cluster::apply);
        return readiness.of(objects);
    }

    private StepOutcome routes(CustomerSpec spec, RouteSet routes) {
        NodeManifests manifests = renderer.render(spec);
        manifests.of(StepKind.ROUTES).forEach(cluster::apply);
        pruning.prune(spec, manifests, StepKind.ROUTES);
        return routes == RouteSet.NONE
                ? new StepOutcome.Done("Closed", "no path leads to the node")
                : acceptance.of(manifests.of(StepKind.ROUTES));
    }

    private StepOutcome backup(CustomerSpec spec, Step.Backup backup, long generation) {
        BackupPolicy policy = backup.policy();
        NodeManifests manifests = renderer.render(spec.withDesiredState(DesiredState.ACTIVE));
        if (policy != null && backup.last()) {
            return backups.last(spec, manifests.of(StepKind.BACKUP), generation);
        }
        backups.apply(manifests.of(StepKind.BACKUP));
        pruning.prune(spec, manifests, StepKind.BACKUP);
        return policy == null
                ? new StepOutcome.Done("NotWanted", "the specification wants no backup")
                : backups.fresh(policy, manifests.of(StepKind.BACKUP));
    }

    private StepOutcome stop(CustomerSpec spec) {
        NodeManifests manifests = renderer.render(spec.withDesiredState(DesiredState.ARCHIVED));
        manifests.of(StepKind.NODE).forEach(cluster::apply);
        manifests.of(StepKind.REDIS).forEach(cluster::apply);
        pruning.prune(spec, manifests, StepKind.NODE);
        pruning.prune(spec, manifests, StepKind.BACKUP);
        return readiness.ofStop(spec.names());
    }

    private static StepOutcome neverHere(Step step) {
        return new StepOutcome.Failed("NeverHere", "the operator destroys nothing; it does not " + step.describe());
    }
}

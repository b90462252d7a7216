// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.plan.StepKind;
import io.notenboom.hosting.customer.status.Condition;
import io.notenboom.hosting.customer.status.Phase;
import io.notenboom.hosting.kubernetes.Customers;
import io.notenboom.hosting.kubernetes.manifest.NodeRenderer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Attempts at the plan of a customer, one after the other, in a cluster in memory whose time stands still. */
abstract class CustomerAttempts {

    static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    static final List<StepKind> OUTSIDE =
            List.of(StepKind.CUSTODY, StepKind.KEYS, StepKind.REGISTRY_SYNC, StepKind.DID, StepKind.REVOKE_IDENTITY);

    final InMemoryCluster cluster = new InMemoryCluster();
    final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    final PlanExecution execution = new PlanExecution(
            new KubernetesSteps(new NodeRenderer(Customers.platform()), cluster, spec -> Optional.empty(), clock),
            clock);
    final Map<String, String> reports = new HashMap<>();
    List<Condition> conditions = List.of();
    long generation = 1;

    Phase attempt(CustomerSpec spec) {
        PlanExecution.Result result = execution.carryOut(spec, conditions, new OutsideReports(reports), generation);
        conditions = result.conditions();
        return result.phase();
    }

    /** Condition and reason of the step at which an attempt stops. */
    String stopsAt(CustomerSpec spec) {
        attempt(spec);
        return conditions.stream()
                .filter(condition ->
                        condition.generation() == generation && condition.status() != Condition.Status.TRUE)
                .map(condition -> condition.type() + " " + condition.reason())
                .findFirst()
                .orElse("nothing");
    }

    void report(StepKind step) {
        reports.put(OutsideReports.key(step), generation + " True Done it is done");
    }

    /** The specification changed, and the control plane did its part for it. */
    void changed() {
        generation++;
        OUTSIDE.stream().filter(step -> step != StepKind.REVOKE_IDENTITY).forEach(this::report);
    }

    void settle(CustomerSpec spec) {
        for (int i = 0; i < 4; i++) {
            attempt(spec);
            cluster.runPods();
            cluster.answerRoutes(true);
            backedUpAt(NOW.minusSeconds(60));
        }
    }

    void ready(CustomerSpec spec) {
        OUTSIDE.stream().filter(step -> step != StepKind.REVOKE_IDENTITY).forEach(this::report);
        settle(spec);
        assertThat(attempt(spec)).isEqualTo(Phase.READY);
    }

    void backedUpAt(Instant time) {
        cluster.objects.replaceAll((key, object) -> object instanceof CronJob cron
                ? new CronJobBuilder(cron)
                        .withNewStatus()
                        .withLastSuccessfulTime(time.toString())
                        .endStatus()
                        .build()
                : object);
    }

    List<String> lastBackups() {
        return cluster.objects.values().stream()
                .filter(Job.class::isInstance)
                .map(job -> job.getMetadata().getName())
                .toList();
    }

    /** A pod ran once: its StatefulSet made its volume. */
    void volumeOf(String pod) {
        cluster.apply(new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName("data-" + pod)
                .withNamespace("nuts-h9w2m4")
                .endMetadata()
                .build());
    }

    void succeed(String name) {
        Job job = cluster.find(Job.class, "nuts-h9w2m4", name).orElseThrow();
        cluster.objects.put(
                "Job nuts-h9w2m4/" + name,
                new JobBuilder(job).withNewStatus().withSucceeded(1).endStatus().build());
    }

    Integer replicas(String name) {
        return cluster.find(StatefulSet.class, "nuts-h9w2m4", name)
                .orElseThrow()
                .getSpec()
                .getReplicas();
    }

    List<String> kinds() {
        return new TreeMap<>(cluster.objects)
                .values().stream().map(HasMetadata::getKind).distinct().toList();
    }

    Boolean suspended(String name) {
        return cluster.find(CronJob.class, "nuts-h9w2m4", name)
                .orElseThrow()
                .getSpec()
                .getSuspend();
    }
}

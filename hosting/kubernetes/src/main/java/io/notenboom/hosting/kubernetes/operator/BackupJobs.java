// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.notenboom.hosting.customer.BackupPolicy;
import io.notenboom.hosting.customer.CustomerSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether backups of every pod with records are made, and the last ones before a node stops. */
final class BackupJobs {

    private static final String DATA_OF = "data-";
    private static final String BACKUP_OF = "backup-";
    private static final String LAST_OF = "last-";

    private final Cluster cluster;
    private final Clock clock;

    BackupJobs(Cluster cluster, Clock clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    /** Applies what was rendered; jobs of pods that the load needed once are begun when their volumes are there. */
    void apply(List<HasMetadata> rendered) {
        rendered.stream().map(this::begun).forEach(cluster::apply);
    }

    private HasMetadata begun(HasMetadata object) {
        boolean begins = object instanceof CronJob cron && isSuspended(cron) && hasRecords(cron);
        return begins
                ? new CronJobBuilder((CronJob) object)
                        .editSpec()
                        .withSuspend(false)
                        .endSpec()
                        .build()
                : object;
    }

    /** Whether the pod of a job has a volume: it ran at least once. */
    private boolean hasRecords(CronJob cron) {
        return cluster.find(PersistentVolumeClaim.class, cron.getMetadata().getNamespace(), DATA_OF + pod(cron))
                .isPresent();
    }

    private static boolean isSuspended(CronJob cron) {
        return Boolean.TRUE.equals(cron.getSpec().getSuspend());
    }

    /** Name of the pod whose records a job backs up. */
    private static String pod(CronJob cron) {
        return cron.getMetadata().getName().substring(BACKUP_OF.length());
    }

    private static Stream<CronJob> jobs(List<HasMetadata> objects) {
        return objects.stream().filter(CronJob.class::isInstance).map(CronJob.class::cast);
    }

    /** Whether the last backup that went well is at most two intervals old, of every pod that there is whatever the load. */
    StepOutcome fresh(BackupPolicy policy, List<HasMetadata> rendered) {
        for (CronJob cron : jobs(rendered).filter(job -> !isSuspended(job)).toList()) {
            Optional<Instant> last = cluster.find(
                            CronJob.class,
                            cron.getMetadata().getNamespace(),
                            cron.getMetadata().getName())
                    .map(CronJob::getStatus)
                    .map(status -> status.getLastSuccessfulTime())
                    .map(Instant::parse);
            if (last.isEmpty()) {
                return new StepOutcome.Waiting("NoneYet", "the first backup of " + pod(cron) + " has not been made");
            }
            Duration age = Duration.between(last.get(), clock.instant());
            if (age.compareTo(Duration.ofMinutes(2L * policy.everyMinutes())) > 0) {
                return new StepOutcome.Failed(
                        "TooOld", "the last backup of " + pod(cron) + " was made at " + last.get());
            }
        }
        return new StepOutcome.Done("Fresh", "backups are made every " + policy.everyMinutes() + " minutes");
    }

    /** Makes one more backup of everything, and tells when all are done. A new generation of the specification makes others. */
    StepOutcome last(CustomerSpec spec, List<HasMetadata> rendered, long generation) {
        String namespace = spec.names().namespace();
        List<CronJob> used = jobs(rendered)
                .map(cron -> cluster.find(
                        CronJob.class, namespace, cron.getMetadata().getName()))
                .flatMap(Optional::stream)
                .filter(cron -> !isSuspended(cron) || hasRecords(cron))
                .toList();
        if (used.isEmpty()) {
            return new StepOutcome.Done("NeverRan", "the node was never backed up, since it never ran");
        }
        List<StepOutcome> outcomes = used.stream()
                .map(cron -> last(cron, LAST_OF + generation + "-" + pod(cron)))
                .toList();
        return outcomes.stream()
                .filter(StepOutcome.Failed.class::isInstance)
                .findFirst()
                .or(() -> outcomes.stream()
                        .filter(StepOutcome.Waiting.class::isInstance)
                        .findFirst())
                .orElseGet(() -> new StepOutcome.Done("LastBackup", "the last backup was made"));
    }

    private StepOutcome last(CronJob cron, String name) {
        Optional<Job> known = cluster.find(Job.class, cron.getMetadata().getNamespace(), name);
        if (known.isEmpty()) {
            cluster.apply(job(cron, name));
            return new StepOutcome.Waiting("LastBackup", "the last backup was begun");
        }
        boolean succeeded = known.map(Job::getStatus)
                .map(status -> status.getSucceeded() != null && status.getSucceeded() > 0)
                .orElse(false);
        if (succeeded) {
            return new StepOutcome.Done("LastBackup", "the last backup was made");
        }
        boolean failed = known.map(Job::getStatus)
                .map(status -> status.getConditions().stream()
                        .anyMatch(it ->
                                it.getType().equals("Failed") && it.getStatus().equals("True")))
                .orElse(false);
        return failed
                ? new StepOutcome.Failed(
                        "LastBackup", "the last backup failed; remove job " + name + " to have it tried again")
                : new StepOutcome.Waiting("LastBackup", "the last backup is being made");
    }

    private static Job job(CronJob cron, String name) {
        return new JobBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(cron.getMetadata().getNamespace())
                .withLabels(cron.getMetadata().getLabels())
                .endMetadata()
                .withSpec(cron.getSpec().getJobTemplate().getSpec())
                .editSpec()
                .withTtlSecondsAfterFinished(null)
                .endSpec()
                .build();
    }
}

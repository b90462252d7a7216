// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.policy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An object that makes pods.
 *
 * @param object the object
 * @param pod its pods
 * @param replicas how many, where it says so
 * @param ends whether its pods end by themselves
 */
record Workload(
        HasMetadata object, PodTemplateSpec pod, @Nullable Integer replicas, boolean ends) {

    static Optional<Workload> of(HasMetadata object) {
        if (object instanceof Deployment it) {
            return Optional.of(
                    new Workload(it, it.getSpec().getTemplate(), it.getSpec().getReplicas(), false));
        }
        if (object instanceof StatefulSet it) {
            return Optional.of(
                    new Workload(it, it.getSpec().getTemplate(), it.getSpec().getReplicas(), false));
        }
        if (object instanceof DaemonSet it) {
            return Optional.of(new Workload(it, it.getSpec().getTemplate(), null, false));
        }
        if (object instanceof Job it) {
            return Optional.of(new Workload(it, it.getSpec().getTemplate(), 1, true));
        }
        if (object instanceof CronJob it) {
            return Optional.of(
                    new Workload(it, it.getSpec().getJobTemplate().getSpec().getTemplate(), 1, true));
        }
        return Optional.empty();
    }
}

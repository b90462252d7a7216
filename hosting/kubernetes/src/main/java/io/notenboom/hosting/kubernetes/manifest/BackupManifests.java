// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.PodAffinityTermBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.WeightedPodAffinityTerm;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import io.notenboom.hosting.customer.BackupPolicy;
import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.KeyCustody;
import io.notenboom.hosting.kubernetes.platform.PlatformConfig;
import io.notenboom.hosting.kubernetes.platform.UnsupportedSpecException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The jobs that back up, one for each pod with records, at most one of each at a time. Those of pods that the load may need are
 * suspended until there is something to back up, and those of pods that do not run while a customer is paused until it goes on.
 */
final class BackupManifests {

    private static final NodeComponent BACKUP = NodeComponent.BACKUP;
    private static final int MINUTES_OF_AN_HOUR = 60;
    private static final int HOURS_OF_A_DAY = 24;
    private static final int READABLE_BY_GROUP = 0440;
    private static final String STATE = "state";
    private static final int DAYS_OF_A_WEEK = 7;
    private static final String CREDENTIALS_DIR = "/etc/notenboom/backup";
    private static final String NODE_DIR = "/var/lib/notenboom/node";
    private static final String STATE_DIR = "/var/lib/notenboom/state";
    private static final String REDIS_DIR = "/etc/notenboom/redis";
    private static final String POD_NAME = "statefulset.kubernetes.io/pod-name";

    private final CustomerSpec spec;
    private final NodeScope scope;
    private final NodeSizing sizing;
    private final PlatformConfig platform;
    private final HardenedPods pods;
    private final String image;

    BackupManifests(CustomerSpec spec, NodeScope scope, NodeSizing sizing, PlatformConfig platform, String image) {
        this.spec = spec;
        this.scope = scope;
        this.sizing = sizing;
        this.platform = platform;
        this.pods = new HardenedPods(scope, platform);
        this.image = image;
    }

    List<HasMetadata> of(BackupPolicy policy) {
        if (!"s3".equals(policy.target().getScheme())) {
            throw new UnsupportedSpecException(
                    "backup.target", "a pod has no folder that outlives its machine: give s3://bucket/prefix/");
        }
        List<BackedUpPod> all = BackedUpPod.of(sizing);
        List<HasMetadata> objects = new ArrayList<>();
        objects.add(configuration(policy, all));
        for (BackedUpPod pod : all) {
            objects.add(work(pod));
            objects.add(job(policy, pod));
        }
        return objects;
    }

    private ConfigMap configuration(BackupPolicy policy, List<BackedUpPod> all) {
        Map<String, String> files = new TreeMap<>();
        all.forEach(pod -> files.put(file(pod), configuration(policy, pod)));
        files.put(ServiceConfiguration.AUTHORITY, platform.certificates().authority());
        return new ConfigMapBuilder()
                .withMetadata(scope.meta(BACKUP))
                .withData(files)
                .build();
    }

    /** Name of the file with the configuration of a pod's backups. */
    private static String file(BackedUpPod pod) {
        return pod.name() + ".properties";
    }

    /** What follows from the specification. Where the store is and who may write there is in a Secret, which is read after it. */
    private String configuration(BackupPolicy policy, BackedUpPod pod) {
        Map<String, String> properties = new TreeMap<>();
        if (spec.keys() instanceof KeyCustody.Transit transit) {
            ServiceConfiguration.vault(transit)
                    .forEach((name, value) -> properties.put(name.replaceFirst("^notenboom\\.", ""), value));
        }
        properties.put("customer", spec.id().value());
        properties.put("node", NODE_DIR);
        properties.put("work", STATE_DIR);
        properties.put("guard", STATE_DIR + "/guard.json");
        properties.put("signer", STATE_DIR + "/signer.pem");
        properties.put("target", target(policy, pod));
        properties.put("keep.daily", Integer.toString(policy.retentionDays()));
        properties.put("keep.weekly", Integer.toString(policy.retentionDays() / DAYS_OF_A_WEEK));
        if (!policy.recipients().isEmpty()) {
            properties.put("recipients", String.join(",", policy.recipients()));
        }
        if (pod.withRedis()) {
            properties.put("redis-file", REDIS_DIR + "/url");
            properties.put("redis-trust", ServiceConfiguration.CONFIG_DIR + "/" + ServiceConfiguration.AUTHORITY);
        }
        return ServiceConfiguration.text(properties);
    }

    /** A place of its own for each pod, so that none takes the other's backups for earlier ones of its own. */
    private String target(BackupPolicy policy, BackedUpPod pod) {
        String target = policy.target().toString();
        return target + (target.endsWith("/") ? "" : "/") + spec.id().value() + "/" + pod.name() + "/";
    }

    private static String name(BackedUpPod pod) {
        return BACKUP.label() + "-" + pod.name();
    }

    private PersistentVolumeClaim work(BackedUpPod pod) {
        return new PersistentVolumeClaimBuilder()
                .withMetadata(scope.meta(name(pod), BACKUP))
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withStorageClassName(platform.storageClass())
                .withNewResources()
                .withRequests(Map.of("storage", new Quantity(sizing.volumeGib(BACKUP) + "Gi")))
                .endResources()
                .endSpec()
                .build();
    }

    private CronJob job(BackupPolicy policy, BackedUpPod pod) {
        return new CronJobBuilder()
                .withMetadata(scope.meta(name(pod), BACKUP))
                .withNewSpec()
                .withSuspend(!pod.always())
                .withSchedule(schedule(policy.everyMinutes(), (spec.id().value() + pod.name()).hashCode()))
                .withTimeZone("Etc/UTC")
                .withConcurrencyPolicy("Forbid")
                .withStartingDeadlineSeconds(300L)
                .withSuccessfulJobsHistoryLimit(1)
                .withFailedJobsHistoryLimit(3)
                .withNewJobTemplate()
                .withNewSpec()
                .withBackoffLimit(1)
                .withActiveDeadlineSeconds(policy.everyMinutes() * 60L)
                .withTtlSecondsAfterFinished(86_400)
                .withTemplate(template(pod))
                .endSpec()
                .endJobTemplate()
                .endSpec()
                .build();
    }

    /**
     * The schedule nearest to an interval that cron can tell: every so many minutes of the hour, or hours of the day. The
     * minute differs between customers, so that not all of them start at the same moment.
     */
    static String schedule(int everyMinutes, int seed) {
        int minute = Math.floorMod(seed, Math.min(everyMinutes, MINUTES_OF_AN_HOUR));
        if (everyMinutes < MINUTES_OF_AN_HOUR) {
            StringBuilder minutes = new StringBuilder();
            int step = divisor(MINUTES_OF_AN_HOUR, everyMinutes);
            for (int next = minute % step; next < MINUTES_OF_AN_HOUR; next += step) {
                minutes.append(minutes.isEmpty() ? "" : ",").append(next);
            }
            return minutes + " * * * *";
        }
        int hours = divisor(HOURS_OF_A_DAY, everyMinutes / MINUTES_OF_AN_HOUR);
        return minute + (hours == 1 ? " *" : hours == HOURS_OF_A_DAY ? " 0" : " */" + hours) + " * * *";
    }

    /** The largest divisor of a whole that is no larger than a part, so that intervals are even. */
    private static int divisor(int whole, int part) {
        int divisor = Math.min(whole, part);
        while (whole % divisor != 0) {
            divisor--;
        }
        return divisor;
    }

    private PodTemplateSpec template(BackedUpPod pod) {
        List<Volume> volumes = new ArrayList<>(List.of(
                HardenedPods.scratch("tmp"),
                claim("data", pod.claim(), true),
                claim(STATE, name(pod), false),
                new VolumeBuilder()
                        .withName("config")
                        .withNewConfigMap()
                        .withName(BACKUP.label())
                        .endConfigMap()
                        .build(),
                ServiceVolumes.custodianToken(),
                whole("credentials", NodeSecret.BACKUP)));
        if (pod.withRedis()) {
            volumes.add(redis());
        }
        PodTemplateSpec template = pods.of(BACKUP, container(pod), volumes, Map.of());
        template.getSpec().setRestartPolicy("Never");
        template.getSpec().setAffinity(beside(pod));
        return template;
    }

    /** A volume can be mounted on one machine only: that of its pod. One that the load may need is perhaps not there. */
    private static Affinity beside(BackedUpPod pod) {
        PodAffinityTerm term = new PodAffinityTermBuilder()
                .withTopologyKey("kubernetes.io/hostname")
                .withNewLabelSelector()
                .addToMatchLabels(POD_NAME, pod.name())
                .endLabelSelector()
                .build();
        return pod.always()
                ? new AffinityBuilder()
                        .withNewPodAffinity()
                        .withRequiredDuringSchedulingIgnoredDuringExecution(term)
                        .endPodAffinity()
                        .build()
                : new AffinityBuilder()
                        .withNewPodAffinity()
                        .withPreferredDuringSchedulingIgnoredDuringExecution(new WeightedPodAffinityTerm(term, 100))
                        .endPodAffinity()
                        .build();
    }

    private static Volume claim(String volume, String claim, boolean readOnly) {
        return new VolumeBuilder()
                .withName(volume)
                .withNewPersistentVolumeClaim(claim, readOnly ? Boolean.TRUE : null)
                .build();
    }

    private static Volume redis() {
        return new VolumeBuilder()
                .withName("redis")
                .withNewSecret()
                .withSecretName(NodeSecret.REDIS)
                .withDefaultMode(READABLE_BY_GROUP)
                .addNewItem("backup-url", null, "url")
                .endSecret()
                .build();
    }

    private static Volume whole(String volume, String secret) {
        return new VolumeBuilder()
                .withName(volume)
                .withNewSecret()
                .withSecretName(secret)
                .withDefaultMode(READABLE_BY_GROUP)
                .endSecret()
                .build();
    }

    private Container container(BackedUpPod pod) {
        List<VolumeMount> mounts = new ArrayList<>(List.of(
                ServiceVolumes.mount("tmp", "/tmp", false),
                ServiceVolumes.mount("data", NODE_DIR + "/" + pod.component().label() + "/data", true),
                ServiceVolumes.mount(STATE, STATE_DIR, false),
                ServiceVolumes.mount("config", ServiceConfiguration.CONFIG_DIR, true),
                ServiceVolumes.mount("custodian", ServiceConfiguration.CUSTODIAN_DIR, true),
                ServiceVolumes.mount("credentials", CREDENTIALS_DIR, true)));
        if (pod.withRedis()) {
            mounts.add(ServiceVolumes.mount("redis", REDIS_DIR, true));
        }
        return new ContainerBuilder()
                .withName(BACKUP.label())
                .withImage(image)
                .withImagePullPolicy("IfNotPresent")
                .withArgs(
                        "export",
                        "--config=" + ServiceConfiguration.CONFIG_DIR + "/" + file(pod),
                        "--config=" + CREDENTIALS_DIR + "/backup.properties")
                .withResources(sizing.of(BACKUP))
                .withSecurityContext(HardenedPods.containerSecurity())
                .withVolumeMounts(mounts)
                .build();
    }

    /**
     * A pod with records on a volume of its own. Each has backups of its own, since a volume can be read only on the machine of its
     * pod.
     *
     * @param component what it is
     * @param ordinal its number
     * @param always whether it runs whatever the load is; others have a volume only since they were needed once, or do not run
     *     while the customer is paused
     */
    private record BackedUpPod(NodeComponent component, int ordinal, boolean always) {

        private static final List<NodeComponent> WITH_RECORDS =
                List.of(NodeComponent.REGISTRY, NodeComponent.AUTH, NodeComponent.PDP);

        /** All that there can be. */
        static List<BackedUpPod> of(NodeSizing sizing) {
            List<BackedUpPod> pods = new ArrayList<>();
            for (NodeComponent component : WITH_RECORDS) {
                for (int ordinal = 0; ordinal < sizing.mostReplicasWhenActive(component); ordinal++) {
                    pods.add(new BackedUpPod(component, ordinal, ordinal < sizing.replicas(component)));
                }
            }
            return List.copyOf(pods);
        }

        /** Name of the pod, as its StatefulSet gives it. */
        String name() {
            return component.label() + "-" + ordinal;
        }

        /** Name of the claim of its volume, as its StatefulSet gives it. */
        String claim() {
            return StatefulSets.DATA + "-" + name();
        }

        /** Whether Redis is in its backups: once is enough. */
        boolean withRedis() {
            return component == NodeComponent.REGISTRY;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.DesiredState;
import io.notenboom.hosting.customer.SoftwareVersion;
import io.notenboom.hosting.customer.plan.StepKind;
import io.notenboom.hosting.customer.status.Phase;
import io.notenboom.hosting.kubernetes.Customers;
import io.notenboom.hosting.kubernetes.manifest.NodeRenderer;
import io.notenboom.trust.redis.CustomerCommands;
import io.notenboom.trust.redis.RedisAcl;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A customer's life in a cluster, step by step. */
class KubernetesStepsTest extends CustomerAttempts {

    @Test
    void comesToBeStepByStep() {
        CustomerSpec spec = Customers.standard();
        assertThat(stopsAt(spec)).isEqualTo("CustodyReady AwaitsControlPlane");
        assertThat(kinds()).contains("Namespace", "NetworkPolicy").doesNotContain("StatefulSet", "HTTPRoute");
        report(StepKind.CUSTODY);
        assertThat(stopsAt(spec)).isEqualTo("RedisReady PodsNotReady");
        cluster.runPods();
        assertThat(stopsAt(spec)).isEqualTo("KeysReady AwaitsControlPlane");
        report(StepKind.KEYS);
        assertThat(stopsAt(spec)).isEqualTo("NodeReady PodsNotReady");
        assertThat(kinds()).doesNotContain("HTTPRoute");
        cluster.runPods();
        assertThat(stopsAt(spec)).isEqualTo("RegistrySynced AwaitsControlPlane");
        report(StepKind.REGISTRY_SYNC);
        assertThat(stopsAt(spec)).isEqualTo("RoutesReady GatewaySilent");
        cluster.answerRoutes(true);
        assertThat(stopsAt(spec)).isEqualTo("DidPublished AwaitsControlPlane");
        report(StepKind.DID);
        assertThat(stopsAt(spec)).isEqualTo("BackupFresh NoneYet");
        backedUpAt(NOW.minusSeconds(600));
        assertThat(attempt(spec)).isEqualTo(Phase.READY);
    }

    @Test
    void whatIsRightIsNotWrittenAgain() {
        ready(Customers.standard());
        int before = cluster.writes();
        assertThat(attempt(Customers.standard())).isEqualTo(Phase.READY);
        assertThat(cluster.writes()).isEqualTo(before);
    }

    @Test
    void whatSomebodyRemovedComesBack() {
        ready(Customers.standard());
        cluster.objects.keySet().removeIf(key -> key.startsWith("NetworkPolicy") || key.startsWith("Service "));
        assertThat(attempt(Customers.standard())).isEqualTo(Phase.READY);
        assertThat(kinds()).contains("NetworkPolicy", "Service");
    }

    @Test
    void pausesAndGoesOn() {
        ready(Customers.standard());
        CustomerSpec paused = Customers.standard().withDesiredState(DesiredState.PAUSED);
        changed();
        assertThat(replicas("pdp")).isNull();
        settle(paused);
        assertThat(attempt(paused)).isEqualTo(Phase.PAUSED);
        assertThat(replicas("pdp")).isZero();
        assertThat(replicas("auth")).isEqualTo(1);
        assertThat(cluster.deleted)
                .contains(
                        "HorizontalPodAutoscaler nuts-h9w2m4/auth",
                        "HTTPRoute nuts-h9w2m4/proxy",
                        "TLSRoute nuts-h9w2m4/registry");
        changed();
        settle(Customers.standard());
        assertThat(attempt(Customers.standard())).isEqualTo(Phase.READY);
        assertThat(kinds()).contains("HorizontalPodAutoscaler", "TLSRoute");
    }

    @Test
    void archivesAfterALastBackupAndKeepsData() {
        ready(Customers.standard());
        CustomerSpec archived = Customers.standard().withDesiredState(DesiredState.ARCHIVED);
        changed();
        assertThat(stopsAt(archived)).isEqualTo("BackupFresh LastBackup");
        assertThat(kinds()).doesNotContain("HTTPRoute").contains("StatefulSet", "Job");
        assertThat(replicas("registry")).isEqualTo(1);
        assertThat(lastBackups())
                .containsExactlyInAnyOrder(
                        "last-2-registry-0", "last-2-auth-0", "last-2-auth-1", "last-2-pdp-0", "last-2-pdp-1");
        lastBackups().stream().skip(1).forEach(this::succeed);
        assertThat(stopsAt(archived)).isEqualTo("BackupFresh LastBackup");
        lastBackups().forEach(this::succeed);
        assertThat(stopsAt(archived)).isEqualTo("NodeStopped Stopping");
        cluster.runPods();
        assertThat(stopsAt(archived)).isEqualTo("IdentityRevoked AwaitsControlPlane");
        report(StepKind.REVOKE_IDENTITY);
        assertThat(attempt(archived)).isEqualTo(Phase.ARCHIVED);
        assertThat(cluster.deleted)
                .noneMatch(key -> key.startsWith("Namespace") || key.startsWith("Secret") || key.contains("Claim"));
        assertThat(kinds()).contains("Namespace", "Secret", "StatefulSet").doesNotContain("CronJob");
    }

    @Test
    void upgradesWithoutTouchingWhatDoesNotChange() {
        ready(Customers.standard());
        String redis = cluster.find(StatefulSet.class, "nuts-h9w2m4", "redis")
                .orElseThrow()
                .getSpec()
                .toString();
        CustomerSpec next = Customers.standard().withVersion(new SoftwareVersion("1.5.0"));
        changed();
        settle(next);
        assertThat(attempt(next)).isEqualTo(Phase.READY);
        assertThat(cluster.find(StatefulSet.class, "nuts-h9w2m4", "auth")
                        .orElseThrow()
                        .toString())
                .contains("bbbbbbbb");
        assertThat(redis).contains("66666666");
    }

    @Test
    void secretsAreMadeOnceAndNeverAgain() {
        attempt(Customers.standard());
        Secret access = cluster.find(Secret.class, "nuts-h9w2m4", "node-access").orElseThrow();
        attempt(Customers.standard());
        assertThat(cluster.find(Secret.class, "nuts-h9w2m4", "node-access")).containsSame(access);
        Secret redis = cluster.find(Secret.class, "nuts-h9w2m4", "node-redis").orElseThrow();
        String url = redis.getStringData().get("url");
        assertThat(url).matches("rediss://h9w2m4:[A-Za-z0-9_-]{43}@redis\\.nuts-h9w2m4\\.svc:6379");
        assertThat(redis.getStringData().get("users.acl"))
                .contains("user default off", "~{h9w2m4}:* &{h9w2m4}:* -@all")
                .doesNotContain(url.substring(url.indexOf("h9w2m4:") + 7, url.indexOf('@')));
        assertThat(conditions.toString()).doesNotContain("nbt_");
    }

    @Test
    void saysWhatCannotBeRunAndChangesNothing() {
        CustomerSpec unknown = Customers.standard().withVersion(new SoftwareVersion("9.9.9"));
        assertThat(stopsAt(unknown)).isEqualTo("Validated Unsupported");
        assertThat(cluster.objects).isEmpty();
        assertThat(conditions.getFirst().message()).contains("add them to releases");
    }

    @Test
    void aHostThatAnotherCustomerHasIsRefused() {
        PlanExecution taken = new PlanExecution(
                new KubernetesSteps(
                        new NodeRenderer(Customers.platform()),
                        cluster,
                        spec -> Optional.of("publicHost is customer c7f3k2's"),
                        clock),
                clock);
        assertThat(taken.carryOut(Customers.standard(), List.of(), new OutsideReports(Map.of()), 1)
                        .phase())
                .isEqualTo(Phase.DEGRADED);
        assertThat(cluster.objects).isEmpty();
    }

    @Test
    void aRouteThatTheGatewayRefusesAndAnOldBackupAreFailures() {
        ready(Customers.standard());
        cluster.answerRoutes(false);
        assertThat(stopsAt(Customers.standard())).isEqualTo("RoutesReady GatewayRefuses");
        cluster.answerRoutes(true);
        backedUpAt(NOW.minusSeconds(2 * 3600));
        assertThat(stopsAt(Customers.standard())).isEqualTo("BackupFresh TooOld");
        assertThat(attempt(Customers.standard())).isEqualTo(Phase.DEGRADED);
    }

    @Test
    void theUsersOfRedisAreThoseOfEveryRedis() {
        ready(Customers.standard());
        Map<String, String> secret = cluster.find(Secret.class, "nuts-h9w2m4", "node-redis")
                .orElseThrow()
                .getStringData();
        assertThat(secret.get("users.acl"))
                .startsWith(RedisAcl.NO_DEFAULT_USER)
                .contains(CustomerCommands.PERMITTED + "\n")
                .contains("user backup on #")
                .contains("+scan");
        assertThat(secret.get("backup-url")).startsWith("rediss://backup:");
        assertThat(secret.get("url")).startsWith("rediss://h9w2m4:");
    }

    @Test
    void aReportAboutAnEarlierSpecificationCountsAsNone() {
        ready(Customers.standard());
        generation++;
        assertThat(stopsAt(Customers.standard())).isEqualTo("CustodyReady AwaitsControlPlane");
        reports.put(OutsideReports.key(StepKind.CUSTODY), "2 False VaultSealed unseal the server");
        assertThat(stopsAt(Customers.standard())).isEqualTo("CustodyReady VaultSealed");
        reports.put(OutsideReports.key(StepKind.CUSTODY), "2 Yes");
        assertThat(stopsAt(Customers.standard())).isEqualTo("CustodyReady AwaitsControlPlane");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.DesiredState;
import io.notenboom.hosting.customer.document.CustomerDocument;
import io.notenboom.hosting.customer.status.Phase;
import io.notenboom.hosting.kubernetes.Customers;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of the jobs that back up when load, plan or state of a customer change. */
class BackupsOfCustomersTest extends CustomerAttempts {

    @Test
    void podsThatTheLoadNeededAreBackedUpOnceTheyHaveAVolume() {
        ready(Customers.standard());
        assertThat(suspended("backup-auth-2")).isTrue();
        volumeOf("auth-2");
        assertThat(stopsAt(Customers.standard())).isNotNull();
        assertThat(suspended("backup-auth-2")).isFalse();
        assertThat(suspended("backup-auth-3")).isTrue();
    }

    @Test
    void whileACustomerIsPausedBackupsOfWhatStandsStillWait() {
        ready(Customers.standard());
        pause();
        assertThat(suspended("backup-registry-0")).isTrue();
        assertThat(suspended("backup-pdp-0")).isTrue();
        assertThat(suspended("backup-auth-0")).as("it serves verifiers").isFalse();
        assertThat(cluster.find(ConfigMap.class, "nuts-h9w2m4", "backup")).isPresent();
        changed();
        settle(Customers.standard());
        assertThat(attempt(Customers.standard())).isEqualTo(Phase.READY);
        assertThat(suspended("backup-registry-0")).isFalse();
    }

    /** The pods of the registry and the decision point are gone then: nothing tells the scheduler where to put the jobs. */
    @Test
    void aPausedCustomerIsArchivedAfterALastBackupOfEverythingThatEverRan() {
        ready(Customers.standard());
        volumeOf("registry-0");
        volumeOf("pdp-0");
        pause();
        CustomerSpec archived = Customers.standard().withDesiredState(DesiredState.ARCHIVED);
        changed();
        assertThat(stopsAt(archived)).isEqualTo("BackupFresh LastBackup");
        assertThat(lastBackups()).containsExactlyInAnyOrder("last-3-registry-0", "last-3-auth-0", "last-3-pdp-0");
        assertThat(cluster.find(Job.class, "nuts-h9w2m4", "last-3-registry-0")
                        .orElseThrow()
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getAffinity()
                        .getPodAffinity()
                        .getRequiredDuringSchedulingIgnoredDuringExecution())
                .isEmpty();
        lastBackups().forEach(this::succeed);
        assertThat(stopsAt(archived)).isEqualTo("NodeStopped Stopping");
    }

    @Test
    void jobsOfPodsThatThePlanHasNoMoreAreRemoved() {
        ready(Customers.standard());
        CustomerSpec smaller =
                CustomerDocument.read(Customers.document("standard").replace("plan: standard", "plan: small"));
        changed();
        settle(smaller);
        assertThat(cluster.deleted)
                .contains("CronJob nuts-h9w2m4/backup-auth-1")
                .doesNotContain("CronJob nuts-h9w2m4/backup-auth-0");
    }

    @Test
    void withoutAPolicyNothingIsBackedUpAnyMore() {
        ready(Customers.standard());
        CustomerSpec without =
                CustomerDocument.read(Customers.document("standard").replaceAll("(?ms)^backup:.*?(?=^[a-z])", ""));
        assertThat(without.backup()).isNull();
        changed();
        settle(without);
        assertThat(attempt(without)).isEqualTo(Phase.READY);
        assertThat(cluster.list(CronJob.class, "nuts-h9w2m4", Map.of())).isEmpty();
    }

    private void pause() {
        CustomerSpec paused = Customers.standard().withDesiredState(DesiredState.PAUSED);
        changed();
        settle(paused);
        assertThat(attempt(paused)).isEqualTo(Phase.PAUSED);
    }
}

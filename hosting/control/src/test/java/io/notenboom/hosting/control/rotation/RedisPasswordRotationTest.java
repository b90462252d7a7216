// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.hosting.control.Specs;
import io.notenboom.hosting.control.StandInPasswords;
import io.notenboom.hosting.control.state.CustomerRecord;
import io.notenboom.hosting.control.state.Customers;
import io.notenboom.hosting.control.state.RecordFiles;
import io.notenboom.trust.customer.CustomerId;
import io.notenboom.trust.rotation.RotatedKey;
import io.notenboom.trust.rotation.Rotation;
import io.notenboom.trust.rotation.RotationOutcome;
import io.notenboom.trust.rotation.RotationTally;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisPasswordRotationTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final CustomerId FIRST = new CustomerId("c00001");
    private static final CustomerId SECOND = new CustomerId("c00002");
    private static final CustomerId WITHOUT = new CustomerId("c00003");

    @TempDir
    Path directory;

    private final StandInPasswords passwords = new StandInPasswords();
    private final List<CustomerId> woken = new ArrayList<>();
    private final List<String> journal = new ArrayList<>();
    private Customers customers;

    @BeforeEach
    void customers() {
        customers = new Customers(new RecordFiles(directory.resolve("customers")));
        for (CustomerId id : List.of(FIRST, SECOND, WITHOUT)) {
            assertThat(customers.add(CustomerRecord.of(Specs.of(id.value()), NOW)))
                    .isTrue();
        }
        passwords.first(FIRST, NOW.minus(Duration.ofDays(100)));
        passwords.first(SECOND, NOW.minus(Duration.ofDays(100)));
    }

    private RedisPasswordRotation rotation(@Nullable Duration rotateAfter) {
        return new RedisPasswordRotation(
                customers,
                passwords,
                woken::add,
                new RedisPasswordRotation.Timing(rotateAfter, () -> NOW),
                (what, object) -> journal.add(what + " " + object));
    }

    private List<String> passwords(CustomerId id) {
        return passwords.of(customers.find(id).orElseThrow()).stream()
                .map(RotatedKey::id)
                .toList();
    }

    @Test
    void listsEveryCustomerThatHasARedisInPages() {
        RedisPasswordRotation rotation = rotation(null);
        assertThat(rotation.list("", 1)).extracting(Rotation::id).containsExactly("c00001");
        assertThat(rotation.list("c00001", 5)).extracting(Rotation::id).containsExactly("c00002");
        assertThat(rotation.find("c00003")).isEmpty();
        assertThat(rotation.find("nobody")).isEmpty();
        assertThat(rotation.list("", 1).getFirst().due()).isEqualTo(Instant.MAX);
    }

    @Test
    void aReplacementIsBegunOnceAndCarriedOutByTheStepsOfTheCustomer() {
        RedisPasswordRotation rotation = rotation(null);
        for (int time = 0; time < 2; time++) {
            assertThat(rotation.begin("c00001")).isInstanceOf(RotationOutcome.UnderWay.class);
            assertThat(passwords(FIRST)).containsExactly("1", "2");
        }
        assertThat(woken).containsOnly(FIRST);
        assertThat(rotation.begin("c00003")).isInstanceOf(RotationOutcome.NotFound.class);
        assertThat(rotation.begin("a thing")).isInstanceOf(RotationOutcome.NotFound.class);
    }

    @Test
    void nothingIsReplacedByItselfUnlessTheHostSaysAfterHowLong() {
        RotationTally tally = rotation(null).advance();
        assertThat(tally.changes()).isZero();
        assertThat(tally.overdueCount()).isZero();
        assertThat(tally.oldest()).contains(NOW.minus(Duration.ofDays(100)));
    }

    @Test
    void servicesOfOneCustomerAtATimeAreStartedAgain() {
        RedisPasswordRotation rotation = rotation(Duration.ofDays(90));
        RotationTally tally = rotation.advance();
        assertThat(tally.changes()).isEqualTo(1);
        assertThat(tally.overdueCount()).isEqualTo(1);
        assertThat(passwords(FIRST)).hasSize(2);
        assertThat(passwords(SECOND)).hasSize(1);
        assertThat(rotation.advance().changes()).as("the first is under way").isZero();

        passwords.finish(FIRST, NOW);
        assertThat(rotation.advance().changes()).isEqualTo(1);
        assertThat(passwords(SECOND)).hasSize(2);
        assertThat(journal).containsExactly("rotation.begin c00001", "rotation.begin c00002");
    }

    @Test
    void aLostPasswordIsReplacedAtOnce() {
        assertThat(rotation(null).emergency("c00001", "1")).isInstanceOf(RotationOutcome.UnderWay.class);
        assertThat(passwords(FIRST)).containsExactly("2");
        assertThat(passwords.disconnected()).containsExactly(FIRST);
        assertThat(woken).containsExactly(FIRST);
        assertThat(journal).containsExactly("rotation.compromised-password c00001");
    }

    @Test
    void aPreviewOfAnEmergencySaysThatConnectionsEnd() {
        Rotation rotation = rotation(null).find("c00001").orElseThrow();
        assertThat(rotation(null).previewEmergency(rotation, rotation.active().orElseThrow(), NOW))
                .extracting(step -> step.key() + ": " + step.effect())
                .containsExactly(
                        "1: Redis refuses it, and ends every connection of the node's services",
                        "next: the services are started again with it, which takes some seconds");
        assertThat(passwords(FIRST)).containsExactly("1");
    }

    @Test
    void whoRepeatsAnEmergencyEndsConnectionsAndReplacesNothing() {
        assertThat(rotation(null).emergency("c00001", "0"))
                .isInstanceOfSatisfying(RotationOutcome.Refused.class, refused -> assertThat(refused.detail())
                        .contains("not accepted any more"));
        assertThat(passwords(FIRST)).containsExactly("1");
        assertThat(passwords.disconnected()).containsExactly(FIRST);
        assertThat(rotation(null).emergency("c00003", "1")).isInstanceOf(RotationOutcome.NotFound.class);
    }

    @Test
    void aRedisThatDoesNotAnswerIsToldAndToBeTriedAgain() {
        passwords.goAway();
        assertThat(rotation(null).emergency("c00001", "1"))
                .isInstanceOfSatisfying(RotationOutcome.Unavailable.class, later -> assertThat(later.detail())
                        .contains("Redis did not answer", "repeat this"));
        assertThat(woken).as("the steps of the customer go on with it").containsExactly(FIRST);
    }
}

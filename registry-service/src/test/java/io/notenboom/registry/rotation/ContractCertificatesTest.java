// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.rotation;

import static io.notenboom.registry.issue.WriterNode.START;
import static io.notenboom.registry.rotation.ContractScene.AFTER_THE_FIRST;
import static io.notenboom.registry.rotation.ContractScene.ENDPOINT;
import static io.notenboom.registry.rotation.ContractScene.ORGANISATION;
import static io.notenboom.registry.rotation.ContractScene.TWO_THIRDS;
import static io.notenboom.registry.rotation.ContractScene.issued;
import static io.notenboom.registry.rotation.ContractScene.wish;
import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.registry.issue.IssueOutcome;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.rotation.Rotation;
import io.notenboom.trust.rotation.RotationOutcome;
import io.notenboom.trust.rotation.RotationState;
import io.notenboom.trust.rotation.RotationTally;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractCertificatesTest {

    @TempDir
    Path folder;

    private ContractScene scene;

    @BeforeEach
    void enrolled() {
        scene = new ContractScene(folder);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void aContractIsSucceededByItselfAfterTwoThirdsOfItsTerm() {
        UUID first = scene.approved(wish());
        IssueOutcome before = scene.endpoint("https://fhir.example.nl/");
        assertThat(scene.signerOf(before)).isEqualTo(scene.thumbprint(first));

        scene.setTime(TWO_THIRDS.minus(Duration.ofDays(2)));
        assertThat(scene.certificates.advance().changes()).isZero();
        scene.setTime(TWO_THIRDS);
        assertThat(rotation(first).isOverdue(TWO_THIRDS)).isTrue();
        RotationTally tally = scene.certificates.advance();
        assertThat(tally.changes()).isEqualTo(1);
        assertThat(tally.overdueCount()).isZero();
        assertThat(scene.journal).containsExactly("rotation.begin " + first);

        Rotation after = rotation(first);
        UUID second = UUID.fromString(after.active().orElseThrow().id());
        assertThat(second).isNotEqualTo(first);
        assertThat(after.key(first.toString()).orElseThrow().state()).isEqualTo(RotationState.RETIRING);
        assertThat(rotation(second)).isEqualTo(after);
        assertThat(after.isOverdue(TWO_THIRDS)).isFalse();
        assertThat(scene.certificates.advance().changes()).isZero();
        assertThat(scene.proposals()).isEqualTo(2);
        assertThat(scene.approvals()).isEqualTo(2);

        assertThat(scene.signerOf(scene.endpoint("https://fhir.example.nl/next")))
                .isEqualTo(scene.thumbprint(second))
                .isNotEqualTo(scene.thumbprint(first));
    }

    @Test
    void whatTheFormerCertificateSignedStaysGoodAfterItEndedAndIsNotSignedAgain() {
        UUID first = scene.approved(wish());
        IssueOutcome endpoint = scene.endpoint("https://fhir.example.nl/");
        scene.setTime(TWO_THIRDS);
        assertThat(scene.certificates.advance().changes()).isEqualTo(1);
        scene.setTime(AFTER_THE_FIRST);
        assertThat(rotation(first).key(first.toString()).orElseThrow().state()).isEqualTo(RotationState.RETIRED);
        assertThat(scene.signerOf(endpoint)).isEqualTo(scene.thumbprint(first));
        assertThat(scene.node.projection.endpoints(ORGANISATION, AFTER_THE_FIRST))
                .singleElement()
                .satisfies(view -> assertThat(view.event())
                        .isEqualTo(issued(endpoint).events().getFirst().id()));
        scene.startAgain();
        assertThat(scene.node.projection.endpoints(ORGANISATION, AFTER_THE_FIRST))
                .hasSize(1);
        assertThat(issued(scene.endpoint("https://fhir.example.nl/")).isNew()).isFalse();
        assertThat(issued(scene.node.vendor.endEndpoint(ENDPOINT, null)).isNew())
                .isTrue();
    }

    @Test
    void beginMayBeRepeatedAndTheSameWishIsTheNewestContract() {
        UUID first = scene.approved(wish());
        scene.setTime(START.plus(Duration.ofDays(30)));
        Rotation begun = underWay(scene.certificates.begin(first.toString())).rotation();
        String second = begun.active().orElseThrow().id();
        assertThat(second).isNotEqualTo(first.toString());
        assertThat(underWay(scene.certificates.begin(first.toString())).rotation())
                .isEqualTo(begun);
        assertThat(underWay(scene.certificates.begin(second)).rotation()).isEqualTo(begun);
        assertThat(scene.proposed(wish())).hasToString(second);
        assertThat(scene.keysInUse()).isEqualTo(2);
        scene.setTime(START.plus(Duration.ofDays(32)));
        assertThat(underWay(scene.certificates.begin(first.toString()))
                        .rotation()
                        .keys())
                .hasSize(3);
    }

    @Test
    void withoutAKeyItIsOverdueAndGoesOnWhenThereIsOne() {
        UUID first = scene.approved(wish());
        scene.useUpKeys();
        scene.setTime(TWO_THIRDS);
        assertThat(scene.certificates.advance().overdueCount()).isEqualTo(1);
        assertThat(scene.certificates.advance().overdueCount()).isEqualTo(1);
        assertThat(scene.journal).hasSize(1);
        assertThat(scene.certificates.begin(first.toString())).isInstanceOf(RotationOutcome.Unavailable.class);
        assertThat(scene.node.custodian.create(KeyPurpose.CONTRACT).value()).isNotEmpty();
        scene.setTime(TWO_THIRDS.plus(ContractPace.PAUSE));
        RotationTally tally = scene.certificates.advance();
        assertThat(tally.changes()).isEqualTo(1);
        assertThat(tally.overdueCount()).isZero();
    }

    @Test
    void whatHasEndedOrEndsFirstOrWasNotApprovedIsNotRotated() {
        Instant end = Instant.parse("2028-06-01T00:00:00Z");
        UUID ending = scene.approved(wish(end));
        UUID waiting = scene.proposed(wish());
        assertThat(rotation(ending).due()).isEqualTo(Instant.MAX);
        assertThat(rotation(waiting).due()).isEqualTo(Instant.MAX);
        scene.setTime(TWO_THIRDS.plus(Duration.ofDays(1)));
        RotationTally tally = scene.certificates.advance();
        assertThat(tally.changes()).isZero();
        assertThat(tally.overdueCount()).isZero();
        assertThat(scene.certificates.begin(waiting.toString()))
                .isInstanceOfSatisfying(RotationOutcome.Refused.class, refused -> assertThat(refused.detail())
                        .contains("/" + waiting + "/approval"));
        scene.setTime(end);
        assertThat(scene.certificates.begin(ending.toString())).isInstanceOf(RotationOutcome.Refused.class);
        assertThat(scene.certificates.list("", 10)).extracting(Rotation::id).containsExactly(waiting.toString());
        assertThat(scene.certificates.begin("none")).isInstanceOf(RotationOutcome.NotFound.class);
    }

    @Test
    void whereTheCaEndsFirstTheNextOneIsDueWhenItHasEnded() {
        Instant late = START.plus(Duration.ofDays(900));
        scene.setTime(late);
        UUID first = scene.approved(wish());
        Instant endOfCa = rotation(first).due();
        assertThat(endOfCa)
                .isBetween(START.plus(Duration.ofDays(4 * 365 - 1)), START.plus(Duration.ofDays(4 * 365 + 1)));
        scene.setTime(endOfCa.minus(Duration.ofDays(100)));
        scene.nextVendorCa();
        assertThat(scene.certificates.advance().changes()).isZero();
        scene.setTime(endOfCa.plusSeconds(1));
        assertThat(scene.endpoint("https://fhir.example.nl/"))
                .isInstanceOfSatisfying(IssueOutcome.NotReady.class, not -> assertThat(not.what())
                        .contains("rotate start contract-certificate " + first));
        assertThat(scene.certificates.advance().changes()).isEqualTo(1);
        UUID second = UUID.fromString(rotation(first).active().orElseThrow().id());
        assertThat(scene.signerOf(scene.endpoint("https://fhir.example.nl/"))).isEqualTo(scene.thumbprint(second));
    }

    private Rotation rotation(UUID contract) {
        return scene.certificates.find(contract.toString()).orElseThrow();
    }

    static RotationOutcome.UnderWay underWay(RotationOutcome outcome) {
        assertThat(outcome).isInstanceOf(RotationOutcome.UnderWay.class);
        return (RotationOutcome.UnderWay) outcome;
    }
}

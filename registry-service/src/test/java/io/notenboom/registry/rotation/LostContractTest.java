// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.rotation;

import static io.notenboom.registry.issue.WriterNode.START;
import static io.notenboom.registry.rotation.ContractCertificatesTest.underWay;
import static io.notenboom.registry.rotation.ContractScene.ORGANISATION;
import static io.notenboom.registry.rotation.ContractScene.issued;
import static io.notenboom.registry.rotation.ContractScene.wish;
import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.registry.event.CertificateRevocation;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.issue.IssueOutcome;
import io.notenboom.registry.stream.StreamHead;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.rotation.RotatedKey;
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

class LostContractTest {

    private static final Instant LATER = START.plus(Duration.ofDays(100));
    private static final String HERE = "https://fhir.example.nl/";

    @TempDir
    Path folder;

    private ContractScene scene;
    private UUID first;
    private IssueOutcome endpoint;

    @BeforeEach
    void contract() {
        scene = new ContractScene(folder);
        first = scene.approved(wish());
        endpoint = scene.endpoint(HERE);
        scene.setTime(LATER);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void anotherContractTakesItsPlaceAndTheFoundationIsToBeAsked() {
        StreamHead head = scene.node.vendor.ownHead().orElseThrow();
        RotationOutcome.UnderWay done = emergency();
        assertThat(state(done.rotation(), first)).isEqualTo(RotationState.COMPROMISED);
        UUID second = active(done.rotation());
        assertThat(done.remains())
                .contains("POST /registry/v1/foundation/revocations")
                .contains(scene.thumbprint(first))
                .contains("sid " + head.stream().value());
        assertThat(scene.journal).containsExactly("rotation.compromised-certificate " + first);
        assertThat(scene.signerOf(scene.endpoint("https://fhir.example.nl/next")))
                .isEqualTo(scene.thumbprint(second));
        assertThat(emergency().rotation()).isEqualTo(done.rotation());
        assertThat(scene.keysInUse()).isEqualTo(2);
    }

    @Test
    void whatTheThiefSignedIsNotSignedAgainAndGoesWithTheRevocation() {
        StreamHead ours = scene.node.vendor.ownHead().orElseThrow();
        IssueOutcome thiefs = scene.endpoint("https://thief.example.nl/");
        UUID second = active(emergency().rotation());
        assertThat(scene.certificates.advance().changes()).isZero();
        assertThat(shown()).isEqualTo(issued(thiefs).events().getFirst().id());
        revoke(first, ours.sequence());
        assertThat(shown()).isEqualTo(issued(endpoint).events().getFirst().id());
        assertThat(active(scene.certificates.find(first.toString()).orElseThrow()))
                .isEqualTo(second);
    }

    @Test
    void whatWasOursIsSignedWithTheNextKeyWhenItIsRegisteredAgain() {
        UUID second = active(emergency().rotation());
        assertThat(shown()).isEqualTo(issued(endpoint).events().getFirst().id());
        IssueOutcome again = scene.endpoint(HERE);
        assertThat(issued(again).isNew()).isTrue();
        assertThat(scene.signerOf(again)).isEqualTo(scene.thumbprint(second));
        assertThat(issued(scene.endpoint(HERE)).isNew()).isFalse();
    }

    private EventId shown() {
        return scene.node.projection.endpoints(ORGANISATION, LATER).getFirst().event();
    }

    @Test
    void itIsOverdueUntilTheFoundationRevokedIt() {
        assertThat(emergency().remains()).isNotNull();
        assertThat(scene.certificates.advance().overdueCount()).isEqualTo(1);
        revoke(first);
        assertThat(scene.certificates.advance().overdueCount()).isZero();
        assertThat(emergency().remains()).isNull();
        assertThat(scene.node.projection.endpoints(ORGANISATION, LATER)).hasSize(1);
    }

    @Test
    void afterARevocationThatNobodyHereAskedForPeopleBeginTheNext() {
        revoke(first);
        RotationTally tally = scene.certificates.advance();
        assertThat(tally.changes()).isZero();
        assertThat(tally.overdueCount()).isEqualTo(1);
        assertThat(scene.endpoint("https://fhir.example.nl/next")).isInstanceOf(IssueOutcome.NotReady.class);
        UUID second =
                active(underWay(scene.certificates.begin(first.toString())).rotation());
        assertThat(scene.signerOf(scene.endpoint("https://fhir.example.nl/next")))
                .isEqualTo(scene.thumbprint(second));
        assertThat(scene.certificates.advance().overdueCount()).isZero();
    }

    @Test
    void withoutAKeyNothingIsChanged() {
        scene.useUpKeys();
        assertThat(scene.certificates.emergency(first.toString(), first.toString()))
                .isInstanceOfSatisfying(RotationOutcome.Unavailable.class, later -> assertThat(later.detail())
                        .contains("no unused key of purpose contract")
                        .contains(scene.thumbprint(first)));
        assertThat(active(scene.certificates.find(first.toString()).orElseThrow()))
                .isEqualTo(first);
        assertThat(scene.node.custodian.create(KeyPurpose.CONTRACT).value()).isNotEmpty();
        assertThat(active(emergency().rotation())).isNotEqualTo(first);
    }

    @Test
    void aFormerOneCanBeLostTooAndAnUnknownOneCannot() {
        UUID second =
                active(underWay(scene.certificates.begin(first.toString())).rotation());
        Rotation rotation = emergency().rotation();
        assertThat(active(rotation)).isEqualTo(second);
        assertThat(state(rotation, first)).isEqualTo(RotationState.COMPROMISED);
        assertThat(scene.certificates.emergency(
                        first.toString(), UUID.randomUUID().toString()))
                .isInstanceOf(RotationOutcome.NotFound.class);
    }

    @Test
    void thePreviewDoesNotPromiseMoreThanTheNodeCanDo() {
        Rotation rotation = scene.certificates.find(first.toString()).orElseThrow();
        RotatedKey lost = rotation.active().orElseThrow();
        assertThat(scene.certificates.previewEmergency(rotation, lost, LATER))
                .hasSize(3)
                .anySatisfy(step -> {
                    assertThat(step.at()).isEqualTo(Instant.MAX);
                    assertThat(step.effect()).contains("when the Foundation has revoked it");
                });
        assertThat(scene.keysInUse()).isEqualTo(1);
    }

    private RotationOutcome.UnderWay emergency() {
        return underWay(scene.certificates.emergency(first.toString(), first.toString()));
    }

    private void revoke(UUID contract) {
        revoke(contract, scene.node.vendor.ownHead().orElseThrow().sequence());
    }

    private void revoke(UUID contract, long last) {
        StreamHead head = scene.node.vendor.ownHead().orElseThrow();
        var cutoff = new CertificateRevocation.Cutoff(head.stream(), last);
        var revocation = new CertificateRevocation(scene.thumbprint(contract), "stolen", cutoff);
        assertThat(issued(scene.node.foundationWriter.revoke(revocation)).isNew())
                .isTrue();
    }

    private static UUID active(Rotation rotation) {
        return UUID.fromString(rotation.active().orElseThrow().id());
    }

    private static RotationState state(Rotation rotation, UUID contract) {
        return rotation.key(contract.toString()).orElseThrow().state();
    }
}

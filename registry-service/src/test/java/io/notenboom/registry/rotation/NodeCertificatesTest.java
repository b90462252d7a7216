// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.registry.enrolment.EnrolmentKind;
import io.notenboom.registry.enrolment.NodeIdentity;
import io.notenboom.registry.enrolment.OwnCertificate;
import io.notenboom.registry.issue.WriterNode;
import io.notenboom.trust.rotation.RotatedKey;
import io.notenboom.trust.rotation.Rotation;
import io.notenboom.trust.rotation.RotationOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeCertificatesTest {

    private static final String HOST = "localhost";

    private final List<OwnCertificate> shown = new ArrayList<>();
    private final List<String> journal = new ArrayList<>();
    private Instant now = WriterNode.START;
    private WriterNode node;
    private NodeCertificates certificates;

    @BeforeEach
    void aNodeWithACertificate(@TempDir Path folder) {
        node = new WriterNode(folder);
        assertThat(node.enrol(EnrolmentKind.NODE_CA).chain()).isNotEmpty();
        certificates = new NodeCertificates(
                node.identity,
                new NodeIdentity(node.custodian, node.identity, () -> now, HOST),
                shown::add,
                (what, object) -> journal.add(what),
                () -> now);
    }

    @AfterEach
    void close() {
        node.close();
    }

    private RotatedKey active() {
        return certificates.find(HOST).flatMap(Rotation::active).orElseThrow();
    }

    @Test
    void theNextOneIsIssuedAfterTwoThirdsOfTheTermAndShown() {
        String first = active().id();
        assertThat(certificates.advance().changes()).isZero();
        now = certificates.find(HOST).orElseThrow().due().plusSeconds(1);
        assertThat(certificates.advance().changes()).isEqualTo(1);
        assertThat(active().id()).isNotEqualTo(first);
        assertThat(shown).hasSize(1);
        assertThat(journal).containsExactly("rotation.begin");
    }

    @Test
    void askedForTwiceItIsIssuedOnce() {
        for (int time = 0; time < 2; time++) {
            assertThat(certificates.begin(HOST)).isInstanceOf(RotationOutcome.UnderWay.class);
        }
        assertThat(shown).hasSize(1);
        assertThat(certificates.begin("other.example.nl")).isInstanceOf(RotationOutcome.NotFound.class);
    }

    @Test
    void afterALossSomebodyHasToBlockTheLostOne() {
        RotatedKey lost = active();
        now = now.plus(Duration.ofDays(1));
        assertThat(certificates.previewEmergency(certificates.find(HOST).orElseThrow(), lost, now))
                .extracting(step -> step.key())
                .containsExactly("next", lost.id());
        assertThat(certificates.emergency(HOST, lost.id()))
                .isInstanceOfSatisfying(RotationOutcome.UnderWay.class, done -> {
                    assertThat(done.rotation().key(lost.id())).isEmpty();
                    assertThat(done.remains()).contains(lost.id(), "denylist add");
                });
        assertThat(certificates.emergency(HOST, lost.id())).isInstanceOf(RotationOutcome.NotFound.class);
        assertThat(journal).containsExactly("rotation.compromised-certificate");
    }
}
